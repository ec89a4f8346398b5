// Whose turn it is and how much time is left: the same on tablet, phone and wall.
import { html, nothing } from "lit";
import { measureClock } from "./clock-offset.js";
import { live } from "./live.js";
import { page } from "./page.js";
import "./sawt-read.js";
import { SawtElement } from "./sawt-element.js";
import { sign, signWords } from "./sign.js";
import { clockWords, leftMs, stageOf } from "./turn-clock.js";
import { direction, inWords, t } from "./words.js";

const TICK_MS = 250;

class SawtTurn extends SawtElement {
  static follows = ["floor"];
  static properties = { languages: { attribute: false }, isWall: { attribute: false } };

  constructor() {
    super();
    this.languages = [page.lang];
    this.isWall = false;
  }

  connectedCallback() {
    super.connectedCallback();
    live.addEventListener("clock", this.redraw);
    this.ticking = setInterval(() => this.turn?.state === "running" && this.requestUpdate(), TICK_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("clock", this.redraw);
    clearInterval(this.ticking);
  }

  get turn() {
    return this.topics.data("floor")?.turn ?? null;
  }

  /** The moment from which the clock is drawn: the server's, whatever this device's own clock says. */
  get now() {
    return live.serverNow();
  }

  render() {
    const { turn } = this;
    if (!turn) return this.absent();
    measureClock(live);
    const left = leftMs(turn, this.now);
    const stage = turn.state === "called" ? "plenty" : stageOf(left);
    return this.present(html`<section class="turn turn-${stage}" data-state=${turn.state} aria-label=${t("Who speaks")}>
      ${sign(turn.sign, this.languages[0])}
      <div class="turn-who">${this.languages.map((lang) => this.who(turn, stage, lang))}</div>
      <p class="turn-clock" role="timer" aria-live="off">
        ${this.clocks(left).map((clock) => html`<bdi dir="ltr">${clock}</bdi>`)}
      </p>
      <svg class="turn-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect class="turn-track" width="100" height="4" />
        <rect class="turn-left" width=${(100 * Math.max(0, left)) / turn.budget_ms} height="4" />
      </svg>
      ${this.isWall ? nothing : html`<sawt-read .texts=${this.spoken(turn)}></sawt-read>`}
    </section>`);
  }

  /** The time that is left, once in each of the wall's digits. */
  clocks(left) {
    return [...new Set(this.languages.map((lang) => clockWords(left, lang)))];
  }

  /** Who speaks, as one says it; the time is for eyes, so that reading never has to begin anew. */
  spoken(turn) {
    const { lang } = page;
    return [{ text: `${t("Who speaks")}: ${this.name(turn, lang)}`, lang }];
  }

  name(turn, lang) {
    return turn.name ? inWords(turn.name, lang) : signWords(turn.sign, lang);
  }

  who(turn, stage, lang) {
    const name = this.name(turn, lang);
    const words = this.words(turn, stage, lang);
    return html`<div lang=${lang} dir=${direction(lang)}>
      <p class="turn-name"><bdi>${name}</bdi></p>
      <p class="turn-words" role=${this.isWall ? nothing : "status"}>${words}</p>
    </div>`;
  }

  words({ state }, stage, lang) {
    if (state === "called") return t("is called", {}, lang);
    if (stage === "over") return t("The time is over. Thank you!", {}, lang);
    if (state === "paused") return t("The clock rests", {}, lang);
    if (stage === "last") return t("The last words now", {}, lang);
    return stage === "half" ? t("Half a minute left", {}, lang) : t("speaks", {}, lang);
  }
}

customElements.define("sawt-turn", SawtTurn);
