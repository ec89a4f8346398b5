// A result as bars, each with its own texture, label and count, and as a table for whoever prefers it.
import { LitElement, html, nothing, svg } from "lit";
import { face } from "./faces.js";
import { asBars, asTable, icon } from "./icons.js";
import { optionPicture } from "./option-picture.js";
import { page } from "./page.js";
import "./sawt-read.js";
import { isByPoints, rowsOf } from "./shares.js";
import { digits, direction, inWords, isolated, plural, t } from "./words.js";

const COLOURS = ["#4A35A8", "#B4501E", "#1F6F8B", "#8A2E6B", "#5C6A16", "#6B4A2B"];
const TEXTURES = [
  "M0 12 L12 0",
  "M2 2h3v3h-3z M8 8h3v3h-3z",
  "M0 6 H12",
  "M0 0 L12 12",
  "M6 0 V12",
  "M0 6 H12 M6 0 V12",
];

// From so many rows on, and so much said beside them, a wall has no place for it in every row.
const MANY_ROWS = 4;
const MUCH_SAID = 6;

let drawn = 0;

function hasHands(rows) {
  return rows.some(({ hands }) => hands > 0);
}

function hasEarlier(rows) {
  return rows.some(({ shareThen }) => shareThen !== null);
}

function isFull(rows) {
  return rows.length >= MANY_ROWS && rows.length * (hasHands(rows) + hasEarlier(rows)) >= MUCH_SAID;
}

/** Draws the results of a poll in one language, or in two side by side. */
class SawtBars extends LitElement {
  static properties = {
    poll: { attribute: false },
    languages: { attribute: false },
    isStill: { attribute: false },
    isTable: { state: true },
    isGrown: { state: true },
  };

  constructor() {
    super();
    this.poll = null;
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

  render() {
    const rows = rowsOf(this.poll);
    this.isSaidOnce = this.isStill && isFull(rows);
    return html`${this.textures()}
      <div class="bars" aria-hidden="true" ?hidden=${this.isTable}>
        ${rows.map((row) => this.bar(row))}
      </div>
      ${this.table(rows)} ${this.notes(rows)}
      ${this.isStill ? nothing : html`<sawt-read .texts=${this.spoken(rows)}></sawt-read>`}
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

  /** The result as one says it: the question, then each answer and how many. */
  spoken(rows) {
    const { lang } = page;
    const many = (total) => (isByPoints(this.poll) ? plural("{n} point", "{n} points", total) : digits(total, lang));
    const said = rows.map(({ text, total }) => `${inWords(text)}: ${many(total)}`);
    return [inWords(this.poll.title), ...said].map((text) => ({ text, lang }));
  }

  bar(row) {
    // Drawn from the line's left; the style sheet turns it where lines begin at the right.
    const size = this.isGrown ? row.share : 0;
    const hands = this.isGrown ? row.handsShare : 0;
    const at = row.at % COLOURS.length;
    return html`<div class="bar">
      <div class="bar-label">${this.languages.map((lang) => this.side(row, lang))}</div>
      <svg class="bar-svg" width="100%" height="28">
        <rect class="bar-track" width="100%" height="100%" rx="8" fill="currentColor" fill-opacity="0.1" />
        <rect class="bar-fill bar-fill-${at + 1}" width="${size}%" height="100%" rx="8" fill=${COLOURS[at]} />
        <rect
          class="bar-fill bar-texture"
          width="${size}%"
          height="100%"
          rx="8"
          fill="url(#${this.texture}-${at})"
        />
        ${row.hands > 0
          ? svg`<rect class="bar-hands" x="${size - hands}%" width="${hands}%" height="100%" />`
          : nothing}
        ${row.shareThen > 0
          ? svg`<rect class="bar-then" x="${row.shareThen}%" width="4" height="100%" />`
          : nothing}
      </svg>
      ${this.isStill ? nothing : this.languages.map((lang) => [this.count(row, lang), this.parts(row, lang)])}
    </div>`;
  }

  /** The answer in a language; on the wall, where rows are dear, with its numbers in the same line. */
  side(row, lang) {
    if (!this.isStill) return html`<bdi lang=${lang} dir=${direction(lang)}>${this.label(row, lang)}</bdi>`;
    return html`<p class="bar-side" lang=${lang} dir=${direction(lang)}>
      <bdi>${this.label(row, lang)}</bdi> ${this.count(row, lang)} ${this.parts(row, lang)}
    </p>`;
  }

  /** The answer in a language; a face or picture stands once, where the first one begins. */
  label({ text, place, at, ...option }, lang) {
    const isFirst = lang === this.languages[0];
    return html`${place ? html`<b class="bar-place">${digits(place, lang)}</b> ` : nothing}${isFirst && this.poll.faces
      ? face(at)
      : nothing}${isFirst ? optionPicture(option, lang) : nothing}${inWords(text, lang)}`;
  }

  /** How many, under the label of its language and in its digits. */
  count({ total, share }, lang) {
    if (isByPoints(this.poll)) {
      return html`<span class="bar-count" lang=${lang} dir=${direction(lang)}
        ><b>${plural("{n} point", "{n} points", total, {}, lang)}</b></span
      >`;
    }
    const part = this.isStill ? this.percent(share, lang) : `(${this.percent(share, lang)})`;
    return html`<span class="bar-count" lang=${lang} dir=${direction(lang)}
      ><b>${digits(total, lang)}</b> <span class="quiet">${part}</span></span
    >`;
  }

  /** What a bar is made of beside phones, and what it was before: in words. */
  parts({ hands, shareThen, shift }, lang) {
    const said = [
      hands > 0 ? plural("{n} hand in the room", "{n} hands in the room", hands, {}, lang) : "",
      shareThen === null ? "" : this.then(shareThen, shift, lang),
    ].filter(Boolean);
    if (said.length === 0 || this.isSaidOnce) return nothing;
    return html`<bdi class="bar-parts quiet" lang=${lang} dir=${direction(lang)}>
      ${said.map((one) => html`<span>${one}</span> `)}
    </bdi>`;
  }

  then(share, shift, lang) {
    const before = this.percent(share, lang);
    if (shift === 0) return t("before: {share}, the same", { share: before }, lang);
    const by = this.percent(Math.abs(shift), lang);
    return shift > 0
      ? t("before: {share}, now {by} more", { share: before, by }, lang)
      : t("before: {share}, now {by} less", { share: before, by }, lang);
  }

  /** How it was counted, the middle of a scale, and what is drawn in bars that have no words beside them. */
  notes(rows) {
    const middle = rows.filter(({ isMiddle }) => isMiddle);
    const notes = this.languages.map((lang) => [
      lang,
      [
        this.method(rows.length, lang),
        middle.length > 0 ? this.middle(middle, lang) : "",
        this.isSaidOnce && hasHands(rows) ? t("Pale: hands in the room.", {}, lang) : "",
        this.isSaidOnce && hasEarlier(rows) ? t("Line: the round before.", {}, lang) : "",
      ].filter(Boolean),
    ]);
    if (notes.every(([, said]) => said.length === 0)) return nothing;
    return html`<div class="bar-notes">
      ${notes.map(
        ([lang, said]) => html`<p lang=${lang} dir=${direction(lang)}>${said.join(" ")}</p>`,
      )}
    </div>`;
  }

  method(many, lang) {
    if (this.poll.kind !== "ranking") return "";
    if (this.isStill) {
      const points = Array.from({ length: many }, (_, at) => digits(many - 1 - at, lang)).join(" · ");
      return t("Points by place: {points}", { points }, lang);
    }
    const most = plural("{n} point", "{n} points", many - 1, {}, lang);
    const said = t("How this is counted: a first place brings {most}, each later place one less, the last none.", { most }, lang);
    return `${said} ${t("A scientist named Borda thought of it in 1781.", {}, lang)}`;
  }

  middle(rows, lang) {
    const words = rows.map(({ text }) => isolated(inWords(text, lang)));
    return words.length === 1
      ? t("In the middle of all answers: {answer}", { answer: words[0] }, lang)
      : t("In the middle of all answers: between {one} and {other}", { one: words[0], other: words[1] }, lang);
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
    const columns = this.columns(rows);
    return html`<div class=${this.isTable ? "results-place" : "visually-hidden"}><table class="results">
      <caption>
        ${inWords(this.poll.title)}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t("Choice")}</th>
          ${columns.map(([name]) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) => html`<tr>
            <th scope="row">${inWords(row.text)}</th>
            ${columns.map(([, cell]) => html`<td>${cell(row)}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table></div>`;
  }

  /** What the table says of each answer: the name of a column, and its cell. */
  columns(rows) {
    const { kind, earlier } = this.poll;
    const columns = [];
    if (kind === "ranking") columns.push([t("Place"), ({ place }) => digits(place)]);
    columns.push([isByPoints(this.poll) ? t("Points") : t("Answers"), ({ total }) => digits(total)]);
    if (kind === "ranking") columns.push([t("First places"), ({ firsts }) => digits(firsts)]);
    else columns.push([t("Share"), ({ share }) => this.percent(share, page.lang)]);
    if (rows.some(({ hands }) => hands > 0)) {
      columns.push([t("Of them hands in the room"), ({ hands }) => digits(hands)]);
    }
    if (earlier) {
      columns.push([
        t("Round before"),
        ({ shareThen }) => (shareThen === null ? "–" : this.percent(shareThen, page.lang)),
      ]);
    }
    return columns;
  }
}

customElements.define("sawt-bars", SawtBars);
