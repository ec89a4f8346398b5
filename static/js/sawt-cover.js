// Covering: the words of a text one by one, each covered or not, by tap, by drag or by keyboard.
import { html, nothing } from "lit";
import { clear, cover, icon, takeBack } from "./icons.js";
import { stretchesOf, wordsOf } from "./marked-text.js";
import { SawtElement } from "./sawt-element.js";
import { t } from "./words.js";

// What usually has to be covered is covered to begin with.
const TO_COVER = new Set(["contact", "name"]);

class SawtCover extends SawtElement {
  static properties = { text: {}, marks: {}, covered: { state: true }, at: { state: true } };

  constructor() {
    super();
    this.covered = new Set();
    this.at = 0;
    this.onRelease = () => (this.drawing = undefined);
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("pointerup", this.onRelease);
    document.addEventListener("pointercancel", this.onRelease);
    this.pieces = wordsOf(this.text.text);
    const marks = this.marks.filter(({ mark }) => TO_COVER.has(mark));
    const marked = this.pieces.flatMap(({ start, end, isGap }, at) =>
      !isGap && marks.some((mark) => mark.start < end && mark.end > start) ? [at] : [],
    );
    this.covered = new Set(marked);
    this.at = marked[0] ?? 0;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("pointerup", this.onRelease);
    document.removeEventListener("pointercancel", this.onRelease);
  }

  firstUpdated() {
    this.word(this.at)?.focus();
  }

  render() {
    const { lang, dir } = this.text;
    return html`<div class="cover stack-tight" @keydown=${(event) => this.key(event)}>
      <h3>${t("What should be covered?")}</h3>
      <p class="hint quiet" id="cover-how">
        ${t("Tap a word, or draw over several. With the keyboard: arrows, space, then Enter.")}
      </p>
      <p class="user-text big cover-words" lang=${lang} dir=${dir} role="group" aria-describedby="cover-how"
        >${this.pieces.map((piece, at) => (piece.isGap ? piece.text : this.wordButton(piece, at)))}</p
      >
      <p class="cover-after">
        <span class="quiet">${t("This goes on:")}</span>
        <bdi lang=${lang} dir=${dir}>${this.after()}</bdi>
      </p>
      <div class="desk-keys">
        <button
          type="button"
          class="button-main"
          aria-disabled=${this.covered.size === 0 ? "true" : nothing}
          @click=${() => this.send()}
        >
          ${icon(clear)}<span>${t("Cover, and let the rest go on")} <kbd>⏎</kbd></span>
        </button>
        <button type="button" class="button-quiet" @click=${() => this.leave()}>
          ${icon(takeBack)}<span>${t("Cover nothing")} <kbd>Esc</kbd></span>
        </button>
      </div>
    </div>`;
  }

  wordButton({ text }, at) {
    const isCovered = this.covered.has(at);
    return html`<button
      type="button"
      class="cover-word"
      data-word=${at}
      aria-pressed=${String(isCovered)}
      tabindex=${at === this.at ? "0" : "-1"}
      @pointerdown=${(event) => this.begin(event, at)}
      @pointerover=${() => this.drawing !== undefined && this.set(at, this.drawing)}
      @focus=${() => (this.at = at)}
    >${isCovered ? icon(cover) : nothing}<span>${text}</span></button>`;
  }

  after() {
    return stretchesOf(this.pieces, this.covered)
      .reverse()
      .reduce((text, [start, end]) => `${text.slice(0, start)}[…]${text.slice(end)}`, this.text.text);
  }

  begin(event, at) {
    event.target.releasePointerCapture?.(event.pointerId); // a finger goes on to the next word
    this.drawing = !this.covered.has(at);
    this.set(at, this.drawing);
  }

  set(at, isCovered) {
    const covered = new Set(this.covered);
    if (isCovered) covered.add(at);
    else covered.delete(at);
    this.covered = covered;
    this.at = at;
  }

  key(event) {
    const forward = this.text.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = this.text.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    const acts = {
      [forward]: () => this.step(1, event.shiftKey),
      [back]: () => this.step(-1, event.shiftKey),
      Space: () => this.onWord(event) && this.set(this.at, !this.covered.has(this.at)),
      Enter: () => this.onWord(event) && this.send(),
      Escape: () => this.leave(),
    };
    const act = acts[event.code];
    event.stopPropagation(); // the desk's own keys rest meanwhile
    if (!act || act() === false) return;
    event.preventDefault();
  }

  onWord(event) {
    return event.target.matches(".cover-word");
  }

  step(by, isCovering) {
    const order = this.pieces.flatMap(({ isGap }, at) => (isGap ? [] : [at]));
    const next = order[order.indexOf(this.at) + by];
    if (next === undefined) return;
    if (isCovering) this.set(this.at, true);
    if (isCovering) this.set(next, true);
    this.at = next;
    this.word(next).focus();
  }

  word(at) {
    return this.querySelector(`[data-word="${at}"]`);
  }

  send() {
    const stretches = stretchesOf(this.pieces, this.covered).flat();
    if (stretches.length > 0) this.dispatchEvent(new CustomEvent("covered", { detail: stretches }));
  }

  leave() {
    this.dispatchEvent(new CustomEvent("left"));
  }
}

customElements.define("sawt-cover", SawtCover);
