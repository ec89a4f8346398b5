// The vote on a phone: large rows, one choice that can be changed until voting ends, then the result.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { face } from "./faces.js";
import { live } from "./live.js";
import "./sawt-bars.js";
import { SawtElement } from "./sawt-element.js";
import { star } from "./star.js";
import { inWords, plural, t } from "./words.js";

// A sentence about a vote that is over is read once; then the card makes room again.
const READ_MS = 20_000;

// Where the wall goes after a result, or rests from it; the phone goes along.
const AFTER_RESULT = new Set(["item", "paper", "question", "paused", "blank", "closed"]);

class SawtPoll extends SawtElement {
  static follows = ["poll", "mine", "screen"];

  constructor() {
    super();
    this.lastN = 0;
    this.onAnswered = ({ name, fields, answer }) => {
      if (name !== "polls.cast") return;
      // Also for a vote of before a reload: it was counted, or it hears kindly that it came too late.
      this.say("vote", answer.ok ? "" : (answer.message ?? ""));
      if (answer.ok) this.counted = { poll: fields.poll, round: this.poll?.round, ...fields };
    };
  }

  connectedCallback() {
    super.connectedCallback();
    live.addEventListener("answered", this.onAnswered);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("answered", this.onAnswered);
    clearTimeout(this.reading);
  }

  get poll() {
    return this.topics.data("poll") ?? null;
  }

  /** The last choice that is still on its way to the server. */
  get unsent() {
    const casts = live.unsent.named("polls.cast").map(({ fields }) => fields);
    return casts.filter(({ poll }) => poll === this.poll.id).pop();
  }

  /** The choice the server has, as far as this device was told. */
  get kept() {
    const { id, round } = this.poll;
    const mine = this.topics.data("mine")?.poll;
    const told = mine?.id === id && mine.round === round ? mine : null;
    const counted = this.counted?.poll === id && this.counted.round === round ? this.counted : null;
    return counted && counted.n > (told?.n ?? 0) ? counted : told;
  }

  willUpdate() {
    const { poll } = this;
    const shown = poll && !this.isOver(poll) ? `${poll.id}/${poll.round}` : null;
    const hasGone = Boolean(this.shown) && this.shown !== shown;
    this.shown = shown;
    clearTimeout(this.reading);
    if (!this.said("vote")) return;
    if (hasGone) this.presses.delete("vote");
    else if (!shown) this.reading = setTimeout(() => this.say("vote", ""), READ_MS);
  }

  render() {
    const { poll } = this;
    if (!poll || this.isOver(poll)) {
      if (!this.said("vote")) return this.absent();
      return this.present(html`<section class="card poll">${this.beside("vote")}</section>`);
    }
    return this.present(html`<section class="card poll stack" aria-labelledby="poll-title">
      <h2 id="poll-title" class="poll-title">${inWords(poll.title)}</h2>
      ${this.content(poll)} ${this.beside("vote")}
    </section>`);
  }

  /** A result that was shown makes room as soon as the wall goes on to something else. */
  isOver({ state }) {
    const layout = this.topics.data("screen")?.layout;
    return state === "revealed" && AFTER_RESULT.has(layout);
  }

  content(poll) {
    if (poll.state === "open") return this.choosing(poll);
    if (poll.state === "revealed" && poll.results) {
      return html`<sawt-bars .caption=${poll.title} .options=${poll.options} .results=${poll.results}></sawt-bars>`;
    }
    return html`<div class="waiting" role="status">
        ${star(true)}
        <p>${t("Voting has ended. The result comes here in a moment.")}</p>
      </div>
      ${this.tally(poll)}`;
  }

  choosing(poll) {
    const { unsent, kept } = this;
    const chosen = (unsent ?? kept)?.choice?.[0] ?? null;
    const isFaces = poll.instant === "faces";
    return html`<div
        class=${isFaces ? "choices choices-faces" : "choices"}
        role="radiogroup"
        aria-labelledby="poll-title"
        @keydown=${(event) => this.walk(event)}
      >
        ${repeat(
          poll.options,
          ({ id }) => `${poll.id}/${poll.round}/${id}`,
          (option, at) => {
            const isChosen = option.id === chosen;
            const isReached = chosen === null ? at === 0 : isChosen;
            return html`<button
              type="button"
              class="choice"
              role="radio"
              aria-checked=${String(isChosen)}
              tabindex=${isReached ? "0" : "-1"}
              @click=${() => this.choose(poll, option.id, chosen)}
            >
              ${isFaces ? face(at) : nothing} ${star(isChosen)}
              <span class="choice-text">${inWords(option.text)}</span>
            </button>`;
          },
        )}
      </div>
      <p class="saved" role="status" aria-live="polite">${this.sentence(chosen, unsent)}</p>
      ${this.tally(poll)}`;
  }

  sentence(chosen, unsent) {
    if (unsent && live.isHere) return t("Sending your choice…");
    if (unsent) return t("Kept on this device. It goes out when the Wi-Fi is back.");
    if (chosen !== null) return t("Your choice is saved. You can change it until voting ends.");
    return t("Choose one. Nobody sees what you choose.");
  }

  tally({ answered, present }) {
    if (answered > present) return html`<p class="tally quiet">${plural("{n} answer", "{n} answers", answered)}</p>`;
    return html`<p class="tally quiet">
      ${t("{answered} of {present} answered", { answered, present })}
    </p>`;
  }

  /** Arrow keys move along the rows; the choice is made with space or Enter, not on the way. */
  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const rows = [...this.querySelectorAll(".choice")];
    const at = rows.indexOf(document.activeElement);
    const sideways = event.key === "ArrowRight" || event.key === "ArrowLeft";
    const turned = sideways && document.documentElement.dir === "rtl" ? -step : step;
    rows[(at + turned + rows.length) % rows.length].focus();
    event.preventDefault();
  }

  choose(poll, option, chosen) {
    if (option === chosen) return;
    const known = [this.lastN, this.kept?.n ?? 0, this.unsent?.n ?? 0];
    this.lastN = Math.max(...known) + 1;
    this.say("vote", "");
    live.send("polls.cast", { poll: poll.id, choice: [option], n: this.lastN });
  }
}

customElements.define("sawt-poll", SawtPoll);
