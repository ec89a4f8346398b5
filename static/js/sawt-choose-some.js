// Several answers: each row is taken in or out with a tap, up to as many as the poll allows.
import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { toggled } from "./choices.js";
import { optionPicture } from "./option-picture.js";
import { SawtChoice } from "./sawt-choice.js";
import { star } from "./star.js";
import { inWords, plural, t } from "./words.js";

class SawtChooseSome extends SawtChoice {
  static properties = { isFull: { state: true } };

  constructor() {
    super();
    this.isFull = false;
  }

  render() {
    const { poll } = this;
    const chosen = this.choice ?? [];
    return html`<p class="ask-for">${this.askFor(poll)}</p>
      <div class="choices" role="group" aria-labelledby="poll-title">
        ${repeat(
          poll.options,
          ({ id }) => `${poll.id}/${poll.round}/${id}`,
          (option) => {
            const isChosen = chosen.includes(option.id);
            return html`<button
              type="button"
              class="choice"
              role="checkbox"
              aria-checked=${String(isChosen)}
              @click=${() => this.tap(option.id)}
            >
              ${star(isChosen)} ${optionPicture(option)}
              <span class="choice-text">${inWords(option.text)}</span>
            </button>`;
          },
        )}
      </div>
      <p class="ask-more" role="status">
        ${this.isFull
          ? plural(
              "That is {n} already. Take one away to choose another.",
              "That is {n} already. Take one away to choose another.",
              poll.max,
            )
          : plural("{n} chosen", "{n} chosen", chosen.length)}
      </p>`;
  }

  askFor({ min, max }) {
    if (min === max) return plural("Choose {n}.", "Choose {n}.", max);
    if (min === 1) return plural("Choose up to {n}.", "Choose up to {n}.", max);
    return t("Choose {min} to {max}.", { min, max });
  }

  tap(id) {
    const next = toggled(this.choice ?? [], id, this.poll.max);
    this.isFull = next === null;
    if (next) this.choose(next);
  }
}

customElements.define("sawt-choose-some", SawtChooseSome);
