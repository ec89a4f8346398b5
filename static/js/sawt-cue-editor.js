// The cue card of a step, to be changed: an adult writes it for all who lead, a child for herself.
import { html, nothing } from "lit";
import { icon, write } from "./icons.js";
import { OWN_NAMES } from "./language-names.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { direction, inWords, isolated, languageOf, t } from "./words.js";

const LONGEST = 300;
const OWN = "own";

class SawtCueEditor extends SawtElement {
  static follows = ["floor"];
  static properties = { item: { attribute: false }, typed: { state: true }, saved: { state: true } };

  constructor() {
    super();
    this.item = null;
    // By language, or under `own`; null until somebody has touched it. With it, the revision seen then.
    this.typed = null;
    this.seen = this.first = 0;
    this.saved = false;
  }

  get isAdult() {
    return page.as === "facilitator" || page.me.helps === true;
  }

  /** What stands there now: the card by language, or one's own words. */
  get told() {
    if (!this.isAdult) return { [OWN]: this.item.own_cue?.text?.text ?? "" };
    return Object.fromEntries(page.session.languages.map((lang) => [lang, this.item.cue?.[lang] ?? ""]));
  }

  get revision() {
    return this.isAdult ? this.item.cue_revision : (this.item.own_cue?.revision ?? 0);
  }

  render() {
    const fields = this.typed ?? this.told;
    return html`<details class="run-cue">
      <summary class="button-quiet" aria-label=${t("Cue card of “{title}”", { title: isolated(inWords(this.item.title)) })}>
        ${icon(write)}<span>${t("Cue card")}</span>
      </summary>
      <form class="stack-tight" @submit=${(event) => this.save(event)}>
        ${this.isAdult ? nothing : this.shared()} ${Object.keys(fields).map((name) => this.field(name, fields[name]))}
        ${this.meanwhile()} ${this.bank()}
        <div class="press">
          <button class="button-quiet" aria-disabled=${this.isSending("cue") ? "true" : nothing}>
            <span>${this.isSending("cue") ? t("Sending…") : t("Keep the card")}</span>
          </button>
          ${this.beside("cue")}
        </div>
      </form>
    </details>
    <p class="said" role="status">${this.saved ? t("Kept.") : nothing}</p>`;
  }

  shared() {
    const words = inWords(this.item.cue);
    return words ? html`<p class="hint quiet">${words}</p>` : nothing;
  }

  /** What somebody else, or another tablet of hers, has written since: nobody's words are lost. */
  meanwhile() {
    if (this.typed === null || this.revision === this.first) return nothing;
    const words = this.isAdult ? inWords(this.item.cue) : this.told[OWN];
    return html`<p class="hint quiet" dir="auto">${t("Now it says: {words}", { words: isolated(words) })}</p>`;
  }

  field(name, text) {
    const id = `cue-${this.item.id}-${name}`;
    const label = name === OWN ? t("In my own words. Only I read them.") : OWN_NAMES[name];
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <textarea
        id=${id}
        rows="3"
        maxlength=${LONGEST}
        lang=${name === OWN ? nothing : name}
        dir=${name === OWN ? "auto" : direction(name)}
        .value=${text}
        @input=${(event) => this.type(name, event.target.value)}
      ></textarea>
    </div>`;
  }

  /** A ready sentence comes behind what stands there, in each language that is written. */
  bank() {
    const id = `cue-${this.item.id}-bank`;
    return html`<div class="field">
      <label for=${id}>${t("Add a ready sentence")}</label>
      <select id=${id} @change=${(event) => this.add(event.target)}>
        <option value="">${t("Choose one…")}</option>
        ${(page.ready ?? []).map((one) => html`<option value=${one.id}>${inWords(one.words)}</option>`)}
      </select>
    </div>`;
  }

  type(name, text) {
    if (this.typed === null) this.first = this.seen = this.revision;
    this.typed = { ...(this.typed ?? this.told), [name]: text };
    this.saved = false;
  }

  add(select) {
    const found = page.ready.find(({ id }) => id === select.value);
    select.value = "";
    if (!found) return;
    for (const [name, text] of Object.entries(this.typed ?? this.told)) {
      const sentence = inWords(found.words, name === OWN ? page.lang : name);
      this.type(name, `${text} ${sentence}`.trim().slice(0, LONGEST));
    }
  }

  async save(event) {
    event.preventDefault();
    const typed = this.typed;
    if (typed === null) return;
    const fields = { item: this.item.id, revision: this.seen };
    const answer = this.isAdult
      ? await this.press("cue", "cues.write", { ...fields, ...typed })
      : await this.press("cue", "cues.note", { ...fields, text: typed[OWN], lang: languageOf(typed[OWN]) });
    if (answer.code === "cue_moved_on") this.seen = answer.state.revision;
    if (!answer.ok) return;
    this.first = this.seen = answer.revision;
    this.saved = true;
    const fold = this.querySelector(".run-cue");
    if (fold.contains(document.activeElement)) fold.querySelector("summary").focus();
    fold.open = false;
    // What was typed on while it was on its way stays.
    if (this.typed === typed && this.revision >= answer.revision) this.typed = null;
  }
}

customElements.define("sawt-cue-editor", SawtCueEditor);
