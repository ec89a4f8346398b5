// Asking, and the public list with "me too". What is typed stays on this device until it is sent.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon, metoo, send } from "./icons.js";
import { live } from "./live.js";
import { oneIsOnItsWay } from "./on-its-way.js";
import { page } from "./page.js";
import { receipt } from "./receipt.js";
import { SawtElement } from "./sawt-element.js";
import { shelf } from "./shelf.js";
import { star } from "./star.js";
import { aside, userText } from "./user-text.js";
import { direction, inWords, isolated, languageOf, plural, t } from "./words.js";

const DRAFTS = "questions"; // what was begun in each session's box

class SawtQuestions extends SawtElement {
  static follows = ["questions", "mine", "screen", "floor"];
  static properties = { text: { state: true }, withName: { state: true }, receipt: { state: true }, like: { state: true } };

  constructor() {
    super();
    this.text = this.remembered();
    this.withName = false;
    this.receipt = null;
    this.like = []; // what the hall reads already and is like what she has just typed
    this.supportedHere = new Set();
    this.onAgain = ({ detail }) => this.begin(detail);
    this.onAnswered = (event) => this.hear(event);
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("sawt-ask-again", this.onAgain);
    live.addEventListener("answered", this.onAnswered);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("sawt-ask-again", this.onAgain);
    live.removeEventListener("answered", this.onAnswered);
  }

  /** What somebody typed into the plain form before this script began. */
  carryOver() {
    this.text = this.querySelector("textarea")?.value || this.text;
  }

  remembered() {
    return shelf.get(DRAFTS)?.[page.session?.slug] ?? "";
  }

  type(text) {
    this.text = text;
    this.like = [];
    const drafts = { ...shelf.get(DRAFTS), [page.session.slug]: text };
    if (Object.values(drafts).some(Boolean)) shelf.put(DRAFTS, drafts);
    else shelf.remove(DRAFTS);
  }

  /** A question of before a reload was answered: its receipt is shown, or its words come back. */
  hear(event) {
    const { name, fields, answer, isOfBefore } = event;
    if (name !== "questions.ask" || !isOfBefore || fields.session !== page.session.slug) return;
    event.preventDefault(); // it is said here
    if (answer.ok) {
      if (this.text.trim() === fields.text) this.type("");
      this.receipt = answer;
      return;
    }
    if (!this.text) this.type(fields.text);
    this.say("ask", answer.message ?? "");
  }

  /** A stopped question comes back into the box, to be changed and sent again. */
  async begin(text) {
    this.type(text);
    this.receipt = null;
    await this.updateComplete;
    this.querySelector("textarea")?.focus();
  }

  get data() {
    return this.topics.data("questions");
  }

  get mine() {
    return { questions: [], supported: [], ...this.topics.data("mine") };
  }

  /** Her name stands with her words while she wishes it and her dial shows one. */
  get showsName() {
    return this.withName && Boolean(this.mine.shown?.name);
  }

  get isOnItsWay() {
    return oneIsOnItsWay(this.mine.questions);
  }

  willUpdate() {
    // The receipt goes as soon as the question goes on: from then on its own card says where it is.
    const wasUnread = this.isUnread;
    this.isUnread = this.mine.questions.some(({ state }) => state === "sent");
    if (wasUnread && !this.isUnread) this.receipt = null;
  }

  render() {
    if (!this.data) return this.absent();
    return this.present(html`<div class="stack">${this.stage()} ${this.asking()} ${this.list()}</div>`);
  }

  stage() {
    const { on_stage: onStage } = this.data;
    if (!onStage || this.topics.data("screen")?.layout === "question") return nothing;
    return html`<section class="card on-stage stack-tight">
      <h2 class="stage-kind">${t("On stage now")}</h2>
      ${userText(onStage.text)} ${aside(onStage.about)}
    </section>`;
  }

  asking() {
    if (this.receipt) return this.received();
    const { isOnItsWay } = this;
    const isAllowed = this.data.accepting && !isOnItsWay && live.unsent.named("questions.ask").length === 0;
    // Words that somebody has begun stay in their box, whatever the hall does meanwhile.
    if (!isAllowed && !this.text && !this.isSending("ask")) return this.closed(isOnItsWay);
    return html`<section class="card ask" aria-labelledby="ask-title">
      <form class="stack-tight" @submit=${(event) => this.submit(event)}>
        <h2 id="ask-title">${t("Ask a question")}</h2>
        <div class="field">
          <label for="question-text">${t("My question")}</label>
          <sawt-about></sawt-about>
          <p class="hint quiet" id="before-typing">${this.beforeTyping()}</p>
          ${this.delay()}
          <textarea
            id="question-text"
            rows="3"
            dir=${this.text ? "auto" : direction(page.lang)}
            aria-describedby="before-typing"
            .value=${this.text}
            @input=${(event) => this.type(event.target.value)}
          ></textarea>
          ${this.text.length > 500 ? html`<p class="hint quiet">${t("Short is easier to read aloud.")}</p>` : nothing}
        </div>
        ${this.mine.shown?.name ? this.nameChoice() : nothing}
        ${this.data.resting
          ? html`<p class="notice-warm" role="status">
              ${t("Questions rest for a moment. Write yours already: it stays here, and you can send it soon.")}
            </p>`
          : nothing}
        ${this.like.length > 0 ? this.offer() : nothing}
        <div class="press">
          <button
            class="button-main ${this.isSending("ask") ? "is-sending" : ""}"
            aria-disabled=${this.isSending("ask") || this.data.resting ? "true" : nothing}
          >
            ${icon(send)}<span>${this.isSending("ask") ? t("Sending…") : this.like.length > 0 ? t("Send mine anyway") : t("Send my question")}</span>
          </button>
          ${this.beside("ask")}
        </div>
      </form>
    </section>`;
  }

  /** "Me too" instead: the words in the box go, the voice counts there. */
  offer() {
    return html`<div class="stack-tight" role="status">
      <h3>${t("Is yours like this one?")}</h3>
      <ol class="question-list">${this.like.map((question) => this.question(question))}</ol>
    </div>`;
  }

  /** Asked once for the same words; without an answer they go out at once. */
  async isOffered(text) {
    const { data } = this;
    const isRead = data.on_stage || data.public?.some(({ state }) => state === "shortlisted");
    if (!isRead || !live.isHere || this.offeredFor === text) return false;
    this.isLooking = true;
    const { like = [] } = await live.ask("questions.like", { session: page.session.slug, text });
    this.isLooking = false;
    this.offeredFor = text;
    this.like = like;
    return like.length > 0;
  }

  /** How long reading takes, where it is slow; asking is open all the same. */
  delay() {
    const minutes = this.data.reading_minutes;
    if (!minutes) return nothing;
    return html`<p class="hint quiet" role="status">
      ${plural(
        "Reading takes about {n} minute now. Your question will be read.",
        "Reading takes about {n} minutes now. Your question will be read.",
        minutes,
      )}
    </p>`;
  }

  beforeTyping() {
    if (this.showsName) {
      return t("The name you chose will be shown with your words: {name}.", {
        name: isolated(inWords(this.mine.shown.name)),
      });
    }
    if (page.me?.badge) {
      return t(
        "Your name will not be shown with these words. Only the safety team can find out who wrote them, and only if someone is in danger.",
      );
    }
    return t("We do not know your name here, and nobody in the hall will know who wrote these words.");
  }

  nameChoice() {
    return html`<label class="check">
      <input
        type="checkbox"
        .checked=${this.withName}
        @change=${(event) => (this.withName = event.target.checked)}
      />
      <span>${t("Show my name: {name}", { name: isolated(inWords(this.mine.shown.name)) })}</span>
    </label>`;
  }

  closed(isOnItsWay) {
    return html`<section class="card ask quiet-card">
      <p>
        ${isOnItsWay
          ? t("Your question is on its way. You can ask the next one when this one is done.")
          : this.whyNot()}
      </p>
    </section>`;
  }

  whyNot() {
    const state = this.topics.data("floor")?.state;
    const isBefore = state === "planned" || state === "ready";
    return isBefore ? t("You can ask as soon as the doors open.") : t("Questions have ended here.");
  }

  received() {
    return html`<section class="card ask receipt stack-tight" role="status" tabindex="-1">
      ${star(true)}
      ${receipt(this.receipt)} ${this.delay()}
      <button type="button" class="button-quiet" @click=${() => (this.receipt = null)}>
        <span>${t("Good")}</span>
      </button>
    </section>`;
  }

  async submit(event) {
    event.preventDefault();
    const text = this.text.trim();
    if (this.isSending("ask") || this.isLooking || this.data.resting) return;
    if (!text) {
      this.say("ask", t("The box is still empty. Write your question first."));
      this.querySelector("textarea").focus();
      return;
    }
    if (await this.isOffered(text)) return;
    this.like = [];
    const answer = await this.press("ask", "questions.ask", {
      session: page.session.slug,
      text,
      lang: languageOf(text, page.lang, page.session.languages),
      name_as: this.showsName ? "chosen_name" : "none",
      ...this.topics.data("about")?.tied,
    });
    if (!answer.ok) return;
    // Only what was sent leaves the box: somebody may have gone on writing.
    if (this.text.trim() === text) this.type("");
    this.receipt = answer;
    await this.updateComplete;
    this.querySelector(".receipt")?.focus();
  }

  list() {
    const questions = this.data.public ?? [];
    if (questions.length === 0) return nothing;
    return html`<section class="public stack-tight" aria-labelledby="public-title">
      <h2 id="public-title">${t("Questions of the hall")}</h2>
      <ol class="question-list">
        ${repeat(questions, ({ id }) => id, (question) => this.question(question))}
      </ol>
    </section>`;
  }

  question({ id, text, about, supporters, state }) {
    return html`<li class="question card" data-state=${state}>
      ${userText(text)} ${aside(about)}
      <div class="question-foot">
        <span class="quiet">
          ${supporters > 0 ? plural("{n} voice", "{n} voices", supporters) : nothing}
        </span>
        ${this.support(id, state)}
      </div>
    </li>`;
  }

  support(id, state) {
    if (state === "answered") return html`<span class="quiet">${t("Answered")}</span>`;
    if (this.mine.questions.some((question) => question.id === id)) {
      return html`<span class="quiet">${t("My question")}</span>`;
    }
    const waiting = live.unsent.named("questions.support").some(({ fields }) => fields.question === id);
    const isSupported =
      waiting || this.supportedHere.has(id) || this.mine.supported.includes(id);
    return this.button({
      key: `support-${id}`,
      label: t("Me too"),
      drawing: metoo,
      pressed: isSupported,
      isHeld: isSupported,
      press: () => this.supportIt(id),
    });
  }

  async supportIt(question) {
    const answer = await this.press(`support-${question}`, "questions.support", { question });
    if (answer.ok) {
      this.supportedHere.add(question);
      if (this.like.some(({ id }) => id === question)) {
        this.type("");
        this.offeredFor = ""; // whoever writes it once more is asked once more
      }
      this.like = [];
    }
    this.requestUpdate();
  }
}

// Only now: what was begun on this device is there to be read.
shelf.opened.then(() => customElements.define("sawt-questions", SawtQuestions));
