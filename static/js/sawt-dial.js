// How much of myself is shown now: one tap opens it, one tap turns it.
import { html, nothing } from "lit";
import { eye, icon } from "./icons.js";
import { live } from "./live.js";
import { SawtElement } from "./sawt-element.js";
import { star } from "./star.js";
import { inWords, t } from "./words.js";

const TURN = "consent.turn_dial";

class SawtDial extends SawtElement {
  static follows = ["mine"];
  static properties = { isOpen: { state: true } };

  constructor() {
    super();
    this.isOpen = false;
    this.key = "turn";
  }

  render() {
    const shown = this.topics.data("mine")?.shown;
    if (!shown) return this.absent();
    return this.present(html`<div class="stack-tight">
      <div class="press">
        <button
          type="button"
          class="button-quiet dial-now"
          data-press="dial"
          aria-expanded=${String(this.isOpen)}
          @click=${() => (this.isOpen = !this.isOpen)}
        >
          ${icon(eye)}<span>${t("Shown of me: {what}", { what: this.word(shown.dial) })}</span>
        </button>
        ${this.beside(this.key)}
      </div>
      ${shown.dial === "my_name" ? this.note(shown) : nothing}
      ${this.isOpen ? this.choices(shown) : nothing}
    </div>`);
  }

  /** Why her first name is not shown, where it is not. */
  note({ first_name_words: words }) {
    return words ? html`<p class="small">${inWords(words)}</p>` : nothing;
  }

  choices({ dial, offers }) {
    return html`<div class="dial-choices" role="group" aria-label=${t("What is shown of me now")}>
      ${offers.map(
        (one) => html`<button
          type="button"
          class="dial-choice"
          data-press="turn-${one}"
          aria-pressed=${String(one === dial)}
          @click=${() => this.turn(one, dial)}
        >
          ${star()}<span class="dial-words"
            ><span>${this.word(one)}</span>${one === "nothing"
              ? html`<span class="small"
                  >${t("Nothing of mine is shown. It comes back when I turn it back.")}</span
                >`
              : nothing}</span
          >
        </button>`,
      )}
    </div>`;
  }

  /** The newest turn alone is sent: one that still waits for the Wi-Fi is forgotten. */
  async turn(to, dial) {
    this.isOpen = false;
    const waiting = live.unsent.named(TURN).filter((entry) => !entry.inFlight);
    waiting.forEach((entry) => live.settle(entry, { ok: true }));
    if (to === dial && live.unsent.named(TURN).length === 0) return;
    this.key = `turn-${to}`;
    await this.press(this.key, TURN, { dial: to });
  }

  word(dial) {
    switch (dial) {
      case "my_name":
        return t("My first name");
      case "chosen_name":
        return t("The name I chose");
      case "only_idea":
        return t("Only my idea");
      default:
        return t("Nothing now");
    }
  }
}

customElements.define("sawt-dial", SawtDial);
