// Says that the desk's list has changed, and offers the new one; nothing that is touched is replaced.
import { html, nothing } from "lit";
import { again, icon } from "./icons.js";
import { SawtElement } from "./sawt-element.js";
import { plural, t } from "./words.js";

/** Where a paper stands, as the list shows it: also whether an adult has it in hand. */
function where({ state, in_hand: isInHand }) {
  return `${state} ${isInHand}`;
}

class SawtCuration extends SawtElement {
  static follows = ["curation"];

  constructor() {
    super();
    this.seen = null;
  }

  render() {
    const papers = this.topics.data("curation")?.papers;
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
      <p>
        ${fresh > 0
          ? plural("{n} new paper has come.", "{n} new papers have come.", fresh)
          : t("Something in the list has changed.")}
      </p>
      <button type="button" class="button-quiet" @click=${() => location.reload()}>
        ${icon(again)}<span>${t("Show the new list")}</span>
      </button>
    </div>`;
  }
}

customElements.define("sawt-curation", SawtCuration);
