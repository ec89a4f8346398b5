// Says that the desk's list has changed, or the paper of this page, and offers what there is now; nothing that is
// touched is replaced. Of a paper that has left the desk no word stays.
import { html, nothing } from "lit";
import { deskPapers } from "./desk-papers.js";
import { again, icon } from "./icons.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { forgetTyped } from "./typed-so-far.js";
import { plural, t } from "./words.js";

/** Where a paper stands, as the page shows it; what it is about, and in a list in whose hand it is, changes in the
 * page itself. */
function where({ state, group, number, comments, hand }) {
  return [state, group, number, comments, page.paper && hand].join(" ");
}

/** How many there are, and where; which version of the desk that is says nothing to anybody. */
function counts({ papers, states }) {
  return JSON.stringify([papers, Object.entries(states).sort()]);
}

class SawtCuration extends SawtElement {
  static follows = ["curation"];

  constructor() {
    super();
    const desk = this.topics.data("curation");
    this.came = desk?.papers;
    this.counts = desk && counts(desk);
  }

  connectedCallback() {
    super.connectedCallback();
    this.onPapers = () => {
      this.empty();
      this.redraw();
    };
    deskPapers.addEventListener("changed", this.onPapers);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    deskPapers.removeEventListener("changed", this.onPapers);
  }

  get gone() {
    return [...deskPapers.before.keys()].filter((id) => !deskPapers.get(id));
  }

  /** Whether the paper of this page is; others may be named on it, as its twins are. */
  get isGone() {
    return Boolean(page.paper) && this.gone.includes(page.paper.id);
  }

  /** What stood here of a paper that has left the desk goes, at once and without a touch. */
  empty() {
    if (this.isGone) {
      document.querySelectorAll("[data-words]").forEach((words) => words.remove());
      document.title = t("Papers to read");
      forgetTyped();
    }
    for (const id of this.gone) {
      document.querySelectorAll(`li[data-paper="${id}"]`).forEach((row) => {
        row.textContent = t("This paper is not at the desk any more.");
        row.removeAttribute("data-hand");
      });
    }
  }

  render() {
    const desk = this.topics.data("curation");
    if (!desk) return this.absent();
    return this.present(html`<div role="status" aria-live="polite">${this.sentence(desk)}</div>`);
  }

  sentence(desk) {
    if (this.isGone) {
      return html`<div class="notice">
        <p>${t("This paper is not at the desk any more.")}</p>
        <a class="button-quiet" href="/curate">${t("To the other papers")}</a>
      </div>`;
    }
    const papers = [...deskPapers.before.values()].filter(({ id }) => !page.paper || id === page.paper.id);
    const hasMoved = papers.some((paper) => where(deskPapers.get(paper.id) ?? {}) !== where(paper));
    const isOther = !page.paper && counts(desk) !== this.counts;
    return hasMoved || isOther ? this.notice(Math.max(0, desk.papers - this.came)) : nothing;
  }

  notice(fresh) {
    return html`<div class="notice">
      <p>${page.paper ? t("Something about this paper has changed.") : this.ofTheList(fresh)}</p>
      <button type="button" class="button-quiet" @click=${() => location.reload()}>
        ${icon(again)}<span>${page.paper ? t("Show what is new") : t("Show the new list")}</span>
      </button>
    </div>`;
  }

  ofTheList(fresh) {
    return fresh > 0
      ? plural("{n} new paper has come.", "{n} new papers have come.", fresh)
      : t("Something in the list has changed.");
  }
}

customElements.define("sawt-curation", SawtCuration);
