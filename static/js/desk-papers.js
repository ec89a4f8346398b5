// How the papers of this page of the desk stand now: told with the page, and asked for anew whenever the desk's topic
// says that something has changed. However many papers were sent, a page asks for its own alone.
import { live, topics } from "./live.js";
import { page } from "./page.js";

const AGAIN_MS = 1_000;

function byId(papers) {
  return new Map((papers ?? []).map((paper) => [paper.id, paper]));
}

/** Tells `changed` once an answer is here. `before` is what the page was made with; `get` says how a paper stands now,
 * undefined where it is not at the desk any more. */
class DeskPapers extends EventTarget {
  constructor() {
    super();
    this.before = byId(page.standing);
    this.now = this.before;
    this.version = topics.data("curation")?.version;
    topics.addEventListener("changed", ({ names }) => names.includes("curation") && this.ask());
    live.addEventListener("status", () => this.isBehind && this.ask());
  }

  get(id) {
    return this.now.get(id);
  }

  get isBehind() {
    return this.version !== topics.data("curation")?.version;
  }

  /** Asks until an answer fits the newest version; one question at a time, and none while the network is away. */
  async ask() {
    if (this.isAsking || this.before.size === 0 || !this.isBehind || !live.isHere) return;
    this.isAsking = true;
    const { version } = topics.data("curation");
    const answer = await live.ask("papers.standing", { papers: [...this.before.keys()] });
    this.isAsking = false;
    if (answer.ok) {
      this.version = version;
      this.now = byId(answer.papers);
      this.dispatchEvent(new Event("changed"));
      this.ask();
    } else {
      setTimeout(() => this.ask(), AGAIN_MS);
    }
  }
}

export const deskPapers = new DeskPapers();
