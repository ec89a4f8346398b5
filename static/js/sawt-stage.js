// What the wall says, as text, on every phone at the same moment; and read aloud, where one asks.
import { html, nothing } from "lit";
import { bringTheRest } from "./rest.js";
import { SawtElement } from "./sawt-element.js";
import "./sawt-read.js";
import { stageKind, stageTexts, waitingWords } from "./stage-words.js";
import { star } from "./star.js";
import { aside, userText } from "./user-text.js";
import { clockTime, inWords, isolated, t } from "./words.js";

class SawtStage extends SawtElement {
  static follows = ["screen", "questions", "poll"];

  render() {
    const screen = this.topics.data("screen");
    if (!screen) return this.absent();
    const onStage = screen.question ?? this.topics.data("questions")?.on_stage;
    const content = this.content(screen, onStage);
    if (!content) return this.absent();
    return this.present(html`<section
      class="card stage stage-${screen.layout}"
      aria-label=${t("What the wall shows")}
    >
      ${content}
      <sawt-read .texts=${stageTexts(screen, onStage)}></sawt-read>
    </section>`);
  }

  content(screen, onStage) {
    switch (screen.layout) {
      case "poll":
        return screen.poll ? this.result(screen.poll) : null; // the poll's own card says the rest
      case "turn":
        return null; // whoever speaks has a card of her own
      case "paper":
        return screen.paper ? this.paper(screen) : this.resting();
      case "question":
        return onStage ? this.question(screen, onStage) : this.resting();
      case "message":
        return screen.message ? this.message(screen) : this.resting();
      case "item":
        return screen.item ? this.item(screen) : this.resting();
      case "paused":
      case "waiting_for_adult":
        return this.waiting(waitingWords(screen));
      case "closed":
        return this.closed(screen);
      case "holding":
        return this.holding(screen);
      default:
        return this.resting();
    }
  }

  resting() {
    return this.waiting(t("The screen rests for a moment."));
  }

  holding({ next, mode }) {
    return html`<div class="waiting">
      ${star(true)}
      <p>${this.whenItStarts(next, mode)}</p>
    </div>`;
  }

  whenItStarts(next, mode) {
    if (next?.starts_at) {
      return t("It starts at {time}. This page changes by itself.", { time: clockTime(next.starts_at) });
    }
    if (mode === "holding") return t("We go on in a moment. This page changes by itself.");
    return t("It starts soon. This page changes by itself.");
  }

  item(screen) {
    const { title, until } = screen.item;
    return html`<p class="stage-kind">${stageKind(screen)}</p>
      <h2>${inWords(title)}</h2>
      ${until ? html`<p>${t("We go on at {time}.", { time: clockTime(until) })}</p>` : nothing}`;
  }

  message(screen) {
    const { words, text } = screen.message;
    return html`<p class="stage-kind">${stageKind(screen)}</p>
      ${text ? userText(text, "big") : html`<p class="big">${inWords(words)}</p>`}`;
  }

  result(poll) {
    bringTheRest(true);
    return html`<p class="stage-kind">${t("The hall’s answer")}</p>
      <h2>${inWords(poll.title)}</h2>
      <sawt-bars .poll=${poll}></sawt-bars>`;
  }

  paper({ paper }) {
    bringTheRest(true);
    return html`<sawt-paper .paper=${paper} @turned-over=${() => this.requestUpdate()}></sawt-paper>`;
  }

  question(screen, onStage) {
    const { text, about, name } = onStage;
    return html`<p class="stage-kind">${stageKind(screen, onStage)}</p>
      ${userText(text, "big")} ${aside(about)}
      ${name ? html`<p class="by">${t("Asked by {name}", { name: isolated(inWords(name)) })}</p>` : nothing}`;
  }

  closed(screen) {
    const { next } = screen;
    return html`<div class="waiting">
      ${star(true)}
      <h2>${waitingWords(screen)}</h2>
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
