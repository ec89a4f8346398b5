// Says that the desk's list has changed, or the paper of this page, and offers what there is now; nothing that is
// touched is replaced.
import { html, nothing } from "lit";
import { again, icon } from "./icons.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { plural, t } from "./words.js";

/** Where a paper stands, as the page shows it: also whether an adult has it in hand, and what was said about it. What
 * it is about changes in the page itself. */
function where({ state, in_hand: isInHand, comments }) {
  return `${state} ${isInHand} ${comments}`;
}

class SawtCuration extends SawtElement {
  static follows = ["curation"];

  constructor() {
    super();
    this.seen = null;
  }

  get papers() {
    const papers = this.topics.data("curation")?.papers;
    return page.paper ? papers?.filter(({ id }) => id === page.paper.id) : papers;
  }

  render() {
    const { papers } = this;
    if (!papers) return this.absent();
    // What the page was made with: the rows of the list, else the snapshot.
    this.seen ??= new Map(papers.map((paper) => [paper.id, where(paper)]));
    const fresh = papers.filter(({ id }) => !this.seen.has(id)).length;
    const moved = papers.filter((paper) => this.seen.has(paper.id) && this.seen.get(paper.id) !== where(paper)).length;
    const gone = [...this.seen.keys()].filter((id) => !papers.some((paper) => paper.id === id)).length;
    return this.present(html`<div role="status" aria-live="polite">
      ${fresh + moved + gone > 0 ? this.notice(fresh) : nothing}
    </div>`);
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
