// What the wall says, as text, on every phone at the same moment.
import { html, nothing } from "lit";
import { itemWord } from "./item-words.js";
import { SawtElement } from "./sawt-element.js";
import { star } from "./star.js";
import { userText, userWords } from "./user-text.js";
import { clockTime, inWords, isolated, t } from "./words.js";

class SawtStage extends SawtElement {
  static follows = ["screen", "questions", "poll"];

  render() {
    const screen = this.topics.data("screen");
    if (!screen) return this.absent();
    const content = this.content(screen, this.topics.data("questions")?.on_stage);
    if (!content) return this.absent();
    return this.present(html`<section
      class="card stage stage-${screen.layout}"
      aria-live="polite"
      aria-label=${t("What the wall shows")}
    >
      ${content}
    </section>`);
  }

  content(screen, onStage) {
    switch (screen.layout) {
      case "poll":
        return null; // the poll's own card says it
      case "paper":
        return screen.paper ? this.paper(screen) : this.waiting(t("The screen rests for a moment."));
      case "question":
        return onStage ? this.question(onStage) : this.waiting(t("The screen rests for a moment."));
      case "item":
        return screen.item ? this.item(screen.item) : this.waiting(t("The screen rests for a moment."));
      case "paused":
        return this.waiting(t("A short pause. We go on in a moment."));
      case "waiting_for_adult":
        return this.waiting(`${t("A short pause.")} ${t("We go on when the adults of our team are with us.")}`);
      case "closed":
        return this.closed(screen);
      case "holding":
        return this.holding(screen);
      default:
        return this.waiting(t("The screen rests for a moment."));
    }
  }

  holding({ next }) {
    return html`<div class="waiting">
      ${star(true)}
      <p>
        ${next?.starts_at
          ? t("It starts at {time}. This page changes by itself.", { time: clockTime(next.starts_at) })
          : t("It starts soon. This page changes by itself.")}
      </p>
    </div>`;
  }

  item({ kind, title }) {
    return html`<p class="stage-kind">${itemWord(kind)}</p>
      <h2>${inWords(title)}</h2>`;
  }

  paper({ paper }) {
    return html`<p class="stage-kind">${t("Working paper")}</p>
      <h2>${userWords(paper.title)}</h2>
      ${paper.author
        ? html`<p class="by">${t("By {name}", { name: isolated(inWords(paper.author)) })}</p>`
        : nothing}
      ${paper.paragraphs.map((paragraph) => userText(paragraph))}`;
  }

  question({ text, name }) {
    return html`<p class="stage-kind">${t("A question from the hall")}</p>
      ${userText(text, "big")}
      ${name ? html`<p class="by">${t("Asked by {name}", { name: isolated(inWords(name)) })}</p>` : nothing}`;
  }

  closed({ next }) {
    return html`<div class="waiting">
      ${star(true)}
      <h2>${t("This session has ended. Thank you!")}</h2>
      <p>
        ${next
          ? t("Next here: {title}, at {time}.", {
              title: isolated(inWords(next.title)),
              time: clockTime(next.starts_at),
            })
          : t("What you said is kept. Below you see where your questions are.")}
      </p>
    </div>`;
  }

  waiting(sentence) {
    return html`<div class="waiting">
      ${star()}
      <p>${sentence}</p>
    </div>`;
  }
}

customElements.define("sawt-stage", SawtStage);
