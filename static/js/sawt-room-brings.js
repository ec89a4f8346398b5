// What the hall brings to the moderator: read questions, the chosen ones, the one on stage, the screen.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { answered, later, onStage as stageIcon, shortlist } from "./icons.js";
import { SawtElement } from "./sawt-element.js";
import "./sawt-line.js";
import "./sawt-screen-tools.js";
import "./sawt-whisper.js";
import { hasSeat, ownEpoch } from "./seat.js";
import { star } from "./star.js";
import { userText } from "./user-text.js";
import { inWords, isolated, plural, t } from "./words.js";

class SawtRoomBrings extends SawtElement {
  static follows = ["questions", "floor", "seat"];

  render() {
    const questions = this.topics.data("questions");
    if (!questions) return this.absent();
    const chosen = (questions.public ?? []).filter(({ state }) => state === "shortlisted");
    const cleared = questions.cleared ?? [];
    const isOver = ["closed", "published", "cancelled"].includes(this.topics.data("floor")?.state);
    const isEmpty = !isOver && !questions.on_stage && chosen.length + cleared.length === 0;
    return this.present(html`<section class="room-brings stack" aria-label=${t("What the hall brings")}>
      <sawt-line></sawt-line>
      ${questions.on_stage ? this.onStage(questions.on_stage) : nothing}
      ${this.list(t("Chosen by you"), "chosen-list", chosen, (question) => this.chosenActs(question))}
      ${this.list(t("New questions"), "cleared-list", cleared, (question) => this.clearedActs(question))}
      ${isEmpty
        ? html`<div class="waiting">
            ${star()}
            <p>${t("No questions yet. They come here after a facilitator has read them.")}</p>
          </div>`
        : nothing}
      <sawt-whisper></sawt-whisper>
      ${this.topics.data("screen") ? html`<sawt-screen-tools .isFolded=${true}></sawt-screen-tools>` : nothing}
    </section>`);
  }

  onStage({ id, text, name }) {
    return html`<div class="on-stage card stack-tight" aria-live="polite">
      <h2 class="stage-kind">${t("On stage now")}</h2>
      ${userText(text, "big")}
      ${name ? html`<p class="by">${t("Asked by {name}", { name: isolated(inWords(name)) })}</p>` : nothing}
      ${hasSeat()
        ? html`<div class="question-acts">
            ${this.questionButton("answered", id, t("Answered"), answered, {}, "button-main")}
            ${this.questionButton("later", id, t("Answer later"), later)}
          </div>`
        : nothing}
    </div>`;
  }

  list(title, kind, questions, acts) {
    if (questions.length === 0) return nothing;
    return html`<div class="stack-tight">
      <h2>${title}</h2>
      <ol class=${kind}>
        ${repeat(
          questions,
          // With other words it is another thing to press, also under a finger that is on it already.
          ({ id, revision }) => `${id}-${revision}`,
          (question) => html`<li class="question card">
            ${userText(question.text)}
            ${question.supporters > 0
              ? html`<p class="quiet">${plural("{n} voice", "{n} voices", question.supporters)}</p>`
              : nothing}
            ${hasSeat() ? html`<div class="question-acts">${acts(question)}</div>` : nothing}
          </li>`,
        )}
      </ol>
    </div>`;
  }

  clearedActs({ id, revision }) {
    return html`${this.questionButton("shortlist", id, t("Choose"), shortlist, { revision })}
    ${this.questionButton("put_on_stage", id, t("On stage"), stageIcon, { revision })}
    ${this.questionButton("later", id, t("Answer later"), later)}`;
  }

  chosenActs({ id, revision }) {
    return html`${this.questionButton("put_on_stage", id, t("On stage"), stageIcon, { revision })}
    ${this.questionButton("later", id, t("Answer later"), later)}`;
  }

  /** `read` says which words she has before her, where the hall reads them next. */
  questionButton(act, id, label, drawing, read = {}, kind = "button-quiet") {
    const key = `${act}-${id}`;
    return this.button({
      key,
      label,
      drawing,
      kind,
      press: () => this.press(key, `questions.${act}`, { question: id, ...read, epoch: ownEpoch() }),
    });
  }
}

customElements.define("sawt-room-brings", SawtRoomBrings);
