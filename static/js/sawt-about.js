// Above the box for a question: the paragraph on stage that it is about, until it is sent or somebody leaves it out.
import { html } from "lit";
import { leaveOut } from "./icons.js";
import { live, topics } from "./live.js";
import { SawtElement } from "./sawt-element.js";
import { isolated, t } from "./words.js";

function tell(data) {
  topics.tell("about", { version: (topics.all.about?.version ?? 0) + 1, data });
}

/** The next question is about this paragraph of the paper on stage. */
export function askAbout({ item, title }, paragraph) {
  tell({ tied: { item, paragraph }, title: title.text });
  const box = document.getElementById("question-text");
  box?.scrollIntoView({ block: "center" });
  box?.focus({ preventScroll: true });
}

class SawtAbout extends SawtElement {
  static follows = ["about"];

  constructor() {
    super();
    this.onAnswered = ({ name, answer }) => name === "questions.ask" && answer.ok && tell(null);
  }

  connectedCallback() {
    super.connectedCallback();
    live.addEventListener("answered", this.onAnswered);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("answered", this.onAnswered);
  }

  render() {
    const about = this.topics.data("about");
    if (!about) return this.absent();
    const title = isolated(about.title);
    return this.present(html`<p>${t("On paragraph {n} of “{title}”", { n: about.tied.paragraph, title })}</p>
      ${this.button({ key: "about", label: t("Not about it"), drawing: leaveOut, press: () => tell(null) })}`);
  }
}

customElements.define("sawt-about", SawtAbout);
