// The words of the hall in one picture, the more voices the larger, and as a table for whoever prefers
// it. Words that join later find a free place; those that are there stay where they are.
import { LitElement, html, nothing, svg } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { cloudPlaces } from "./cloud-places.js";
import { asTable, cloud, icon } from "./icons.js";
import { page } from "./page.js";
import "./sawt-read.js";
import { userWords } from "./user-text.js";
import { digits, inWords, plural, t } from "./words.js";

// Letters of each size, in parts of the smallest, as words.css draws them.
const GROWTH = [1, 1.35, 1.8, 2.3, 2.9];
// On the wall the smallest letters are a little more than 1/25 of its height.
const WALL_PART = 23;
const PHONE_LETTERS = 19;
const PHONE_HEIGHT = 300;

class SawtWordCloud extends LitElement {
  static properties = {
    caption: { attribute: false },
    words: { attribute: false },
    languages: { attribute: false },
    isWall: { attribute: false },
    isTable: { state: true },
    width: { state: true },
    height: { state: true },
  };

  constructor() {
    super();
    this.words = [];
    this.languages = [page.lang];
    this.isWall = false;
    this.isTable = false;
    this.width = 0;
    this.height = 0;
    this.places = new Map();
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watching = new ResizeObserver(() => this.look());
    this.watching.observe(this);
    // Letters are measured in the font that is shown: once it is there, all find their places anew.
    this.onFonts = () => {
      this.places = new Map();
      this.requestUpdate();
    };
    document.fonts?.addEventListener("loadingdone", this.onFonts);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.watching.disconnect();
    document.fonts?.removeEventListener("loadingdone", this.onFonts);
  }

  /** The room there is; another room means other places. */
  look() {
    const width = this.clientWidth;
    const height = this.isWall ? this.clientHeight : PHONE_HEIGHT;
    if (width === this.width && height === this.height) return;
    this.places = new Map();
    this.width = width;
    this.height = height;
  }

  willUpdate() {
    const smallest = this.isWall ? innerHeight / WALL_PART : PHONE_LETTERS;
    const letters = GROWTH.map((part) => part * smallest);
    const words = this.words.map(({ id, text, size }) => ({ id, size, text: text.text }));
    const room = { width: this.width, height: this.height };
    if (room.width > 0) this.places = cloudPlaces(words, room, letters, this.measure(), this.places);
  }

  measure() {
    const drawing = document.createElement("canvas").getContext("2d");
    const family = getComputedStyle(this).fontFamily;
    return ({ text }, size) => {
      drawing.font = `600 ${size}px ${family}`;
      return drawing.measureText(text).width;
    };
  }

  render() {
    const left = this.words.filter(({ id }) => !this.places.has(id)).length;
    return html`<div class="cloud" aria-hidden="true" ?hidden=${this.isTable}>
        ${this.words.length === 0 ? this.empty() : this.picture()}
      </div>
      ${left > 0 && this.width > 0 && !this.isTable ? this.more(left) : nothing}
      ${this.words.length > 0 ? this.table() : nothing}
      ${this.isWall || this.words.length === 0
        ? nothing
        : html`<sawt-read .texts=${this.spoken()}></sawt-read>
          <button
            type="button"
            class="button-quiet"
            aria-pressed=${String(this.isTable)}
            @click=${() => (this.isTable = !this.isTable)}
          >
            ${icon(this.isTable ? cloud : asTable)}
            <span>${this.isTable ? t("Show as a cloud") : t("Show as a table")}</span>
          </button>`}`;
  }

  /** The cloud as one says it: the question, then each word in its own language, the largest first. */
  spoken() {
    const words = [...this.words].sort((one, other) => other.size - one.size).map(({ text }) => text);
    return [{ text: inWords(this.caption), lang: page.lang }, ...words];
  }

  picture() {
    return html`<svg class="cloud-picture" width=${this.width} height=${this.height} viewBox="0 0 ${this.width} ${this.height}">
      ${repeat(
        this.words.filter(({ id }) => this.places.has(id)),
        ({ id }) => id,
        (word) => this.word(word, this.places.get(word.id)),
      )}
    </svg>`;
  }

  word({ text, size }, { x, y, size: letters }) {
    return svg`<text
      class="cloud-word cloud-word-${size}"
      x=${x.toFixed(1)}
      y=${(y + letters * 0.34).toFixed(1)}
      text-anchor="middle"
      lang=${text.lang}
      direction=${text.dir}
      unicode-bidi="isolate"
    >${text.text}</text>`;
  }

  empty() {
    return this.languages.map(
      (lang) => html`<p class="cloud-empty" lang=${lang}>
        ${t("The first words come here as soon as they are read.", {}, lang)}
      </p>`,
    );
  }

  more(left) {
    return this.languages.map(
      (lang) => html`<p class="cloud-more quiet" lang=${lang}>
        ${this.isWall
          ? plural("{n} more word is on your phones.", "{n} more words are on your phones.", left, {}, lang)
          : plural("{n} more word is in the table.", "{n} more words are in the table.", left, {}, lang)}
      </p>`,
    );
  }

  table() {
    const rows = this.words.map((word, at) => ({ ...word, at })).sort((one, other) => this.before(one, other));
    return html`<div class=${this.isTable ? "results-place" : "visually-hidden"}><table class="results">
      <caption>
        ${inWords(this.caption)}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t("Word")}</th>
          <th scope="col">${t("Voices")}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ text, count }) => html`<tr>
            <th scope="row">${userWords(text)}</th>
            <td>${count === null ? t("a few") : digits(count)}</td>
          </tr>`,
        )}
      </tbody>
    </table></div>`;
  }

  before(one, other) {
    return (other.count ?? 0) - (one.count ?? 0) || other.size - one.size || one.at - other.at;
  }
}

customElements.define("sawt-word-cloud", SawtWordCloud);
