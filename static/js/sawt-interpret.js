// For whoever interprets, on one calm page: the hall's pace in colour and words, what the wall shows and who
// speaks, where the session is and what comes next with its cue card, and the questions of the hall.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { itemWord } from "./item-words.js";
import { live } from "./live.js";
import { paceWords } from "./pace-words.js";
import { page } from "./page.js";
import { pollName } from "./poll-words.js";
import "./sawt-bars.js";
import { SawtElement } from "./sawt-element.js";
import "./sawt-stage.js";
import "./sawt-turn.js";
import { star } from "./star.js";
import { aside, userText, userWords } from "./user-text.js";
import { itemNext, itemNow } from "./what-now.js";
import { direction, inWords, isolated, plural, t } from "./words.js";

const TICK_MS = 2_000;
const ENDED = new Set(["closing", "closed", "published", "cancelled"]);

class SawtInterpret extends SawtElement {
  static follows = ["floor", "screen", "poll", "cloud", "questions"];

  connectedCallback() {
    super.connectedCallback();
    // A colour fades by the clock alone.
    this.ticking = setInterval(() => this.floor?.pace?.length && this.requestUpdate(), TICK_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.ticking);
  }

  get floor() {
    return this.topics.data("floor");
  }

  render() {
    const { floor } = this;
    if (!floor) return this.absent();
    return this.present(html`<div class="interpret-now stack">${this.pace(floor)} ${this.wall()}</div>
      <div class="interpret-coming stack">${this.course(floor)} ${this.questions()}</div>`);
  }

  /** The colour says it at a glance, the words say it to everybody; under three nobody is told anything. */
  pace({ pace, state }) {
    const signals = (pace ?? []).filter(({ until }) => Date.parse(until) > live.serverNow());
    const asks = signals.filter(({ signal }) => signal !== "agree");
    const mood = asks.some(({ strong }) => strong) ? "strong" : asks.length > 0 ? "asks" : "calm";
    return html`<section class="card interpret-pace" data-mood=${mood} aria-labelledby="pace-title">
      <h2 id="pace-title">${t("The pace of the hall")}</h2>
      <div role="status" aria-live="polite">
        ${signals.length > 0
          ? html`<ul class="pace-words">
              ${signals.map(({ signal }) => html`<li data-signal=${signal}>${paceWords(signal)}</li>`)}
            </ul>`
          : html`<p class="quiet">${state === "live" ? t("Go on at this pace.") : t("Phones say it here while the session is live.")}</p>`}
      </div>
    </section>`;
  }

  wall() {
    const poll = this.pollOnWall;
    return html`<section class="stack-tight" aria-labelledby="wall-title">
      <h2 id="wall-title">${t("What the wall shows")}</h2>
      ${poll ? this.poll(poll) : html`<sawt-stage></sawt-stage>`}
      <sawt-turn></sawt-turn>
    </section>`;
  }

  /** The poll that the hall sees, whether it is pinned or under way. */
  get pollOnWall() {
    const screen = this.topics.data("screen");
    return screen?.layout === "poll" ? (screen.poll ?? this.topics.data("poll")) : null;
  }

  poll(poll) {
    return html`<div class="card stack-tight">
      <p class="stage-kind">${poll.results ? t("The hall’s answer") : pollName(poll)}</p>
      ${this.inLanguages(poll.title, "big")}
      ${poll.results
        ? html`<sawt-bars .poll=${poll}></sawt-bars>`
        : html`<ol class="interpret-options">
            ${poll.options.map(({ text }) => html`<li>${this.inLanguages(text)}</li>`)}
          </ol>`}
      ${this.words(this.topics.data("cloud")?.cleared ?? [])}
    </div>`;
  }

  /** What adults have read of open words, also before the wall shows it: each wants a word of its own to say. */
  words(cleared) {
    return cleared.length > 0
      ? html`<ul class="interpret-options">
          ${repeat(cleared, ({ id }) => id, ({ text }) => html`<li>${userText(text)}</li>`)}
        </ul>`
      : nothing;
  }

  course(floor) {
    const now = itemNow(floor);
    const next = ENDED.has(floor.state) ? null : itemNext(floor);
    if (!now && !next) return nothing;
    return html`${now ? this.step(now, t("Now"), true) : nothing} ${next ? this.step(next, t("Next"), false) : nothing}`;
  }

  step({ kind, title, paper, cue }, when, isNow) {
    return html`<section class="card interpret-step stack-tight" data-now=${String(isNow)} aria-label=${when}>
      <p class="interpret-when">${star(isNow)}<b>${when}</b><span class="quiet">${itemWord(kind)}</span></p>
      <h2>${inWords(title)}</h2>
      ${paper ? html`<p>${userWords(paper.title)}</p>` : nothing}
      ${cue
        ? html`<div class="interpret-cue"><p class="quiet small">${t("What the moderator may say")}</p>
            ${this.inLanguages(cue)}</div>`
        : nothing}
    </section>`;
  }

  /** The same words in each language of the session: what is said, and what there is of it already. */
  inLanguages(words, kind = "") {
    const languages = page.session.languages.filter((lang) => words[lang]);
    return languages.map((lang) => html`<p class=${kind || nothing} lang=${lang} dir=${direction(lang)}>${words[lang]}</p>`);
  }

  questions() {
    const { on_stage: onStage, public: listed = [], cleared = [] } = this.topics.data("questions") ?? {};
    const coming = listed.filter(({ state }) => state === "shortlisted");
    if (!onStage && coming.length + cleared.length === 0) return nothing;
    return html`<section class="stack-tight" aria-labelledby="questions-title">
      <h2 id="questions-title">${t("Questions")}</h2>
      ${onStage
        ? html`<div class="card stack-tight" data-now="true">
            <p class="stage-kind">${t("On stage now")}</p>
            ${userText(onStage.text, "big")} ${aside(onStage.about)}
            ${onStage.name ? html`<p class="by">${t("Asked by {name}", { name: isolated(inWords(onStage.name)) })}</p>` : nothing}
          </div>`
        : nothing}
      ${coming.length > 0 ? html`<h3>${t("Chosen to come")}</h3>${this.listOf(coming)}` : nothing}
      ${cleared.length > 0
        ? html`<details class="interpret-may-come">
            <summary data-press="may-come">${plural("{n} more question may be chosen", "{n} more questions may be chosen", cleared.length)}</summary>
            ${this.listOf(cleared)}
          </details>`
        : nothing}
    </section>`;
  }

  listOf(questions) {
    return html`<ol class="interpret-questions">
      ${repeat(questions, ({ id }) => id, ({ text, about }) => html`<li class="card">${userText(text)} ${aside(about)}</li>`)}
    </ol>`;
  }
}

customElements.define("sawt-interpret", SawtInterpret);
