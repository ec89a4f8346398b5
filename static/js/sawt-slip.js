// A question that a child wrote on paper, typed by an adult on duty: she has read it, so the moderator
// can choose it at once. The paper goes back with the code that opens the answer.
import { html, nothing } from "lit";
import { icon, send, slip } from "./icons.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { star } from "./star.js";
import { languageOf, t } from "./words.js";

class SawtSlip extends SawtElement {
  static follows = ["clearing", "questions"];
  static properties = { text: { state: true }, code: { state: true } };

  constructor() {
    super();
    this.text = "";
    this.code = "";
  }

  render() {
    const questions = this.topics.data("questions");
    const duty = this.topics.data("clearing")?.duty;
    // Words that she has begun stay in their box, whatever the hall does meanwhile.
    if (!questions || !duty || !(questions.accepting || this.text || this.code)) return this.absent();
    return this.present(html`<details class="slip">
      <summary class="button-quiet">${icon(slip)}<span>${t("Type a question from paper")}</span></summary>
      ${this.code ? this.sent() : this.form(duty, questions)}
    </details>`);
  }

  form(duty, { resting }) {
    const rests = resting || !duty.on;
    return html`<form class="card stack-tight" @submit=${(event) => this.submit(event)}>
      <div class="field">
        <label for="slip-text">${t("What the child wrote")}</label>
        <p class="field-hint" id="slip-hint">
          ${t("Word for word, without anything that tells who or where somebody is. You have read it then: the moderator can choose it.")}
        </p>
        <textarea
          id="slip-text"
          rows="3"
          dir="auto"
          aria-describedby="slip-hint"
          .value=${this.text}
          @input=${(event) => (this.text = event.target.value)}
        ></textarea>
      </div>
      ${duty.on ? nothing : html`<p class="notice-warm">${t("First press “I’m on duty” above.")}</p>`}
      ${resting ? html`<p class="notice-warm" role="status">${t("Questions rest for a moment. Your words stay here.")}</p>` : nothing}
      <div class="press">
        <button class="button-quiet" aria-disabled=${this.isSending("slip") || rests ? "true" : nothing}>
          ${icon(send)}<span>${this.isSending("slip") ? t("Sending…") : t("Give it to the moderator")}</span>
        </button>
        ${this.beside("slip")}
      </div>
    </form>`;
  }

  sent() {
    return html`<section class="card receipt stack-tight" role="status" tabindex="-1">
      ${star(true)}
      <p>${t("The moderator can choose it now.")}</p>
      <p>${t("Write this code on the paper and give it back. It opens the answer:")}</p>
      <p><bdi class="code" dir="ltr">${this.code}</bdi></p>
      <button type="button" class="button-quiet" @click=${() => this.begin()}>
        ${icon(slip)}<span>${t("The next paper")}</span>
      </button>
    </section>`;
  }

  async begin() {
    this.code = "";
    await this.updateComplete;
    this.querySelector("textarea")?.focus();
  }

  async submit(event) {
    event.preventDefault();
    const { text: typed } = this;
    const text = typed.trim();
    const rests = this.topics.data("questions").resting || !this.topics.data("clearing").duty.on;
    if (this.isSending("slip") || rests) return;
    if (!text) {
      this.say("slip", t("Please write something first."));
      this.querySelector("textarea").focus();
      return;
    }
    const lang = languageOf(text, page.lang, page.session.languages);
    const answer = await this.press("slip", "questions.type_slip", { session: page.session.slug, text, lang });
    if (!answer.ok) return;
    if (this.text === typed) this.text = "";
    this.code = answer.code;
    await this.updateComplete;
    this.querySelector(".receipt")?.focus();
  }
}

customElements.define("sawt-slip", SawtSlip);
