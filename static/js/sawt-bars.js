// A result as bars, each with its own texture, label and count, and as a table for whoever prefers it.
import { LitElement, html, nothing, svg } from "lit";
import { asBars, asTable, icon } from "./icons.js";
import { page } from "./page.js";
import { digits, direction, inWords, t } from "./words.js";

const COLOURS = ["#4A35A8", "#B4501E", "#1F6F8B", "#8A2E6B", "#5C6A16", "#6B4A2B"];
const TEXTURES = [
  "M0 12 L12 0",
  "M2 2h3v3h-3z M8 8h3v3h-3z",
  "M0 6 H12",
  "M0 0 L12 12",
  "M6 0 V12",
  "M0 6 H12 M6 0 V12",
];

let drawn = 0;

/** Draws `results` (`[{option, count}]`) of `options` in one language, or in two side by side. */
class SawtBars extends LitElement {
  static properties = {
    caption: { attribute: false },
    options: { attribute: false },
    results: { attribute: false },
    languages: { attribute: false },
    isStill: { attribute: false },
    isTable: { state: true },
    isGrown: { state: true },
  };

  constructor() {
    super();
    this.options = [];
    this.results = [];
    this.languages = [page.lang];
    this.isStill = false;
    this.isTable = false;
    this.isGrown = matchMedia("(prefers-reduced-motion: reduce)").matches;
    drawn += 1;
    this.texture = `texture-${drawn}`;
  }

  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    // Drawn once without length, so that the bars are seen to grow to their size.
    requestAnimationFrame(() => requestAnimationFrame(() => (this.isGrown = true)));
  }

  get rows() {
    const total = this.results.reduce((sum, { count }) => sum + count, 0);
    return this.results.map(({ option, count }, at) => ({
      text: this.options.find(({ id }) => id === option)?.text,
      count,
      share: total > 0 ? Math.round((count / total) * 100) : 0,
      at: at % COLOURS.length,
    }));
  }

  render() {
    const { rows } = this;
    return html`${this.textures()}
      <div class="bars" aria-hidden="true" ?hidden=${this.isTable}>
        ${rows.map((row) => this.bar(row))}
      </div>
      ${this.table(rows)}
      ${this.isStill
        ? nothing
        : html`<button
            type="button"
            class="button-quiet"
            aria-pressed=${String(this.isTable)}
            @click=${() => (this.isTable = !this.isTable)}
          >
            ${icon(this.isTable ? asBars : asTable)}
            <span>${this.isTable ? t("Show as bars") : t("Show as a table")}</span>
          </button>`}`;
  }

  bar({ text, count, share, at }) {
    // Drawn from the line's left; the style sheet turns it where lines begin at the right.
    const size = this.isGrown ? share : 0;
    return html`<div class="bar">
      <div class="bar-label">
        ${this.languages.map(
          (lang) => html`<bdi lang=${lang} dir=${direction(lang)}>${inWords(text, lang)}</bdi>`,
        )}
      </div>
      <svg class="bar-svg" width="100%" height="28">
        <rect class="bar-track" width="100%" height="100%" rx="8" fill="currentColor" fill-opacity="0.1" />
        <rect
          class="bar-fill bar-fill-${at + 1}"
          width="${size}%"
          height="100%"
          rx="8"
          fill=${COLOURS[at]}
        />
        <rect
          class="bar-fill bar-texture"
          width="${size}%"
          height="100%"
          rx="8"
          fill="url(#${this.texture}-${at})"
        />
      </svg>
      ${this.languages.map((lang) => this.count(count, share, lang))}
    </div>`;
  }

  /** How many, under the label of its language and in its digits. */
  count(count, share, lang) {
    const part = this.languages.length > 1 ? this.percent(share, lang) : `(${this.percent(share, lang)})`;
    return html`<span class="bar-count" lang=${lang} dir=${direction(lang)}
      ><b>${digits(count, lang)}</b> <span class="quiet">${part}</span></span
    >`;
  }

  percent(share, lang) {
    return lang === "ar" ? `${digits(share, lang)}٪` : `${share}${lang === "fr" ? "\u202f" : ""}%`;
  }

  textures() {
    return html`<svg class="textures" width="0" height="0" aria-hidden="true">
      <defs>
        ${TEXTURES.map(
          (path, at) => svg`<pattern
            id="${this.texture}-${at}"
            width="12"
            height="12"
            patternUnits="userSpaceOnUse"
          ><path d=${path} fill="none" stroke="#fff" stroke-opacity="0.45" stroke-width="1.5" /></pattern>`,
        )}
      </defs>
    </svg>`;
  }

  table(rows) {
    return html`<div class=${this.isTable ? "results-place" : "visually-hidden"}><table class="results">
      <caption>
        ${inWords(this.caption)}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t("Choice")}</th>
          <th scope="col">${t("Answers")}</th>
          <th scope="col">${t("Share")}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ text, count, share }) => html`<tr>
            <th scope="row">${inWords(text)}</th>
            <td>${digits(count)}</td>
            <td>${this.percent(share, page.lang)}</td>
          </tr>`,
        )}
      </tbody>
    </table></div>`;
  }
}

customElements.define("sawt-bars", SawtBars);
