// What to do with the questions she has picked: line them up, join two, label them, keep them for later,
// or answer with a reason. Each is one press, or says first what it needs.
import { html, nothing } from "lit";
import { icon, join as joinIcon, later, shortlist, tag, takeBack, unasked, write } from "./icons.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { ownEpoch } from "./seat.js";
import { saidWords, userText } from "./user-text.js";
import { inWords, plural, t } from "./words.js";

/** As many as the server takes into the line. */
export const LINE = 5;

/** These questions as a line, with the words of each that she has before her. */
export function lineOf(questions) {
  return {
    session: page.session.slug,
    questions: questions.map(({ id }) => id),
    revisions: questions.map(({ revision }) => revision),
    epoch: ownEpoch(),
  };
}

class SawtPicked extends SawtElement {
  static follows = ["questions", "seat"];
  static properties = {
    questions: { attribute: false },
    promise: { attribute: false },
    reasons: { attribute: false },
    labels: { attribute: false },
    panel: { state: true },
  };

  constructor() {
    super();
    this.questions = [];
    this.promise = null;
    this.reasons = [];
    this.labels = [];
    this.panel = ""; // what is being asked before it is done: `join`, `later`, `decline` or `label`
  }

  get ids() {
    return this.questions.map(({ id }) => id);
  }

  willUpdate() {
    if (this.questions.length === 0 || (this.panel === "join" && this.questions.length !== 2)) this.panel = "";
  }

  updated(changed) {
    if (changed.has("panel")) this.dispatchEvent(new CustomEvent("asks", { detail: this.panel !== "" }));
  }

  render() {
    return this.present(html`<div class="picked stack-tight">
      ${this.panel ? this.open() : this.acts()}
      <button type="button" class="button-quiet" @click=${() => this.back()}>
        ${icon(takeBack)}<span>${this.panel ? t("Back") : t("Done picking")}</span>
      </button>
    </div>`);
  }

  acts() {
    const { length } = this.questions;
    if (length === 0) return html`<p class="hint quiet">${t("Tap the questions. Then choose what happens with them.")}</p>`;
    return html`<div class="question-acts">
      ${length <= LINE
        ? this.button({
            key: "line",
            kind: "button-main",
            label: t("Line up in this order"),
            drawing: shortlist,
            press: () => this.lineUp(),
          })
        : html`<p class="hint quiet">${t("Up to five can be lined up.")}</p>`}
      ${length === 2 ? this.opener("join", t("Join the two"), joinIcon) : nothing}
      ${this.labels.length > 0 ? this.opener("label", t("What is it about?"), tag) : nothing}
      ${this.opener("later", t("Answer later"), later)} ${this.opener("decline", t("Not on stage"), unasked)}
    </div>`;
  }

  opener(panel, label, drawing) {
    return this.button({ key: panel, label, drawing, press: () => (this.panel = panel) });
  }

  open() {
    if (this.panel === "join") return this.joining();
    if (this.panel === "later") return this.keeping();
    if (this.panel === "label") return this.labelling();
    return this.declining();
  }

  /** Which of the two the hall reads. */
  joining() {
    const [first, second] = this.questions;
    return html`<h3>${t("Which one stays? The voices of both count for it.")}</h3>
      ${[
        [first, second],
        [second, first],
      ].map(
        ([stays, goes]) => html`<div class="question card">
          ${userText(stays.text)}
          ${this.button({
            key: `stays-${stays.id}`,
            label: t("This one stays"),
            drawing: joinIcon,
            press: () => this.join(stays, goes),
          })}
        </div>`,
      )}`;
  }

  keeping() {
    const { owners, owner, by, today } = this.promise;
    return html`<form class="stack-tight" @submit=${(event) => this.keep(event)}>
      <div class="field">
        <label for="owner">${t("Who answers?")}</label>
        <select id="owner" name="owner" class="input">
          ${owners.map(
            ({ id, name }) => html`<option value=${id} ?selected=${id === owner}>${inWords(name)}</option>`,
          )}
        </select>
      </div>
      <div class="field">
        <label for="by">${t("Until which day?")}</label>
        <input id="by" name="by" type="date" class="input" min=${today} .value=${by} required />
      </div>
      <div class="press">
        <button class="button-main ${this.isSending("keep") ? "is-sending" : ""}">
          ${icon(later)}<span
            >${plural("Keep {n} question for later", "Keep {n} questions for later", this.questions.length)}</span
          >
        </button>
        ${this.beside("keep")}
      </div>
    </form>`;
  }

  /** Pressed is what all of them are about. */
  labelling() {
    return html`<h3>${t("What are they about?")}</h3>
      <div class="labels">
        ${this.labels.map(({ id, words }) => {
          const on = this.questions.every(({ labels }) => labels.includes(id));
          const fields = { ...this.several(), label: id, on: !on };
          return this.button({
            key: `label-${id}`,
            label: inWords(words),
            pressed: on,
            press: () => this.press(`label-${id}`, "questions.label", fields),
          });
        })}
      </div>`;
  }

  declining() {
    return html`<h3>${t("What do the askers read?")}</h3>
      ${this.reasons.map(({ id, words }) =>
        this.button({ key: `why-${id}`, label: saidWords(words), press: () => this.decline(id) }),
      )}
      <p><a class="way-in" href="/sessions/${page.session.slug}/reasons">${icon(write)}${t("Change these sentences")}</a></p>`;
  }

  back() {
    if (this.panel) this.panel = "";
    else this.done();
  }

  done() {
    this.dispatchEvent(new CustomEvent("done"));
  }

  several() {
    return { session: page.session.slug, questions: this.ids, epoch: ownEpoch() };
  }

  async lineUp() {
    if ((await this.press("line", "questions.line_up", lineOf(this.questions))).ok) this.done();
  }

  async join(stays, goes) {
    const fields = { question: goes.id, into: stays.id, epoch: ownEpoch() };
    if ((await this.press(`stays-${stays.id}`, "questions.join", fields)).ok) this.done();
  }

  async keep(event) {
    event.preventDefault();
    const { owner, by } = Object.fromEntries(new FormData(event.target));
    const answer = await this.press("keep", "questions.keep_many", { ...this.several(), owner, by });
    if (answer.ok) this.done();
  }

  async decline(reason) {
    const fields = { ...this.several(), reason };
    if ((await this.press(`why-${reason}`, "questions.decline_many", fields)).ok) this.done();
  }
}

customElements.define("sawt-picked", SawtPicked);
