// Says kindly that one is not with a paper any more, brings the words that this device still kept of it into one's
// own, and leads there.
import { html, nothing } from "lit";
import { keepPlaces, mayPass } from "./draft.js";
import { icon, write } from "./icons.js";
import { live } from "./live.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { shelf } from "./shelf.js";
import { star } from "./star.js";
import { leftBehind, leftPaper, takeAlong } from "./words-along.js";
import { t } from "./words.js";

const AGAIN_AFTER_MS = 4_000;
// What belongs to a paper, and goes when its reader does.
const OF_PAPER = "sawt-paper-editor, sawt-paper-letter, sawt-paper-comments, .paper-prompts, .paper-margin";

class SawtWordsAlong extends SawtElement {
  static follows = ["papers"];
  static properties = { left: { state: true }, own: { state: true }, stays: { state: true } };

  constructor() {
    super();
    // Whether this very paper is left, as `{paper}` with the id of one's own.
    this.left = null;
    // Where words were brought just now.
    this.own = null;
    // Rows that the server does not take: they stay here, sealed.
    this.stays = new Set();
  }

  get papers() {
    return this.topics.data("papers")?.papers.map(({ id }) => id);
  }

  get waiting() {
    return leftBehind(shelf, this.papers ?? []).filter(({ name }) => !this.stays.has(name));
  }

  willUpdate() {
    this.look();
  }

  /** One look at a time: whether this paper is left, and what is left behind here. */
  async look() {
    if (this.isLooking || !live.isHere || !this.papers) return;
    this.isLooking = true;
    const isAgain = [await this.lookAtPaper(), await this.bring()].some(Boolean);
    this.isLooking = false;
    clearTimeout(this.timer);
    if (isAgain) this.timer = setTimeout(() => this.look(), AGAIN_AFTER_MS);
  }

  /** Resolves with whether it must be asked again. */
  async lookAtPaper() {
    const { id } = page.paper ?? {};
    const { version } = this.topics.all.papers;
    if (!id || this.left || this.papers.includes(id) || this.askedAt === version) return false;
    const left = await leftPaper(id);
    if (left === undefined) return true;
    this.askedAt = version;
    this.left = left;
    if (left) {
      document.querySelectorAll(OF_PAPER).forEach((one) => one.remove());
      keepPlaces(shelf, id, []); // what the others wrote is theirs
    }
    return false;
  }

  /** Resolves with whether something waits for another try. */
  async bring() {
    for (const row of this.waiting) {
      const answer = await takeAlong(shelf, row, (name, fields) => live.ask(name, fields));
      if (answer.ok) this.own = answer.paper;
      else if (mayPass(answer)) return true;
      else this.stays = new Set([...this.stays, row.name]);
    }
    return false;
  }

  render() {
    if (this.left) return this.present(this.goodbye());
    return this.own ? this.present(this.broughtAlong()) : this.absent();
  }

  goodbye() {
    const own = this.own ?? this.left.paper;
    return html`<section class="card confirm stack" role="status" aria-labelledby="left-title">
      ${star(true)}
      <h2 id="left-title">${t("I am not with this paper any more.")}</h2>
      <p>${this.whereWordsAre(own)}</p>
      <a class="button-main" href=${own ? `/papers/${own}` : "/papers"}>
        ${icon(write)}<span>${own ? t("Go on in my own paper") : t("My papers")}</span>
      </a>
    </section>`;
  }

  whereWordsAre(own) {
    if (this.waiting.length > 0) return t("My words come along. One moment…");
    if (this.stays.size > 0) return t("What I wrote here stays on this tablet, locked. Only I can open it.");
    return own ? t("What I wrote here is in a paper of my own.") : t("I can begin one of my own at any time.");
  }

  broughtAlong() {
    const isHere = this.own === page.paper?.id;
    return html`<p class="notice" role="status">
      <span>
        ${t("What I wrote in a paper that I am not with any more is in one of my own.")}
        ${isHere ? nothing : html`<a href="/papers/${this.own}">${t("Go on in my own paper")}</a>`}
      </span>
    </p>`;
  }
}

// Only now: what this device kept is there to be read.
shelf.opened.then(() => customElements.define("sawt-words-along", SawtWordsAlong));
