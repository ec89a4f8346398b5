// The quiet line between the moderator's seat and the adults of the session. No screen ever shows it.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon, send, whisper } from "./icons.js";
import { drawnMarks } from "./marked-text.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { hasSeat, ownEpoch } from "./seat.js";
import { clockTime, inWords, isolated, languageOf, t } from "./words.js";

// The last ones are at hand; older ones fold away.
const AT_HAND = 3;

class SawtWhisper extends SawtElement {
  static follows = ["whisper", "floor", "seat"];
  static properties = { text: { state: true } };

  constructor() {
    super();
    this.text = "";
  }

  /** `seat` on the moderator's tablet, `adults` on theirs. */
  get side() {
    return page.as === "moderator" ? "seat" : "adults";
  }

  render() {
    const lines = this.topics.data("whisper");
    const floor = this.topics.data("floor");
    if (!lines || !floor) return this.absent();
    const speaks = this.maySpeak(floor);
    if (!speaks && lines.length === 0) return this.absent();
    const last = lines.at(-1);
    const isCalled = Boolean(last) && last.side !== this.side;
    return this.present(html`<section
      class="whisper stack-tight"
      data-called=${String(isCalled)}
      aria-labelledby="whisper-title"
    >
      <h2 id="whisper-title">${this.title(floor.seat)}</h2>
      <p class="visually-hidden" role="status">${isCalled ? this.plainly(last) : nothing}</p>
      ${this.earlier(lines.slice(0, -AT_HAND))} ${this.list(lines.slice(-AT_HAND))}
      ${speaks ? this.composer(floor.seat) : nothing}
    </section>`);
  }

  maySpeak({ seat, state }) {
    if (!page.whispers || ["closed", "published", "cancelled"].includes(state)) return false;
    return this.side === "seat" ? hasSeat() : seat.held;
  }

  title({ held, name }) {
    if (this.side === "seat") return t("Quietly, to the adults");
    if (!held || !name) return t("Quietly, to the moderator's seat");
    return t("Quietly, to {name}", { name: isolated(inWords(name)) });
  }

  earlier(lines) {
    if (lines.length === 0) return nothing;
    return html`<details class="whisper-earlier">
      <summary class="button-quiet">${t("What was said before")}</summary>
      ${this.list(lines)}
    </details>`;
  }

  list(lines) {
    return html`<ol class="whisper-lines" role="list">
      ${repeat(lines, ({ id }) => id, (line) => this.line(line))}
    </ol>`;
  }

  line(line) {
    const isOwn = line.side === this.side;
    return html`<li class="whisper-line" data-own=${String(isOwn)}>
      <p class="quiet">${inWords(line.name)}<span class="whisper-time">${clockTime(line.said_at)}</span></p>
      ${line.words
        ? html`<p class="whisper-words">${inWords(line.words)}</p>`
        : html`<p class="whisper-words user-text" lang=${line.text.lang} dir=${line.text.dir}>${drawnMarks(line.text.text, line.marks)}</p>`}
    </li>`;
  }

  plainly({ words, text }) {
    return words ? inWords(words) : text.text;
  }

  composer(seat) {
    const epoch = this.side === "seat" ? ownEpoch() : seat.epoch;
    return html`<details class="whisper-say">
      <summary class="button-quiet">${icon(whisper)}<span>${t("Say something quietly")}</span></summary>
      <p class="hint quiet">
        ${t("Only the adults of this session, whoever is in the seat now and the safety team read it. It is kept.")}
      </p>
      <div class="whisper-ready" role="group" aria-label=${t("In one tap")}>
        ${page.whispers.map(({ id, words }) =>
          this.button({ key: `whisper-${id}`, label: inWords(words), press: () => this.whisper(`whisper-${id}`, { epoch, sentence: id }) }),
        )}
      </div>
      <form class="whisper-own" @submit=${(event) => this.sayOwn(event, epoch)}>
        <label for="whisper-text">${t("In my own words")}</label>
        <div class="whisper-box">
          <input
            id="whisper-text"
            autocomplete="off"
            dir="auto"
            .value=${this.text}
            @input=${(event) => (this.text = event.target.value)}
          />
          <button class="button-quiet" aria-disabled=${this.isSending("whisper-own") ? "true" : nothing}>
            ${icon(send)}<span>${this.isSending("whisper-own") ? t("Sending…") : t("Say it quietly")}</span>
          </button>
        </div>
        ${this.beside("whisper-own")}
      </form>
    </details>`;
  }

  async whisper(key, fields) {
    const answer = await this.press(key, "whisper.say", { session: page.session.slug, ...fields });
    if (!answer.ok) return false;
    const fold = this.querySelector(".whisper-say");
    if (fold?.contains(document.activeElement)) fold.querySelector("summary").focus();
    if (fold) fold.open = false;
    return true;
  }

  async sayOwn(event, epoch) {
    event.preventDefault();
    const text = this.text.trim();
    if (text === "") {
      this.querySelector("#whisper-text").focus();
      return;
    }
    const isSaid = await this.whisper("whisper-own", { epoch, text, lang: languageOf(text) });
    if (isSaid && this.text.trim() === text) this.text = "";
  }
}

customElements.define("sawt-whisper", SawtWhisper);
