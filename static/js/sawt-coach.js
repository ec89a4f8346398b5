// What there is to learn at this moment of the practice, and the star at its end.
import { html } from "lit";
import { again, back, icon } from "./icons.js";
import { page } from "./page.js";
import { beginPractice, lessonNow } from "./practising.js";
import { SawtElement } from "./sawt-element.js";
import { star } from "./star.js";
import { t } from "./words.js";

class SawtCoach extends SawtElement {
  static follows = ["floor", "poll", "questions"];

  render() {
    const now = lessonNow();
    document.body.dataset.practice = now;
    return this.present(now === "ready" ? this.ready() : this.lesson(now));
  }

  updated() {
    const now = lessonNow();
    if (this.shown === now) return;
    const wasReady = this.shown === "ready";
    this.shown = now;
    if (now === "ready" || wasReady) this.querySelector("[tabindex]")?.focus();
  }

  lesson(now) {
    return html`<div class="coach" role="group" aria-label=${t("Practice")}>
      <p class="coach-sign">${t("Practice")}</p>
      <p class="coach-words" role="status" tabindex="-1">${this.words(now)}</p>
      <a class="button-quiet" href=${page.back}>${t("Stop practising")}</a>
    </div>`;
  }

  words(now) {
    switch (now) {
      case "sit":
        return t("Nothing here reaches the hall. Whoever leads takes the seat first: press the big button.");
      case "begin":
        return t("The big button always says what comes next. Begin when you like.");
      case "next":
        return t("The card says what you can say. Read it aloud, then go on to the next step.");
      case "open_vote":
        return t("A show of hands is ready. Press, and every phone can answer.");
      case "close_vote":
        return t("The answers come in. When enough have answered, close the show of hands.");
      case "count":
        return t("The answers are being counted. It takes a moment.");
      case "show":
        return t("Only you see the result now. Press, and the hall sees it too.");
      case "shown":
        return t("Everybody sees it. Go on to the questions.");
      case "question":
        return t("Two questions wait beside the big button. Press “On stage” at one of them.");
      case "answer":
        return t("Read the question aloud. When somebody has answered, press “Answered”.");
      case "resume":
        return t("A pause hurries nobody. Go on when you like.");
      default:
        return t("That was all of it. Now close the session.");
    }
  }

  ready() {
    return html`<section class="coach-ready ended" aria-labelledby="ready-now">
      ${star(true)}
      <h2 id="ready-now" tabindex="-1">${t("You are ready")}</h2>
      <p>${t("In the session it is the same button. And an adult is always near.")}</p>
      <a class="button-main" href=${page.back}>${icon(back)}<span>${t("To my session")}</span></a>
      <button type="button" class="button-quiet" @click=${beginPractice}>
        ${icon(again)}<span>${t("Practise once more")}</span>
      </button>
    </section>`;
  }
}

customElements.define("sawt-coach", SawtCoach);
