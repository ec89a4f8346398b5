// The same sheet for an adult who types for a child: until the child says that these are her own words. Then
// nothing of the paper is left in this page but what was typed here and could not be kept.
import { html, nothing } from "lit";
import { icon, keys, takeBack } from "./icons.js";
import { page } from "./page.js";
import { PaperDraft } from "./paper-draft.js";
import { SawtDraftElement } from "./sawt-draft-element.js";
import { shelf } from "./shelf.js";
import { inWords, isolated, t } from "./words.js";

class SawtTypedEditor extends SawtDraftElement {
  static follows = ["typing"];
  static properties = { unkept: { state: true } };

  constructor() {
    // Apart from what a child keeps: an adult has these words for a while, and the child's on no device.
    super(new PaperDraft(page.paper, "typing", { place: `typed/${page.paper?.id}`, keepsBoth: false }));
    this.paper = page.paper?.id;
    // What was typed and not kept when the paper became the child's alone; null until then.
    this.unkept = null;
  }

  willUpdate() {
    const papers = this.topics.data("typing")?.papers;
    if (this.unkept || !this.paper || !papers || papers.some(({ id }) => id === this.paper)) return;
    this.unkept = this.draft.end();
    page.paper = { id: this.paper };
  }

  render() {
    if (!this.paper) return this.absent();
    return this.present(this.unkept ? this.over() : this.typing());
  }

  typing() {
    return html`<div class="paper-editor stack">
      ${this.where()} ${this.bothTexts()} ${this.sheet(t("The child’s words"))} ${this.beneath()}
    </div>`;
  }

  where() {
    const { child } = this.told ?? page.paper;
    return html`<p class="notice">
      ${icon(keys)}<span>${child ? t("You type for {name}.", { name: isolated(inWords(child)) }) : t("You type for a child.")}
      ${t("The child reads along on the tablet and can change every word. Once the child says “these are my words”, you can’t read or change it any more.")}</span>
    </p>`;
  }

  /** As long as no word is there it may have been the wrong child. */
  beneath() {
    if (this.draft.hasWords) return nothing;
    return html`<form method="post" action="/curate/typing/${this.paper}">
      <input type="hidden" name="csrf_token" .value=${this.csrf ?? ""} />
      <button class="button-quiet" type="submit" name="then" value="undo">
        ${icon(takeBack)}<span>${t("It was another child: undo it")}</span>
      </button>
    </form>`;
  }

  over() {
    const { unkept } = this;
    return html`<section class="card stack typing-over" role="alert">
      <h2>${t("It is the child’s own paper now")}</h2>
      <p>${t("Nobody but the child reads and changes it from now on, unless it is sent. Thank you for typing.")}</p>
      ${unkept.length > 0
        ? html`<p>${t("What you typed last was not saved in time. Here it is, so that you can say it to the child:")}</p>
            <div class="typing-unkept stack-tight">
              ${unkept.map((line) => html`<p class="user-text" dir="auto">${line}</p>`)}
            </div>`
        : html`<p class="quiet">${t("Everything that you typed was saved.")}</p>`}
      <a class="button" href="/curate/typing">${t("To what I type now")}</a>
    </section>`;
  }
}

// Only now: what this device kept of the paper is there to be read.
shelf.opened.then(() => customElements.define("sawt-typed-editor", SawtTypedEditor));
