// The same sheet for an adult who types for a child: until the child says that these are her own words. Then
// nothing of the paper is left in this page but what was typed here and could not be kept.
import { html, nothing } from "lit";
import { linesNotIn } from "./draft.js";
import { icon, keys, takeBack } from "./icons.js";
import { SawtPaperEditor } from "./sawt-paper-editor.js";
import { shelf } from "./shelf.js";
import { inWords, isolated, t } from "./words.js";
import { page } from "./page.js";

const EMPTY = { title: "", body: "", lang: page.lang };

class SawtTypedEditor extends SawtPaperEditor {
  static follows = ["typing"];
  static properties = { unkept: { state: true } };

  /** Apart from what a child keeps: an adult has these words for a while. */
  get place() {
    return `typed/${this.paper}`;
  }

  get named() {
    return t("The child’s words");
  }

  /** Pictures are the child's to bring. */
  pictures() {
    return nothing;
  }

  get told() {
    const found = this.topics.data("typing")?.papers.find(({ id }) => id === this.paper);
    return found && { ...found, state: "draft" };
  }

  /** What was typed and not kept when the paper became the child's alone; null until then. */
  get hasEnded() {
    return Boolean(this.unkept);
  }

  willUpdate(changed) {
    const papers = this.topics.data("typing")?.papers;
    if (this.paper && papers && !this.hasEnded && !papers.some(({ id }) => id === this.paper)) this.end();
    if (!this.hasEnded) super.willUpdate(changed);
  }

  end() {
    clearTimeout(this.timer);
    const typed = linesNotIn(this.text, this.was);
    const inOtherTabs = this.device.forgetAll().flatMap((text) => linesNotIn(text, text.was));
    this.unkept = [...new Set([...typed, ...inOtherTabs])];
    this.text = this.was = EMPTY;
    this.both = [];
    page.paper = { id: this.paper };
  }

  type(change) {
    if (!this.hasEnded) super.type(change);
  }

  async save() {
    return this.hasEnded || super.save();
  }

  async handInOthers() {
    return this.hasEnded || super.handInOthers();
  }

  render() {
    return this.hasEnded ? this.present(this.over()) : super.render();
  }

  where() {
    const { child } = { ...page.paper, ...this.told };
    return html`<p class="notice">
      ${icon(keys)}<span>${child ? t("You type for {name}.", { name: isolated(inWords(child)) }) : t("You type for a child.")}
      ${t("The child reads along on the tablet and can change every word. Once the child says “these are my words”, you can’t read or change it any more.")}</span>
    </p>`;
  }

  asking() {
    return nothing;
  }

  readers() {
    return nothing;
  }

  together() {
    return nothing;
  }

  byWhom() {
    return nothing;
  }

  /** As long as no word is there it may have been the wrong child. */
  beneath() {
    if (this.hasWords) return nothing;
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
