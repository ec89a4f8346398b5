// What the pages with a sheet share: the draft that is written there, from the plain form on that stood there before,
// and both texts where two wrote at the same place.
import { html, nothing } from "lit";
import { SawtElement } from "./sawt-element.js";
import "./sawt-paper-sheet.js";
import { twoTexts } from "./two-texts.js";

export class SawtDraftElement extends SawtElement {
  constructor(draft) {
    super();
    this.draft = draft;
  }

  connectedCallback() {
    super.connectedCallback();
    this.draft.addEventListener("changed", this.redraw);
    this.draft.begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.draft.removeEventListener("changed", this.redraw);
    this.draft.stop();
  }

  /** What somebody typed into the plain form before this script began. */
  carryOver() {
    const typed = (name) => this.querySelector(`[name=${name}]`)?.value ?? this.draft.was[name];
    this.csrf = this.querySelector("[name=csrf_token]")?.value;
    if (this.canWrite) this.draft.carryOver({ title: typed("title"), body: typed("body") });
  }

  get canWrite() {
    return true;
  }

  get told() {
    return this.draft.told;
  }

  /** For whoever leaves this page: one honest try now. Resolves with whether nothing is left to be sent. */
  saveNow() {
    return this.draft.saveNow();
  }

  bothTexts() {
    const [place] = this.draft.both;
    return place ? twoTexts(this.draft, place) : nothing;
  }

  sheet(named, { pages = [], needsTitle = false } = {}) {
    return html`<sawt-paper-sheet
      .draft=${this.draft}
      .named=${named}
      .pages=${pages}
      .needsTitle=${needsTitle}
    ></sawt-paper-sheet>`;
  }
}
