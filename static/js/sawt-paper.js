// A paper on stage in everybody's hand: the whole text, and where the hall is in it. Whoever wrote it and has it in
// her hand goes on from here.
import { html, nothing } from "lit";
import { language as languageIcon, metoo, next, question, takeBack } from "./icons.js";
import { languageNames } from "./language-names.js";
import { live } from "./live.js";
import { oneIsOnItsWay } from "./on-its-way.js";
import { page } from "./page.js";
import { isTranslated, readIn, showsOwn, turnOver } from "./read-in.js";
import { askAbout } from "./sawt-about.js";
import { SawtElement } from "./sawt-element.js";
import { paragraphText, userText } from "./user-text.js";
import { turning } from "./what-now.js";
import { voicesFor } from "./voices.js";
import { inWords, isolated, plural, t } from "./words.js";

const ECHO = "questions.support_paragraph";
const MOVES = ["wheel", "touchmove", "keydown"];
const GOES_ELSEWHERE = /^(Arrow|Page|Home|End|Tab| )/;

class SawtPaper extends SawtElement {
  static follows = ["mine", "questions"];
  static properties = { paper: { attribute: false } };

  constructor() {
    super();
    this.paper = null;
    this.hasMoved = false;
    this.echoed = new Set();
    this.onMove = ({ key = "ArrowDown" }) => (this.hasMoved ||= GOES_ELSEWHERE.test(key));
  }

  connectedCallback() {
    super.connectedCallback();
    MOVES.forEach((move) => addEventListener(move, this.onMove, { passive: true }));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    MOVES.forEach((move) => removeEventListener(move, this.onMove));
  }

  get isInHand() {
    return this.topics.data("mine")?.reads === this.paper.item;
  }

  render() {
    const { title, author, paragraphs, pictures, at } = readIn(this.paper);
    return html`<p class="stage-kind">
        ${t("Working paper")} ${at?.paragraph ? `(${t("{n} of {all}", { n: at.paragraph, all: paragraphs.length })})` : nothing}
      </p>
      <h2 lang=${title.lang} dir=${title.dir}>${title.text}</h2>
      ${author ? html`<p class="by">${t("By {name}", { name: isolated(inWords(author)) })}</p>` : nothing}
      ${isTranslated(this.paper) ? this.language() : nothing}
      ${paragraphs.map(
        (paragraph, place) =>
          html`<div class="paragraph" aria-current=${place + 1 === at?.paragraph ? "true" : nothing}>
            ${paragraphText(paragraph)} ${this.voices(place + 1)} ${place + 1 === at?.paragraph ? this.asking(at) : nothing}
          </div>`,
      )}
      ${pictures.map((one, place) => this.drawing(one, at?.picture?.id === one.id, place + 1, pictures.length))}
      ${at && this.isInHand ? this.leaves(at) : nothing}`;
  }

  /** What a picture shows, in its author's words: the wall has the picture itself. */
  drawing({ alt }, isShown, n, all) {
    return html`<div class="paragraph" aria-current=${isShown ? "true" : nothing}>
      <p class="stage-kind">${all > 1 ? t("Picture {n} of {all}", { n, all }) : t("Picture")}</p>
      ${alt ? userText(alt) : html`<p class="quiet">${t("The wall shows a picture. Nobody has said what can be seen in it.")}</p>`}
    </div>`;
  }

  /** That a person has translated it, and the way to the author's own words and back. */
  language() {
    const label = showsOwn()
      ? t("Read it in {language}", { language: languageNames([page.lang]) })
      : t("Read the author’s own words");
    return html`<p class="by">${t("Translated by a person; the author has said yes to it.")}</p>
      ${this.button({ key: "turn-over", label, drawing: languageIcon, press: () => this.turnOver() })}`;
  }

  turnOver() {
    turnOver();
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent("turned-over"));
  }

  /** What the hall reads now can be asked about, by whoever may ask something now. */
  asking({ paragraph }) {
    const mine = this.topics.data("mine");
    const { accepting } = this.topics.data("questions") ?? {};
    if (!mine || !accepting || this.isInHand) return nothing;
    const label = t("Ask about this paragraph");
    return html`<div class="paragraph-acts">
      ${this.meToo(paragraph, mine)}
      ${oneIsOnItsWay(mine.questions)
        ? nothing
        : this.button({ key: "about", label, drawing: question, press: () => askAbout(this.paper, paragraph) })}
    </div>`;
  }

  voices(paragraph) {
    const number = voicesFor(this.topics.data("questions"), this.paper, paragraph);
    return number ? html`<p class="by">${plural("{n} voice", "{n} voices", number)}</p>` : nothing;
  }

  /** Said once, also by a phone that has no Wi-Fi just now. */
  meToo(paragraph, { echoed }) {
    const { item } = this.paper;
    const key = `echo-${item}-${paragraph}`;
    const waits = live.unsent.named(ECHO).some(({ fields }) => fields.item === item && fields.paragraph === paragraph);
    const isSaid = waits || this.echoed.has(key) || echoed?.includes(paragraph);
    const press = async () => {
      const answer = await this.press(key, ECHO, { item, paragraph });
      if (answer.ok) this.echoed.add(key);
      this.requestUpdate();
    };
    return this.button({ key, label: t("Me too"), drawing: metoo, pressed: isSaid, isHeld: isSaid, press });
  }

  leaves({ leaf, leaves, part, parts }) {
    return html`<div class="leaves-acts">
      <p class="hint quiet">${t("The pages are with you: the screen follows you.")}</p>
      ${leaf < leaves ? this.turn("leaf-on", part < parts ? t("Read on in this paragraph") : this.after(), 1, next) : nothing}
      ${leaf > 1 ? this.turn("leaf-back", t("One back"), -1, takeBack) : nothing}
    </div>`;
  }

  after() {
    const { at, paragraphs } = this.paper;
    return at.picture || at.paragraph === paragraphs.length ? t("Show the picture") : t("Next paragraph");
  }

  turn(key, label, by, drawing) {
    const kind = by > 0 ? "button-main" : "button-quiet";
    return this.button({
      key,
      label,
      kind,
      drawing,
      press: () => {
        this.hasMoved = false; // she goes on: the page goes with her
        return this.press(key, ...turning(this.paper, by));
      },
    });
  }

  updated() {
    const { item, at } = this.paper;
    const was = this.shown;
    const paragraph = at?.picture?.id ?? at?.paragraph;
    this.shown = { item, paragraph };
    if (was?.item !== item) this.hasMoved = false;
    else if (was.paragraph !== paragraph && !this.hasMoved && !document.activeElement?.matches("textarea, input")) this.follow();
  }

  /** The hall goes on, and so does the page of whoever has not gone anywhere else in it. */
  follow() {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.querySelector('[aria-current="true"]')?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }
}

customElements.define("sawt-paper", SawtPaper);
