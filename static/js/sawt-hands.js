// Hands counted in the room: the moderator counts aloud and writes a number beside each answer.
import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { metoo } from "./icons.js";
import { SawtElement } from "./sawt-element.js";
import { ownEpoch } from "./seat.js";
import { digits, inWords, isolated, onlyDigits, t } from "./words.js";

const KINDS = new Set(["single", "yes_no_abstain", "scale"]);
const LONGEST = 4;

/** Whether hands in the room can be added to this poll now: before the hall sees the result. */
export function takesHands(poll) {
  const isAsked = poll?.state === "open" || poll?.state === "counted";
  return isAsked && poll.electorate === "everyone" && KINDS.has(poll.kind);
}

class SawtHands extends SawtElement {
  static properties = { poll: { attribute: false } };

  constructor() {
    super();
    this.poll = null;
    this.typed = {};
  }

  render() {
    const { poll } = this;
    return html`<form class="hands card" aria-labelledby="hands-name" @submit=${(event) => this.save(event)}>
      <p id="hands-name" class="hint quiet">
        ${t("Let the hall raise hands for one answer after the other, and write how many you count.")}
      </p>
      ${repeat(
        poll.options,
        ({ id }) => `${poll.id}/${id}`,
        ({ id, text }, at) => html`<div class="hands-row">
          <label for="hands-${at}">${inWords(text)}</label>
          <input
            id="hands-${at}"
            class="input"
            inputmode="numeric"
            autocomplete="off"
            maxlength=${LONGEST}
            .value=${this.typed[id] ?? this.known(id)}
            aria-label=${t("Hands for {answer}", { answer: isolated(inWords(text)) })}
            @input=${(event) => (this.typed = { ...this.typed, [id]: event.target.value })}
          />
        </div>`,
      )}
      ${this.button({
        key: "hands",
        kind: "button",
        label: t("Write these hands down"),
        drawing: metoo,
        press: () => this.write(),
      })}
    </form>`;
  }

  known(option) {
    const hands = this.poll.results?.find((one) => one.option === option)?.hands;
    return hands ? digits(hands) : "";
  }

  save(event) {
    event.preventDefault();
    this.write();
  }

  async write() {
    const typed = Object.entries(this.typed).map(([id, words]) => [id, Number(onlyDigits(words) || 0)]);
    const fields = { poll: this.poll.id, hands: Object.fromEntries(typed), epoch: ownEpoch() };
    const answer = await this.press("hands", "polls.count_hands", fields);
    if (answer.ok) this.dispatchEvent(new CustomEvent("done"));
  }
}

customElements.define("sawt-hands", SawtHands);
