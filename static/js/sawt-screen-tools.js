// The hall's screen from a tablet: what it shows, rest it, wake it, bring a new one in by its code.
import { html, nothing } from "lit";
import { blank, icon, screen as screenIcon } from "./icons.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import "./sawt-wall-choice.js";
import { onlyDigits, t } from "./words.js";

class SawtScreenTools extends SawtElement {
  static follows = ["screen"];
  static properties = { code: { state: true }, paired: { state: true }, isFolded: { attribute: false } };

  constructor() {
    super();
    this.code = "";
    this.paired = false;
    this.isFolded = false;
  }

  /** What somebody types in stands above what grows and shrinks, so that it never moves. */
  render() {
    const screen = this.topics.data("screen");
    const isBlank = screen?.mode === "blank";
    return html`<div class="screen-tools stack-tight" role="group" aria-label=${t("Screen of the hall")}>
      ${this.isFolded ? nothing : this.pairing()}
      <sawt-wall-choice></sawt-wall-choice>
      ${screen ? this.blankButton(isBlank) : nothing}
      ${this.isFolded ? this.folded() : nothing}
    </div>`;
  }

  /** Beside the moderator's cue card a screen is brought in once; its box folds away. */
  folded() {
    return html`<details class="pair-fold">
      <summary class="button-quiet">${icon(screenIcon)}<span>${t("Connect this screen")}</span></summary>
      ${this.pairing()}
    </details>`;
  }

  pairing() {
    return html`<form class="pair" @submit=${(event) => this.pair(event)}>
      <div class="field">
        <label for="pair-code">${t("Code on a new screen")}</label>
        <input
          id="pair-code"
          class="code-input"
          inputmode="numeric"
          autocomplete="off"
          dir="ltr"
          .value=${this.code}
          @input=${(event) => (this.code = event.target.value)}
        />
      </div>
      <div class="press">
        <button class="button-quiet" aria-disabled=${this.isSending("pair") ? "true" : nothing}>
          ${icon(screenIcon)}<span>${this.isSending("pair") ? t("Sending…") : t("Connect this screen")}</span>
        </button>
        ${this.beside("pair")}
      </div>
      <p class="said" role="status">${this.paired ? t("The screen is connected.") : nothing}</p>
    </form>`;
  }

  blankButton(isBlank) {
    return this.button({
      key: "blank",
      label: isBlank ? t("Show the screen again") : t("Rest the screen"),
      drawing: isBlank ? screenIcon : blank,
      pressed: isBlank,
      press: () => this.press("blank", "screen.blank", { session: page.session.slug, on: !isBlank }),
    });
  }

  async pair(event) {
    event.preventDefault();
    const code = onlyDigits(this.code);
    this.paired = false;
    if (code.length !== 6) {
      this.say("pair", t("The screen shows six digits. Write all six here."));
      this.querySelector("#pair-code").focus();
      return;
    }
    const answer = await this.press("pair", "screen.pair", { session: page.session.slug, code });
    if (!answer.ok) return;
    this.paired = true;
    if (onlyDigits(this.code) === code) this.code = "";
  }
}

customElements.define("sawt-screen-tools", SawtScreenTools);
