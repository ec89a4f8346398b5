// An order of answers. The rows stay where they are under the finger: a tap gives a row the next
// place, another tap takes it away, and two buttons exchange it with its neighbour.
import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { moved, ranked } from "./choices.js";
import { down, icon, up } from "./icons.js";
import { optionPicture } from "./option-picture.js";
import { SawtChoice } from "./sawt-choice.js";
import { digits, inWords, isolated, plural, t } from "./words.js";

class SawtRank extends SawtChoice {
  render() {
    const { poll } = this;
    const order = this.choice ?? [];
    return html`<p class="ask-for">${t("Tap what comes first for you, then the second, and so on.")}</p>
      <div class="choices" role="group" aria-labelledby="poll-title">
        ${repeat(
          poll.options,
          ({ id }) => `${poll.id}/${poll.round}/${id}`,
          (option) => this.row(option, order),
        )}
      </div>
      <p class="ask-more" role="status">${this.sentence(order)}</p>`;
  }

  row(option, order) {
    const place = order.indexOf(option.id) + 1;
    const text = inWords(option.text);
    return html`<div class="rank-row">
      <button
        type="button"
        class="choice rank-choice"
        aria-pressed=${String(place > 0)}
        @click=${() => this.choose(ranked(order, option.id))}
      >
        <span class="rank-place" aria-hidden="true">${place > 0 ? digits(place) : ""}</span>
        ${optionPicture(option)}
        <span class="choice-text">${text}</span>
        ${place > 0
          ? html`<span class="visually-hidden">${t("Place {n}", { n: place })}</span>`
          : ""}
      </button>
      ${this.step(option, order, -1, up, t("One place earlier: {answer}", { answer: isolated(text) }))}
      ${this.step(option, order, 1, down, t("One place later: {answer}", { answer: isolated(text) }))}
    </div>`;
  }

  step(option, order, by, drawing, label) {
    const next = moved(order, option.id, by);
    const isHeld = next === order;
    return html`<button
      type="button"
      class="step"
      aria-label=${label}
      aria-disabled=${String(isHeld)}
      @click=${() => !isHeld && this.choose(next)}
    >
      ${icon(drawing)}
    </button>`;
  }

  sentence(order) {
    const { options } = this.poll;
    if (order.length < options.length) {
      return plural("{n} still without a place", "{n} still without a place", options.length - order.length);
    }
    const names = order.map((id) => isolated(inWords(options.find((one) => one.id === id).text)));
    return t("My order: {order}", { order: names.join(" · ") });
  }
}

customElements.define("sawt-rank", SawtRank);
