// One answer of several: large rows, or the steps of a scale in words or faces.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { answerAt, placeOf } from "./choices.js";
import { face } from "./faces.js";
import { optionPicture } from "./option-picture.js";
import { SawtChoice } from "./sawt-choice.js";
import { star } from "./star.js";
import { inWords } from "./words.js";

class SawtChooseOne extends SawtChoice {
  render() {
    const { poll } = this;
    const chosen = placeOf(poll, this.choice);
    return html`<div
      class=${poll.faces ? "choices choices-faces" : "choices"}
      role="radiogroup"
      aria-labelledby="poll-title"
      @keydown=${(event) => this.walk(event)}
    >
      ${repeat(
        poll.options,
        ({ id }) => `${poll.id}/${poll.round}/${id}`,
        (option, at) => {
          const isChosen = at === chosen;
          const isReached = chosen < 0 ? at === 0 : isChosen;
          return html`<button
            type="button"
            class="choice"
            role="radio"
            aria-checked=${String(isChosen)}
            tabindex=${isReached ? "0" : "-1"}
            @click=${() => !isChosen && this.choose(answerAt(poll, at))}
          >
            ${poll.faces ? face(at) : nothing} ${star(isChosen)} ${optionPicture(option)}
            <span class="choice-text">${inWords(option.text)}</span>
          </button>`;
        },
      )}
    </div>`;
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
}

customElements.define("sawt-choose-one", SawtChooseOne);
