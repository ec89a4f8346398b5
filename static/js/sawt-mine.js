// Where my question is and why, in words of one's own; and taking it back.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { live } from "./live.js";
import { takeBack } from "./icons.js";
import { SawtElement } from "./sawt-element.js";
import { star } from "./star.js";
import { saidWords, userText } from "./user-text.js";
import { clockTime, inWords, t } from "./words.js";

const STEPS = ["sent", "cleared", "shortlisted", "on_stage", "answered"];
const CAN_BE_TAKEN_BACK = new Set(["sent", "cleared", "shortlisted", "on_stage", "answered", "later", "joined"]);

class SawtMine extends SawtElement {
  static follows = ["mine"];

  render() {
    const questions = this.topics.data("mine")?.questions ?? [];
    const unsent = live.unsent.named("questions.ask");
    if (questions.length === 0 && unsent.length === 0) return this.absent();
    return this.present(html`<section class="mine stack-tight" aria-labelledby="mine-title">
      <h2 id="mine-title">${t("My questions")}</h2>
      <ol class="mine-list">
        ${unsent.map(({ fields }) => this.unsent(fields))}
        ${repeat(questions, ({ id }) => id, (question) => this.question(question))}
      </ol>
    </section>`);
  }

  unsent({ text, lang }) {
    return html`<li class="mine-question card" data-state="unsent">
      ${userText({ text, lang, dir: "auto" })}
      <p class="mine-where">
        ${live.isHere ? t("Sending…") : t("Kept on this device. It goes out when the Wi-Fi is back.")}
      </p>
    </li>`;
  }

  question(question) {
    const { id, text, asked_at: asked, before_cover: before, state, where, joined_with: other, reason_words: reason } = question;
    return html`<li class="mine-question card" data-state=${state}>
      ${text ? userText(text) : html`<p>${t("My question of {time}", { time: clockTime(asked) })}</p>`}
      ${before ? this.covered(before) : nothing} ${this.steps(state)}
      <p class="mine-where" role="status" aria-live="polite">
        ${inWords(where)} ${reason ? saidWords(reason) : nothing}
      </p>
      ${other ? html`<div class="mine-covered">${userText(other)}</div>` : nothing} ${this.bringBack(question)}
      ${CAN_BE_TAKEN_BACK.has(state)
        ? this.button({
            key: `back-${id}`,
            label: t("Take my question back"),
            drawing: takeBack,
            press: () => this.press(`back-${id}`, "questions.take_back", { question: id }),
          })
        : nothing}
      ${state === "stopped" ? this.again(text) : nothing}
    </li>`;
  }

  /** For a minute after she took it back. */
  bringBack({ id, back_until: until }) {
    const left = until ? Date.parse(until) - live.serverNow() : 0;
    if (left <= 0) return nothing;
    clearTimeout(this.ending);
    this.ending = setTimeout(this.redraw, left);
    return this.button({
      key: `again-${id}`,
      label: t("Bring my question back"),
      press: () => this.press(`again-${id}`, "questions.bring_back", { question: id }),
    });
  }

  again({ text }) {
    return html`<button
      type="button"
      class="button-quiet"
      @click=${() => document.dispatchEvent(new CustomEvent("sawt-ask-again", { detail: text }))}
    >
      <span>${t("Change it and send it again")}</span>
    </button>`;
  }

  /** What was sent, and why it goes on in other words. */
  covered(before) {
    return html`<div class="mine-covered stack-tight">
      <p>${t("We covered this so that strangers can’t find you. Above is what goes on; you had sent:")}</p>
      ${userText(before, "quiet")}
    </div>`;
  }

  steps(state) {
    const reached = STEPS.indexOf(state);
    if (reached < 0) return nothing;
    return html`<div class="steps" aria-hidden="true">${STEPS.map((_, at) => star(at <= reached))}</div>`;
  }
}

customElements.define("sawt-mine", SawtMine);
