// A sheet of paper and nothing else: its title, its words, their language, and where they are kept.
import { html, nothing } from "lit";
import { placeIn, turnHeading, wordCount } from "./draft.js";
import { heading, icon } from "./icons.js";
import { drawn } from "./paper-pictures.js";
import { asRead, readAloud } from "./paper-read.js";
import { saveState } from "./save-state.js";
import { SawtElement } from "./sawt-element.js";
import { direction, plural, t } from "./words.js";

const LANGUAGES = [
  ["ar", "العربية"],
  ["en", "English"],
  ["fr", "Français"],
];

class SawtPaperSheet extends SawtElement {
  static properties = {
    draft: { attribute: false },
    named: { attribute: false },
    pages: { attribute: false },
    needsTitle: { attribute: false },
  };

  constructor() {
    super();
    this.onMerged = () => this.keepCaret();
  }

  connectedCallback() {
    super.connectedCallback();
    this.draft.addEventListener("changed", this.redraw);
    this.draft.addEventListener("merged", this.onMerged);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.draft.removeEventListener("changed", this.redraw);
    this.draft.removeEventListener("merged", this.onMerged);
  }

  /** Others' words come in: the caret stays beside the same words. */
  async keepCaret() {
    const field = document.activeElement;
    if (!this.contains(field) || !field.matches(".sheet-title, .sheet-body")) return;
    const { value, selectionStart, selectionEnd } = field;
    await this.updateComplete;
    field.setSelectionRange(...[selectionStart, selectionEnd].map((at) => placeIn(value, field.value, at)));
  }

  updated() {
    const body = this.querySelector(".sheet-body");
    if (!body || CSS.supports("field-sizing", "content")) return;
    body.style.blockSize = "auto";
    body.style.blockSize = `${body.scrollHeight}px`;
  }

  render() {
    const { pages = [] } = this;
    return html`<div class="sheet-beside ${pages.length > 0 ? "has-pages" : ""}">
      ${pages.length > 0
        ? html`<div class="sheet-pages">${pages.map((one) => drawn(one, `/papers/${this.draft.paper}`))}</div>`
        : nothing}
      ${this.sheet()}
    </div>`;
  }

  sheet() {
    const { text, allSaved, said } = this.draft;
    return html`<div class="sheet">
      ${this.needsTitle && !text.title
        ? html`<p class="notice" role="status">
            ${t("Somebody who wrote this too has left, with what was theirs. Which title shall it have now?")}
          </p>`
        : nothing}
      <div class="field">
        <label for="sheet-title">${t("Title")}</label>
        <input
          id="sheet-title"
          class="sheet-title"
          dir=${text.title ? "auto" : direction(text.lang)}
          lang=${text.lang}
          autocomplete="off"
          .value=${text.title}
          @input=${({ target }) => this.draft.type({ title: target.value })}
        />
      </div>
      <div class="field">
        <div class="sheet-label">
          <label for="sheet-body">${this.named}</label>
          <button type="button" class="button-quiet" data-press="heading" @click=${() => this.turnHeading()}>
            ${icon(heading)}<span>${t("This line is a heading")}</span>
          </button>
        </div>
        <textarea
          id="sheet-body"
          class="sheet-body user-text"
          dir=${text.body ? "auto" : direction(text.lang)}
          lang=${text.lang}
          rows="10"
          autocomplete="off"
          .value=${text.body}
          @input=${({ target }) => this.draft.type({ body: target.value })}
        ></textarea>
      </div>
      ${this.languages()}
      <div class="sheet-foot">${saveState(allSaved)} ${this.count()} ${readAloud(asRead(text))}</div>
      ${said ? html`<p class="said" role="status" aria-live="polite">${said}</p>` : nothing}
    </div>`;
  }

  languages() {
    return html`<fieldset class="sheet-languages">
      <legend>${t("I write in")}</legend>
      ${LANGUAGES.map(
        ([lang, name]) => html`<label class="check">
          <input
            type="radio"
            name="paper-lang"
            .checked=${this.draft.text.lang === lang}
            @change=${() => this.draft.type({ lang })}
          />
          <span lang=${lang} dir=${direction(lang)}>${name}</span>
        </label>`,
      )}
    </fieldset>`;
  }

  count() {
    const words = wordCount(this.draft.text.body);
    if (words === 0) return html`<p class="word-count quiet">${t("Begin with one sentence. It need not be perfect.")}</p>`;
    return html`<p class="word-count quiet">${plural("{n} word", "{n} words", words)}</p>`;
  }

  /** The line with the caret becomes a heading, or is none any more. */
  async turnHeading() {
    const field = this.querySelector(".sheet-body");
    const { text, at } = turnHeading(field.value, field.selectionStart);
    this.draft.type({ body: text });
    await this.updateComplete;
    field.focus();
    field.setSelectionRange(at, at);
  }
}

customElements.define("sawt-paper-sheet", SawtPaperSheet);
