// What the hall brings to the moderator: read questions, the line of chosen ones, the one on stage, the
// screen. Several at once are picked first: lined up, joined, kept for later, or answered with a reason.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { answered, icon, later, leaveOut, next, onStage as stageIcon, pick, shortlist, slip, unasked, up } from "./icons.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import "./sawt-line.js";
import { LINE, lineOf } from "./sawt-picked.js";
import "./sawt-screen-tools.js";
import "./sawt-whisper.js";
import { hasSeat, ownEpoch } from "./seat.js";
import { star } from "./star.js";
import { aside, userText } from "./user-text.js";
import { digits, inWords, isolated, plural, t } from "./words.js";

function isSame(one, other) {
  return one.id === other.id && one.revision === other.revision;
}

class SawtRoomBrings extends SawtElement {
  static follows = ["questions", "floor", "seat"];
  static properties = { picked: { state: true }, isAsked: { state: true }, label: { state: true } };

  constructor() {
    super();
    this.picked = null; // the ids in the order in which she picked them, while she picks
    this.isAsked = false; // something is asked about the picked ones: they alone matter then
    this.label = null; // only new questions with this label are before her
  }

  render() {
    const questions = this.topics.data("questions");
    if (!questions) return this.absent();
    const chosen = (questions.public ?? []).filter(({ state }) => state === "shortlisted");
    const cleared = questions.cleared ?? [];
    const isOver = ["closed", "published", "cancelled"].includes(this.topics.data("floor")?.state);
    const isEmpty = !isOver && !questions.on_stage && chosen.length + cleared.length === 0;
    const isPicking = this.picked !== null && hasSeat();
    return this.present(html`<section class="room-brings stack" aria-label=${t("What the hall brings")}>
      <sawt-line></sawt-line>
      ${questions.on_stage ? this.onStage(questions.on_stage) : nothing}
      ${isPicking ? this.picking([...chosen, ...cleared], questions) : this.lists(chosen, cleared, questions)}
      ${isEmpty
        ? html`<div class="waiting">
            ${star()}
            <p>${t("No questions yet. They come here after a facilitator has read them.")}</p>
          </div>`
        : nothing}
      ${isOver || isPicking
        ? nothing
        : html`<p>
            <a class="way-in" href="/sessions/${page.session.slug}/reasons">${icon(unasked)}${t("When a question does not come on stage")}</a>
          </p>`}
      <sawt-whisper></sawt-whisper>
      ${this.topics.data("screen") ? html`<sawt-screen-tools .isFolded=${true}></sawt-screen-tools>` : nothing}
    </section>`);
  }

  lists(chosen, cleared, { kept = [] }) {
    const canPick = hasSeat() && chosen.length + cleared.length > 0;
    return html`${this.line(chosen)}
      ${canPick
        ? this.button({
            key: "pick",
            label: t("Pick questions"),
            drawing: pick,
            press: () => (this.picked = []),
          })
        : nothing}
      ${this.labels(cleared)}
      ${this.list(t("New questions"), "cleared-list", this.labelled(cleared), (question) => this.clearedActs(question))}
      ${kept.length > 0
        ? html`<details class="kept">
            <summary class="button-quiet">${t("Kept for later")} · ${digits(kept.length)}</summary>
            ${this.list("", "kept-list", kept, ({ id, revision }) => this.questionButton("shortlist", id, t("Choose"), shortlist, { revision }))}
          </details>`
        : nothing}`;
  }

  onStage({ id, text, about, name, on_paper: onPaper }) {
    return html`<div class="on-stage card stack-tight">
      <h2 class="stage-kind">${t("On stage now")}</h2>
      ${userText(text, "big")} ${aside(about)}
      ${onPaper ? this.onPaper() : nothing}
      ${name ? html`<p class="by">${t("Asked by {name}", { name: isolated(inWords(name)) })}</p>` : nothing}
      ${hasSeat()
        ? html`<div class="question-acts">
            ${this.questionButton("answered", id, t("Answered"), answered, {}, "button-main")}
            ${this.questionButton("later", id, t("Answer later"), later)}
          </div>`
        : nothing}
    </div>`;
  }

  /** Up to five in her order; the first comes on stage by one press. */
  line(chosen) {
    if (chosen.length === 0) return nothing;
    const [first] = chosen;
    const title = html`${t("Chosen by you")} · <span class="quiet">${t("{n} of {most}", { n: chosen.length, most: LINE })}</span>`;
    return html`${hasSeat()
        ? this.questionButton("put_on_stage", first.id, t("Next question on stage"), next, { revision: first.revision }, "button-main", "next")
        : nothing}
      ${this.list(title, "chosen-list", chosen, (question, at) => this.chosenActs(question, at, chosen))}`;
  }

  list(title, kind, questions, acts) {
    if (questions.length === 0) return nothing;
    return html`<div class="stack-tight">
      ${title ? html`<h2>${title}</h2>` : nothing}
      <ol class=${kind}>
        ${repeat(
          questions,
          // With other words it is another thing to press, also under a finger that is on it already.
          ({ id, revision }) => `${id}-${revision}`,
          (question, at) => html`<li class="question card">
            ${this.words(question)}
            ${hasSeat() ? html`<div class="question-acts">${acts(question, at)}</div>` : nothing}
          </li>`,
        )}
      </ol>
    </div>`;
  }

  words({ text, about, supporters, on_paper: onPaper, labels }) {
    return html`${userText(text)} ${aside(about)} ${onPaper ? this.onPaper() : nothing} ${this.about(labels)}
    ${supporters > 0 ? html`<p class="quiet">${plural("{n} voice", "{n} voices", supporters)}</p>` : nothing}`;
  }

  /** With the last question of a label its button goes, and all are there again. */
  labelled(cleared) {
    const found = cleared.filter(({ labels }) => labels?.includes(this.label));
    return found.length > 0 ? found : cleared;
  }

  labels(cleared) {
    const { labels = [] } = this.topics.data("questions");
    const used = labels
      .map((label) => ({ ...label, many: cleared.filter((one) => one.labels?.includes(label.id)).length }))
      .filter(({ many }) => many > 0);
    if (used.length === 0) return nothing;
    const now = used.some(({ id }) => id === this.label) ? this.label : null;
    return html`<div class="labels" role="group" aria-label=${t("Show new questions about")}>
      ${[{ id: null, words: null, many: cleared.length }, ...used].map(
        ({ id, words, many }) => html`<button
          type="button"
          class="button-quiet label"
          aria-pressed=${String(id === now)}
          @click=${() => (this.label = id)}
        >
          <span>${words ? inWords(words) : t("All of them")} · ${digits(many)}</span>
        </button>`,
      )}
    </div>`;
  }

  about(labels = []) {
    const known = this.topics.data("questions").labels ?? [];
    const words = known.filter(({ id }) => labels.includes(id));
    if (words.length === 0) return nothing;
    return html`<p class="about">${words.map((one) => html`<span class="tag">${inWords(one.words)}</span>`)}</p>`;
  }

  onPaper() {
    return html`<p class="on-paper quiet">${icon(slip)}<span>${t("Written on paper")}</span></p>`;
  }

  clearedActs({ id, revision }) {
    return html`${this.questionButton("shortlist", id, t("Choose"), shortlist, { revision })}
    ${this.questionButton("put_on_stage", id, t("On stage"), stageIcon, { revision })}
    ${this.questionButton("later", id, t("Answer later"), later)}`;
  }

  chosenActs(question, at, chosen) {
    const { id, revision } = question;
    const without = chosen.filter((one) => one !== question);
    const earlier = [...without.slice(0, at - 1), question, ...without.slice(at - 1)];
    return html`${at > 0 ? this.lineButton(`up-${id}`, t("Earlier"), up, earlier) : nothing}
    ${at > 0 ? this.questionButton("put_on_stage", id, t("On stage"), stageIcon, { revision }) : nothing}
    ${this.lineButton(`out-${id}`, t("Take out"), leaveOut, without)}`;
  }

  lineButton(key, label, drawing, questions) {
    const fields = lineOf(questions);
    return this.button({ key, label, drawing, press: () => this.press(key, "questions.line_up", fields) });
  }

  /** `read` says which words she has before her, where the hall reads them next. */
  questionButton(act, id, label, drawing, read = {}, kind = "button-quiet", name = act) {
    const key = `${name}-${id}`;
    return this.button({
      key,
      label,
      drawing,
      kind,
      press: () => this.press(key, `questions.${act}`, { question: id, ...read, epoch: ownEpoch() }),
    });
  }

  /** Every question is one big button; what is picked has its number. */
  picking(questions, { promise, reasons, labels = [] }) {
    // What has other words meanwhile is not picked any more: she picked what she had read.
    const picked = this.picked.map((one) => questions.find((question) => isSame(one, question))).filter(Boolean);
    return html`<div class="stack-tight">
      <h2>${t("Pick questions")}</h2>
      <ol class="pick-list" ?hidden=${this.isAsked}>
        ${repeat(questions, ({ id }) => id, (question) => this.toPick(question, picked.indexOf(question)))}
      </ol>
      <sawt-picked
        .questions=${picked}
        .promise=${promise}
        .reasons=${reasons}
        .labels=${labels}
        @asks=${({ detail }) => (this.isAsked = detail)}
        @done=${() => (this.picked = null)}
      ></sawt-picked>
    </div>`;
  }

  toPick(question, at) {
    return html`<li>
      <button
        type="button"
        class="question card pick"
        aria-pressed=${String(at >= 0)}
        @click=${() => this.pick(question)}
      >
        <span class="pick-number" aria-hidden="true">${at >= 0 ? digits(at + 1) : nothing}</span>
        <span class="stack-tight">${this.words(question)}</span>
      </button>
    </li>`;
  }

  pick(question) {
    const others = this.picked.filter(({ id }) => id !== question.id);
    const isOut = this.picked.some((one) => isSame(one, question));
    this.picked = isOut ? others : [...others, { id: question.id, revision: question.revision }];
  }
}

customElements.define("sawt-room-brings", SawtRoomBrings);
