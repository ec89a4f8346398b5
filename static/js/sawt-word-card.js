// A card of words for the adult who reads them: all are cleared by one key, any is taken out first.
import { LitElement, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { userWords } from "./user-text.js";
import { digits, t } from "./words.js";

// By the place of the key, so that it works on every keyboard.
const KEYS = [
  ...["Digit1", "Digit2", "Digit3", "Digit4", "Digit5", "Digit6"],
  ...["Digit7", "Digit8", "Digit9", "Digit0", "Minus", "Equal"],
];
const ON_KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "-", "="];

class SawtWordCard extends LitElement {
  static properties = {
    words: { attribute: false },
    picked: { attribute: false },
    hasKeys: { attribute: false },
  };

  constructor() {
    super();
    this.words = [];
    this.picked = new Set();
    this.hasKeys = true;
  }

  createRenderRoot() {
    return this;
  }

  /** The word behind a key of the keyboard; null where there is none. */
  wordOf(code) {
    return this.words[KEYS.indexOf(code)] ?? null;
  }

  render() {
    return html`<ul class="word-card" aria-label=${t("Words on this card")}>
      ${repeat(
        this.words,
        ({ id }) => id,
        ({ id, text }, at) => html`<li>
          <button
            type="button"
            class="word-tile"
            data-word=${id}
            aria-pressed=${String(this.picked.has(id))}
            @click=${() => this.dispatchEvent(new CustomEvent("picked", { detail: id }))}
          >
            ${this.hasKeys ? html`<kbd aria-hidden="true">${digits(ON_KEYS[at])}</kbd>` : nothing}
            ${userWords(text)}
          </button>
        </li>`,
      )}
    </ul>`;
  }
}

customElements.define("sawt-word-card", SawtWordCard);
