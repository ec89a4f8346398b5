// Words for the cloud on a phone: a few boxes, one word in each, changed or taken back while it is open.
import { html, nothing } from "lit";
import { icon, send, takeBack, write } from "./icons.js";
import { live } from "./live.js";
import { page } from "./page.js";
import { receipt } from "./receipt.js";
import { SawtElement } from "./sawt-element.js";
import { star } from "./star.js";
import { userWords } from "./user-text.js";
import { direction, inWords, languageOf, t } from "./words.js";

const MESSAGES = ["words.say", "words.take_back"];

class SawtWordsForm extends SawtElement {
  static follows = ["mine", "cloud"];
  static properties = {
    poll: { attribute: false },
    boxes: { state: true },
    isWriting: { state: true },
    receipt: { state: true },
  };

  constructor() {
    super();
    this.begin();
    this.lastN = 0;
    this.onAnswered = ({ name, fields, answer }) => this.answered(name, fields, answer);
  }

  /** A new poll, or a new round of it: nothing was written yet. */
  begin() {
    this.boxes = [""];
    this.isWriting = false;
    this.receipt = null;
    this.isSent = null;
  }

  /** What somebody typed into the plain form before this script began. */
  carryOver() {
    const typed = [...(document.querySelector("#plain-words")?.querySelectorAll("input[name=words]") ?? [])];
    if (typed.some(({ value }) => value)) this.boxes = typed.map(({ value }) => value);
  }

  connectedCallback() {
    super.connectedCallback();
    live.addEventListener("answered", this.onAnswered);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("answered", this.onAnswered);
  }

  willUpdate() {
    const key = `${this.poll?.id}/${this.poll?.round}`;
    if (this.key !== undefined && this.key !== key) this.begin();
    this.key = key;
  }

  get limits() {
    return { most: 3, longest: 30, ...this.topics.data("cloud") };
  }

  /** What the server says of this phone's words in this poll; null where it has none. */
  get told() {
    const words = this.topics.data("mine")?.words;
    return words?.id === this.poll.id && words.round === this.poll.round ? words : null;
  }

  get waiting() {
    const own = MESSAGES.flatMap((name) => live.unsent.named(name));
    return own.filter(({ fields }) => fields.poll === this.poll.id).pop() ?? null;
  }

  get hasSent() {
    return this.isSent ?? Boolean(this.told);
  }

  render() {
    if (!this.poll) return this.absent();
    const { waiting } = this;
    if (waiting && !this.isWriting) return this.present(this.onItsWay());
    return this.present(this.hasSent && !this.isWriting ? this.sent() : this.writing());
  }

  onItsWay() {
    return html`<p class="saved" role="status">
      ${live.isHere ? t("Sending…") : t("Kept on this device. It goes out when the Wi-Fi is back.")}
    </p>`;
  }

  writing() {
    const { most } = this.limits;
    const isHeld = this.isSending("words");
    return html`<form class="stack-tight words-form" @submit=${(event) => this.submit(event)}>
      <p class="hint quiet" id="words-hint">
        ${most === 1 ? t("Write one word.") : t("Write one word, or up to {n}.", { n: most })}
        ${this.beforeTyping()}
      </p>
      ${this.boxes.map((text, at) => this.box(text, at))}
      ${this.boxes.length < most && this.boxes.every((text) => text.trim())
        ? html`<button type="button" class="button-quiet" @click=${() => this.add()}>
            ${icon(write)}<span>${t("Another word")}</span>
          </button>`
        : nothing}
      <div class="press">
        <button class="button-main ${isHeld ? "is-sending" : ""}" aria-disabled=${isHeld ? "true" : nothing}>
          ${icon(send)}<span>${isHeld ? t("Sending…") : this.sendWord()}</span>
        </button>
        ${this.beside("words")}
      </div>
    </form>`;
  }

  sendWord() {
    const many = this.boxes.filter((text) => text.trim()).length;
    return many > 1 ? t("Send my words") : t("Send my word");
  }

  beforeTyping() {
    return page.me?.badge
      ? t("Your name will not be shown with these words. Only the safety team can find out who wrote them, and only if someone is in danger.")
      : t("We do not know your name here, and nobody in the hall will know who wrote these words.");
  }

  box(text, at) {
    const isLong = [...text.trim()].length > this.limits.longest;
    return html`<div class="field">
      <label class=${at === 0 ? "" : "visually-hidden"} for="word-${at}">
        ${at === 0 ? t("My word") : t("Word {n}", { n: at + 1 })}
      </label>
      <input
        id="word-${at}"
        autocomplete="off"
        autocapitalize="off"
        enterkeyhint="send"
        dir=${text ? "auto" : direction(page.lang)}
        aria-describedby="words-hint"
        .value=${text}
        @input=${(event) => this.type(at, event.target.value)}
      />
      ${isLong ? html`<p class="hint quiet" role="status">${t("We take it whole. The cloud shows how it begins.")}</p>` : nothing}
    </div>`;
  }

  type(at, text) {
    this.boxes = this.boxes.map((other, place) => (place === at ? text : other));
  }

  async add() {
    this.boxes = [...this.boxes, ""];
    await this.updateComplete;
    this.querySelector(`#word-${this.boxes.length - 1}`)?.focus();
  }

  sent() {
    return html`<div class="words-sent" role="status" tabindex="-1">
      ${star(true)}
      ${this.receipt ? receipt(this.receipt) : html`<p>${t("Your words are with us. You can change them until it ends.")}</p>`}
      ${(this.told?.stopped ?? []).map((one) => this.stopped(one))}
      <div class="button-row">
        <button type="button" class="button-quiet" data-press="change" @click=${() => this.change()}>
          ${icon(write)}<span>${t("Change my words")}</span>
        </button>
        ${this.button({
          key: "back",
          label: t("Take them back"),
          drawing: takeBack,
          press: () => this.takeBack(),
        })}
      </div>
    </div>`;
  }

  stopped({ text, reason_words: why }) {
    return html`<p class="notice-warm"><span>${userWords(text)}: ${inWords(why)}</span></p>`;
  }

  async change() {
    this.isWriting = true;
    this.receipt = null;
    await this.updateComplete;
    this.querySelector("input")?.focus();
  }

  nextN() {
    this.lastN = Math.max(this.lastN, this.told?.n ?? 0, this.waiting?.fields.n ?? 0) + 1;
    return this.lastN;
  }

  async submit(event) {
    event.preventDefault();
    if (this.isSending("words")) return;
    const words = this.boxes.map((text) => text.trim()).filter(Boolean);
    if (words.length === 0) {
      this.say("words", t("The box is still empty. Write one word first."));
      this.querySelector("input")?.focus();
      return;
    }
    const lang = words.map((text) => languageOf(text, page.lang, page.session.languages));
    this.say("words", "");
    this.isWriting = false;
    live.send("words.say", { poll: this.poll.id, words, lang, n: this.nextN() });
  }

  takeBack() {
    this.press("back", "words.take_back", { poll: this.poll.id, n: this.nextN() });
  }

  /** Also for words of before a reload: they are with us, or it hears kindly that it came too late. */
  async answered(name, fields, answer) {
    if (!MESSAGES.includes(name) || fields.poll !== this.poll?.id) return;
    if (name === "words.take_back") {
      if (!answer.ok) return;
      this.isSent = false;
      this.receipt = null;
      this.boxes = [""];
    } else if (answer.ok) {
      this.isSent = true;
      this.receipt = answer;
      await this.updateComplete;
      this.querySelector(".words-sent")?.focus();
    } else {
      this.boxes = fields.words;
      this.isWriting = true;
      this.say("words", answer.message ?? "");
    }
    this.requestUpdate();
  }
}

customElements.define("sawt-words-form", SawtWordsForm);
