// What an adult types for children now; and what this device kept of a paper that became the child's alone
// while it had no network.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { linesNotIn } from "./draft.js";
import { SawtElement } from "./sawt-element.js";
import { shelf } from "./shelf.js";
import { star } from "./star.js";
import { userWords } from "./user-text.js";
import { inWords, isolated, t } from "./words.js";

const KEPT = "draft/typed/";

class SawtTyping extends SawtElement {
  static follows = ["typing"];

  constructor() {
    super();
    this.unkept = [];
  }

  willUpdate() {
    const papers = this.topics.data("typing")?.papers;
    if (papers) this.takeFromDevice(new Set(papers.map(({ id }) => id)));
  }

  /** Of papers that are the child's alone now nothing stays on this device. */
  takeFromDevice(open) {
    for (const [name, text] of shelf.all(KEPT)) {
      if (open.has(name.slice(KEPT.length).split("/", 1)[0])) continue;
      shelf.remove(name);
      this.unkept = [...new Set([...this.unkept, ...linesNotIn(text, text.was)])];
    }
  }

  render() {
    const papers = this.topics.data("typing")?.papers ?? [];
    return this.present(html`${this.unkept.length > 0 ? this.left() : nothing}
      ${papers.length > 0
        ? html`<ul class="paper-list" aria-live="polite">
            ${repeat(papers, ({ id }) => id, (paper) => html`<li>${this.paper(paper)}</li>`)}
          </ul>`
        : html`<div class="empty-state card">
            ${star()}
            <p>${t("You type for no child just now.")}</p>
          </div>`}`);
  }

  paper({ id, title, child }) {
    return html`<a class="card paper-link" href="/curate/typing/${id}">
      <span class="paper-title">${title?.text ? userWords(title) : t("Without a title so far")}</span>
      ${child ? html`<span class="quiet">${isolated(inWords(child))}</span>` : nothing}
    </a>`;
  }

  left() {
    return html`<section class="card stack" role="status">
      <p>${t("What you typed last was not saved in time. Here it is, so that you can say it to the child:")}</p>
      <div class="typing-unkept stack-tight">
        ${this.unkept.map((line) => html`<p class="user-text" dir="auto">${line}</p>`)}
      </div>
    </section>`;
  }
}

// Only now: what this device kept is there to be read.
shelf.opened.then(() => customElements.define("sawt-typing", SawtTyping));
