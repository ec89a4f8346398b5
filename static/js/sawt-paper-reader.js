// Who reads a paper aloud: chosen with "I'm in", and anew until it has been on stage.
import { html, nothing } from "lit";
import { clear } from "./icons.js";
import { SawtElement } from "./sawt-element.js";
import { star } from "./star.js";
import { t } from "./words.js";

/** Who may read it, to choose from; `take` hears the choice. */
export function whoReads(chosen, take) {
  const readers = [
    ["me", t("I read it aloud")],
    ["friend", t("A friend reads it")],
    ["moderator", t("The moderator reads it")],
    ["nobody", t("Nobody reads it, it is only shown")],
  ];
  return html`<fieldset>
    <legend>${t("Who reads it aloud?")}</legend>
    ${readers.map(
      ([value, label]) => html`<label class="choice">
        <input
          class="visually-hidden"
          type="radio"
          name="reads-aloud"
          .checked=${chosen === value}
          @change=${() => take(value)}
        />
        ${star(chosen === value)}<span class="choice-text">${label}</span>
      </label>`,
    )}
  </fieldset>`;
}

class SawtPaperReader extends SawtElement {
  static properties = {
    paper: { attribute: false },
    number: { attribute: false },
    chosen: { attribute: false },
    wanted: { state: true },
    isKept: { state: true },
  };

  get wish() {
    return this.wanted ?? this.kept ?? this.chosen;
  }

  render() {
    const isOther = this.wish !== (this.kept ?? this.chosen);
    return html`<section class="card confirm stack-tight">
      ${whoReads(this.wish, (value) => this.want(value))}
      ${isOther
        ? this.button({
            key: "reader",
            label: t("That is how I want it"),
            drawing: clear,
            kind: "button",
            press: () => this.choose(),
          })
        : nothing}
      <p role="status" tabindex="-1">${this.isKept ? t("Saved") : nothing}</p>
    </section>`;
  }

  want(value) {
    this.wanted = value;
    this.isKept = false;
  }

  async choose() {
    const { wish } = this;
    const fields = { paper: this.paper, number: this.number, reads_aloud: wish };
    const answer = await this.press("reader", "papers.confirm", fields);
    if (!answer.ok) return;
    this.kept = wish;
    this.isKept = true;
    await this.updateComplete;
    this.querySelector("[role=status][tabindex]")?.focus();
  }
}

customElements.define("sawt-paper-reader", SawtPaperReader);
