// The first key: an adult reads one question at a time, by button or by C, P and U.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { clear, icon, keys as keysIcon, personal, unkind } from "./icons.js";
import { live } from "./live.js";
import { SawtElement } from "./sawt-element.js";
import { star } from "./star.js";
import { userText } from "./user-text.js";
import { clockTime, minutesBetween, plural, t } from "./words.js";

// A key pressed for the question before must not fall on the one that has just come up, unread.
const READ_MS = 600;

const ACTS = {
  KeyC: ["questions.clear", {}],
  KeyP: ["questions.stop", { reason: "personal_details" }],
  KeyU: ["questions.stop", { reason: "unkind" }],
};

class SawtDesk extends SawtElement {
  static follows = ["questions", "clearing"];
  static properties = { chosen: { state: true }, hasKeys: { state: true } };

  constructor() {
    super();
    this.chosen = null;
    this.hasKeys = true;
    this.done = new Set();
    this.onKey = (event) => this.key(event);
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("keydown", this.onKey);
    this.tick = setInterval(this.redraw, 30_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.onKey);
    clearInterval(this.tick);
  }

  get waiting() {
    const questions = this.topics.data("questions")?.waiting ?? [];
    const names = this.topics.data("clearing")?.names ?? [];
    const wishes = names.map((name) => ({ ...name, asked_at: name.since, isName: true }));
    return [...wishes, ...questions].filter(({ id }) => !this.done.has(id));
  }

  /** The one being read: it stays while others arrive; the next comes when it is done or gone. */
  get current() {
    const { waiting } = this;
    return waiting.find(({ id }) => id === this.chosen) ?? waiting[0] ?? null;
  }

  willUpdate() {
    const { current } = this;
    if (current?.id !== this.reading) {
      this.reading = current?.id;
      this.readingSince = Date.now();
      setTimeout(this.redraw, READ_MS);
    }
    this.chosen = current?.id ?? null;
  }

  get isRead() {
    return Date.now() - this.readingSince >= READ_MS - 20;
  }

  render() {
    if (!this.topics.data("questions")) return this.absent();
    if (this.topics.data("clearing")?.duty.on === false) return this.absent();
    const { current, waiting } = this;
    return this.present(html`<section class="desk" aria-label=${t("Questions to read")}>
      <aside class="desk-waiting">
        <h2>${plural("{n} question waits", "{n} questions wait", waiting.length)}</h2>
        <ol>
          ${repeat(waiting, ({ id }) => id, (question) => this.line(question, question === current))}
        </ol>
      </aside>
      <div class="desk-now card stack">${current ? this.now(current) : this.empty()}</div>
    </section>`);
  }

  line({ id, text, asked_at: asked }, isNow) {
    return html`<li>
      <button
        type="button"
        class="waiting-question"
        aria-current=${isNow ? "true" : nothing}
        @click=${() => (this.chosen = id)}
      >
        <bdi lang=${text.lang} dir=${text.dir}>${text.text}</bdi>
        <span class="quiet">${clockTime(asked)}</span>
      </button>
    </li>`;
  }

  now({ id, text, asked_at: asked, isName }) {
    const minutes = minutesBetween(asked, live.serverNow());
    return html`<p class="quiet">
        ${minutes === 0
          ? t("Came just now")
          : plural("Waits for {n} minute", "Waits for {n} minutes", minutes)}
      </p>
      <div aria-live="polite">
        ${isName ? html`<p class="stage-kind">${t("A child would like to be shown by this name")}</p>` : nothing}
        ${userText(text, "big")}
      </div>
      <div class="desk-keys">
        ${this.keyButton("KeyC", id, t("Clear: it may go on"), "C", clear, "button-main")}
        ${this.keyButton("KeyP", id, t("Personal details"), "P", personal)}
        ${this.keyButton("KeyU", id, t("Unkind"), "U", unkind)}
      </div>
      <p class="hint quiet">
        ${t("The subject is never a reason to stop a question. The child can change it and send it again.")}
      </p>
      <button
        type="button"
        class="button-quiet"
        aria-pressed=${String(this.hasKeys)}
        @click=${() => (this.hasKeys = !this.hasKeys)}
      >
        ${icon(keysIcon)}<span>${t("Use the keys C, P and U")}</span>
      </button>`;
  }

  keyButton(code, id, word, letter, drawing, kind = "button-quiet") {
    const label = html`${word} ${this.hasKeys ? html`<kbd>${letter}</kbd>` : nothing}`;
    return this.button({
      key: `${code}-${id}`,
      label,
      drawing,
      kind,
      isHeld: !this.isRead || this.isBusy(id),
      press: () => this.act(code, id),
    });
  }

  isBusy(id) {
    return Object.keys(ACTS).some((code) => this.isSending(`${code}-${id}`));
  }

  empty() {
    return html`<div class="empty">
      ${star(true)}
      <p>${t("Nothing waits.")}</p>
      <p class="quiet">${t("The next question comes here by itself.")}</p>
    </div>`;
  }

  key(event) {
    const { target, code, repeat: isHeldDown } = event;
    if (!this.hasKeys || !ACTS[code] || isHeldDown || !this.current || !this.isRead) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest?.("input, textarea, select, [contenteditable]")) return;
    if (this.isBusy(this.current.id)) return;
    event.preventDefault();
    this.act(code, this.current.id);
  }

  async act(code, id) {
    const [forQuestion, fields] = ACTS[code];
    const isName = this.current?.id === id && this.current.isName;
    const name = isName ? forQuestion.replace("questions.", "names.") : forQuestion;
    const which = isName ? { wish: id } : { question: id };
    const hadFocus = this.contains(document.activeElement);
    const answer = await this.press(`${code}-${id}`, name, { ...which, ...fields });
    if (!answer.ok) return;
    // The list is told a moment later; until then this one is no longer shown.
    this.done.add(id);
    this.requestUpdate();
    await this.updateComplete;
    if (hadFocus) this.querySelector(".desk-keys button, .waiting-question")?.focus();
  }
}

customElements.define("sawt-desk", SawtDesk);
