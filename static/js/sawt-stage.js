// What the wall says, as text, on every phone at the same moment; and read aloud, where one asks.
import { html, nothing } from "lit";
import { itemWord } from "./item-words.js";
import { page } from "./page.js";
import { bringTheRest } from "./rest.js";
import { SawtElement } from "./sawt-element.js";
import "./sawt-read.js";
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
      aria-live="polite"
      aria-label=${t("What the wall shows")}
    >
      ${content}
      <sawt-read .texts=${this.texts(screen, onStage)}></sawt-read>
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
        return onStage ? this.question(onStage) : this.resting();
      case "message":
        return screen.message ? this.message(screen.message) : this.resting();
      case "item":
        return screen.item ? this.item(screen.item) : this.resting();
      case "paused":
        return this.waiting(t("A short pause. We go on in a moment."));
      case "waiting_for_adult":
        return this.waiting(`${t("A short pause.")} ${t("We go on when the adults of our team are with us.")}`);
      case "closed":
        return this.closed(screen);
      case "holding":
        return this.holding(screen);
      default:
        return this.resting();
    }
  }

  /** What of it can be read aloud, each text in its own language; a waiting page stays silent,
   * and a result reads itself. */
  texts({ layout, paper, message, item }, onStage) {
    const own = (words) => ({ text: inWords(words), lang: page.lang });
    switch (layout) {
      case "paper":
        return paper ? [paper.title, ...paper.paragraphs] : [];
      case "question":
        return onStage ? [onStage.text] : [];
      case "message":
        return message ? [message.text ?? own(message.words)] : [];
      case "item":
        return item ? [own(item.title)] : [];
      default:
        return [];
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

  item({ kind, title, until }) {
    return html`<p class="stage-kind">${itemWord(kind)}</p>
      <h2>${inWords(title)}</h2>
      ${until ? html`<p>${t("We go on at {time}.", { time: clockTime(until) })}</p>` : nothing}`;
  }

  message({ words, text }) {
    return html`<p class="stage-kind">${t("On the wall now")}</p>
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
    return html`<sawt-paper .paper=${paper}></sawt-paper>`;
  }

  question({ text, about, name, on_paper: onPaper }) {
    return html`<p class="stage-kind">${onPaper ? t("A question written on paper") : t("A question from the hall")}</p>
      ${userText(text, "big")} ${aside(about)}
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
