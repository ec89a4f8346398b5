// The run sheet: where we are, planned minutes and real ones, by the server's clock.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { again, clear, close, dots, icon, later } from "./icons.js";
import { itemWord } from "./item-words.js";
import { live } from "./live.js";
import { page } from "./page.js";
import "./sawt-cue-editor.js";
import { SawtElement } from "./sawt-element.js";
import { hasSeat, ownEpoch } from "./seat.js";
import { star } from "./star.js";
import { minutesAfter, standing } from "./timing.js";
import { userWords } from "./user-text.js";
import { clockTime, inWords, isolated, minutesBetween, plural, t } from "./words.js";

const TICK_MS = 10_000;
// Two minutes are nothing to speak of.
const SAID_FROM = 2;
const OVER = new Set(["closed", "published", "cancelled"]);
const UNDER_WAY = new Set(["live", "paused"]);

class SawtRunSheet extends SawtElement {
  static follows = ["floor", "seat"];

  connectedCallback() {
    super.connectedCallback();
    this.tick = setInterval(this.redraw, TICK_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.tick);
  }

  updated() {
    const now = this.topics.data("floor")?.item ?? null;
    if (now === this.shownItem) return;
    this.shownItem = now;
    this.follow();
  }

  /** Where the run sheet scrolls by itself, the item that is on now comes into view. */
  follow() {
    const row = this.querySelector('[aria-current="step"]');
    if (!row || this.scrollHeight <= this.clientHeight) return;
    const { top, bottom } = row.getBoundingClientRect();
    const here = this.getBoundingClientRect();
    const middle = (here.top + here.bottom) / 2;
    this.scrollBy({ top: (top + bottom) / 2 - middle });
  }

  render() {
    const floor = this.topics.data("floor");
    if (!floor) return this.absent();
    return this.present(html`<section class="run-sheet" aria-labelledby="run-sheet-title">
      <h2 id="run-sheet-title">${t("Run sheet")}</h2>
      ${this.total(floor)}
      <ol>
        ${repeat(floor.items, ({ id }) => id, (item) => this.item(item, item.id === floor.item))}
      </ol>
    </section>`);
  }

  /** Where the session stands in its time; gently, from two minutes on, how late it will end. */
  total({ items, state }) {
    if (!UNDER_WAY.has(state)) {
      const { planned } = standing(items, live.serverNow());
      return html`<p class="run-total quiet">${plural("{n} minute in all", "{n} minutes in all", planned)}</p>`;
    }
    const { planned, spent, ends } = standing(items, live.serverNow());
    const late = minutesAfter(ends, page.session.ends_at);
    return html`<p class="run-total quiet">
        ${t("{real} of {minutes} min", { real: spent, minutes: planned })} ·
        ${t("ends at about {time}", { time: clockTime(ends) })}
      </p>
      ${late >= SAID_FROM
        ? html`<p class="over-plan">
            ${plural("{n} minute after the planned end", "{n} minutes after the planned end", late)}
          </p>`
        : nothing}`;
  }

  item(item, isNow) {
    return html`<li class="run-item" data-state=${item.state} aria-current=${isNow ? "step" : nothing}>
      <span class="run-mark">${item.state === "done" ? icon(clear) : star(isNow)}</span>
      <div class="run-words">
        <p class="run-kind quiet">${itemWord(item.kind)}${this.stateWord(item.state)}</p>
        <p class="run-title">${inWords(item.title)}</p>
        ${item.paper ? html`<p class="run-paper">${userWords(item.paper.title)}</p>` : nothing}
      </div>
      ${this.minutes(item)} ${this.acts(item)} ${this.card(item)}
    </li>`;
  }

  /** Whoever leads puts a step aside, or brings it back; it folds away until it is wanted. */
  acts({ id, state, title }) {
    const floor = this.topics.data("floor");
    if (!hasSeat() || !UNDER_WAY.has(floor.state)) return nothing;
    if (state === "parked" || state === "skipped") {
      return this.step("plan_again", id, t("Bring it back"), again);
    }
    const stays = state === "current" && (floor.state !== "live" || !this.isFollowed(id));
    if (stays || (state !== "planned" && state !== "current")) return nothing;
    return html`<details class="run-more" @toggle=${({ target }) => target.open && target.scrollIntoView({ block: "nearest" })}>
      <summary class="button-quiet" aria-label=${t("Move “{title}”", { title: isolated(inWords(title)) })}>
        ${icon(dots)}
      </summary>
      ${this.step("park", id, t("Keep for later"), later)} ${this.step("skip", id, t("Leave out"), close)}
    </details>`;
  }

  /** Whoever may lead the session writes on its cards until it is over. */
  card(item) {
    const { state, item: now } = this.topics.data("floor");
    if (item.cue_revision === undefined || !page.whispers || OVER.has(state) || item.state === "done") return nothing;
    // At the front of a hall the card that is on now is enough.
    if (page.as === "moderator" && UNDER_WAY.has(state) && item.id !== now) return nothing;
    return html`<sawt-cue-editor .item=${item}></sawt-cue-editor>`;
  }

  isFollowed(id) {
    const { items } = this.topics.data("floor");
    const at = items.findIndex((item) => item.id === id);
    return items.slice(at + 1).some(({ state }) => state === "planned");
  }

  step(step, id, label, drawing) {
    const key = `${step}-${id}`;
    const { version } = this.topics.data("floor");
    const fields = { item: id, version, epoch: ownEpoch() };
    return this.button({ key, label, drawing, press: () => this.press(key, `floor.${step}`, fields) });
  }

  stateWord(state) {
    switch (state) {
      case "done":
        return html`<span class="visually-hidden">, ${t("done")}</span>`;
      case "skipped":
        return html`<span>, ${t("left out")}</span>`;
      case "parked":
        return html`<span>, ${t("kept for later")}</span>`;
      default:
        return nothing;
    }
  }

  minutes({ minutes, started_at: started, ended_at: ended }) {
    if (!started) {
      return html`<p class="run-minutes">${plural("{n} minute", "{n} minutes", minutes)}</p>`;
    }
    const real = minutesBetween(started, ended ?? live.serverNow());
    const isOver = real >= minutes + SAID_FROM;
    return html`<p class="run-minutes ${isOver ? "is-over" : ""}">
      ${t("{real} of {minutes} min", { real, minutes })}
    </p>`;
  }
}

customElements.define("sawt-run-sheet", SawtRunSheet);
