// The first key: an adult reads one text at a time, decides with one key, and the next comes.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { clear, cloud, cover, help, icon, keys as keysIcon, message as messageIcon, name as nameIcon, personal, question as questionIcon, tag, takeBack, unasked, unkind } from "./icons.js";
import { OWN_NAMES } from "./language-names.js";
import { live } from "./live.js";
import { markedText } from "./marked-text.js";
import { page } from "./page.js";
import "./sawt-cover.js";
import { SawtElement } from "./sawt-element.js";
import { star } from "./star.js";
import "./sawt-word-card.js";
import { userText } from "./user-text.js";
import { inWords, minutesBetween, plural, t } from "./words.js";

// A key pressed for the text before must not fall on the one that has just come up, unread.
const READ_MS = 600;
const LOOK_AGAIN_MS = 4_000;
const KEEP_MS = 40_000;
const UNDO_MS = 60_000;
// What was just given may be newer than the line.
const AHEAD_MS = 1_500;

// By the place of the key, so that it works on Arabic, French and English keyboards alike.
const KEYS = { KeyC: "clear", KeyV: "cover", KeyP: "personal", KeyU: "unkind", KeyH: "route", KeyB: "undo" };
const LETTERS = { clear: "C", cover: "V", personal: "P", unkind: "U", route: "H", undo: "B" };
const ON_ARABIC_KEYS = { clear: "ؤ", cover: "ر", personal: "ح", unkind: "ع", route: "ا", undo: "لا" };

const DRAWINGS = { question: questionIcon, message: messageIcon, name: nameIcon, first_name: nameIcon, word: cloud, reason: unasked };

class SawtDesk extends SawtElement {
  static follows = ["clearing", "questions"];
  static properties = {
    given: { state: true },
    mode: { state: true },
    decided: { state: true },
    hasKeys: { state: true },
    picked: { state: true },
  };

  constructor() {
    super();
    this.given = null;
    this.mode = "reading";
    this.decided = null;
    this.hasKeys = true;
    this.done = new Set();
    this.picked = new Set();
    this.touchedAt = Date.now();
    this.onKey = (event) => this.key(event);
    this.onTouch = () => (this.touchedAt = Date.now());
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("keydown", this.onKey);
    ["keydown", "pointerdown", "pointermove"].forEach((what) =>
      document.addEventListener(what, this.onTouch, { passive: true }),
    );
    this.looking = setInterval(() => this.look(), LOOK_AGAIN_MS);
    this.keeping = setInterval(() => this.keep(), KEEP_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.onKey);
    ["keydown", "pointerdown", "pointermove"].forEach((what) =>
      document.removeEventListener(what, this.onTouch),
    );
    clearInterval(this.looking);
    clearInterval(this.keeping);
  }

  get data() {
    return this.topics.data("clearing");
  }

  get line() {
    return this.data.line.filter(({ id }) => !this.done.has(id));
  }

  /** A card as it is now: without the words that were decided about a moment ago. */
  left(item) {
    if (!item?.card) return item && !this.done.has(item.id) ? item : null;
    const card = item.card.filter(({ id }) => !this.done.has(id));
    return card.length > 0 ? { ...item, id: card[0].id, card } : null;
  }

  /** The one in hand: it stays while others arrive; it goes when it is decided, or gone. */
  get current() {
    const told = this.left(this.data.item);
    if (told) return told;
    const given = this.left(this.given);
    if (!given) return null;
    const isAhead = Date.now() - this.givenAt < AHEAD_MS;
    return isAhead || this.line.some(({ id, hand }) => id === given.id && hand === "mine") ? given : null;
  }

  willUpdate() {
    if (!this.data) return;
    const { current } = this;
    const reading = current?.card ? this.wholeCard(current) : current?.id;
    if (reading !== this.reading) {
      this.reading = reading;
      this.picked = new Set();
      this.readingSince = Date.now();
      this.mode = "reading";
      setTimeout(this.redraw, READ_MS);
    }
  }

  /** A card that has one word less is the same card; with another word it has to be read again. */
  wholeCard({ card }) {
    const ids = card.map(({ id }) => id);
    const isPart = this.onCard?.size > 0 && ids.every((id) => this.onCard.has(id));
    if (!isPart) this.onCard = new Set(ids);
    return [...this.onCard].join();
  }

  updated() {
    if (this.data?.duty.on && !this.current && this.line.some(({ hand }) => hand !== "colleague")) this.take();
  }

  /** What a colleague let go of comes without anything being told; time alone moves the minutes. */
  look() {
    if (this.data?.duty.on && !this.current && this.line.length > 0) this.take();
    this.requestUpdate();
  }

  /** As long as somebody sits here, what she reads stays in her hand. */
  keep() {
    if (this.data?.duty.on && this.current && Date.now() - this.touchedAt < KEEP_MS * 2) this.take();
  }

  async take() {
    if (this.isTaking || Date.now() - (this.tookAt ?? 0) < 300) return;
    this.isTaking = true;
    this.tookAt = Date.now();
    const answer = await live.ask("clearing.take", { session: page.session.slug });
    this.isTaking = false;
    if (!answer.ok) return;
    this.givenAt = Date.now();
    this.given = answer.item;
  }

  get isRead() {
    return Date.now() - this.readingSince >= READ_MS - 20;
  }

  render() {
    if (!this.data || !this.data.duty.on) return this.absent();
    const { current, line } = this;
    return this.present(html`<section class="desk" aria-label=${t("What waits to be read")}>
      <aside class="desk-waiting">
        <h2>${plural("{n} text waits", "{n} texts wait", line.reduce((sum, { many }) => sum + many, 0))}</h2>
        <ol>
          ${repeat(line, ({ id }) => id, (one) => this.place(one, this.isNow(one, current)))}
        </ol>
      </aside>
      <div class="desk-now card stack" data-mode=${this.mode}>
        ${current ? this.now(current) : this.empty()} ${this.decision()}
      </div>
    </section>`);
  }

  isNow({ id, kind, hand, marked }, current) {
    if (current?.card && !marked) return kind === current.kind && hand === "mine" && current.marks.length === 0;
    return id === current?.id;
  }

  place({ kind, lang, since, marked, hand, many }, isNow) {
    return html`<li class="desk-place" aria-current=${isNow ? "true" : nothing} data-hand=${hand ?? "free"}>
      ${icon(DRAWINGS[kind] ?? nameIcon)}
      <span>
        <span class="desk-kind">${this.kind(kind, many)}</span>
        <span class="quiet"><bdi lang=${lang}>${OWN_NAMES[lang]}</bdi> · ${this.waits(since)}</span>
      </span>
      ${marked ? html`<span class="tag">${t("Marked")}</span>` : nothing}
      ${hand === "colleague" ? html`<span class="tag">${t("With a colleague")}</span>` : nothing}
    </li>`;
  }

  kind(kind, many = 1) {
    if (kind === "word") return plural("{n} word for the cloud", "{n} words for the cloud", many);
    if (kind === "question") return t("A question");
    if (kind === "message") return t("A message for the screen");
    if (kind === "reason") return t("A reason for askers");
    return kind === "first_name"
      ? t("A first name a child wants to show")
      : t("A name a child would like to be shown by");
  }

  waits(since) {
    const minutes = minutesBetween(since, live.serverNow());
    return minutes === 0
      ? t("Came just now")
      : plural("Waits for {n} minute", "Waits for {n} minutes", minutes);
  }

  now(item) {
    return html`<p class="quiet">${this.kind(item.kind, item.card?.length)} · ${item.on_paper ? html`${t("Written on paper")} · ` : nothing} ${this.waits(item.since)}</p>
      ${item.about ? html`<p class="desk-about">${inWords(item.about)}</p>` : nothing}
      ${this.mode === "covering"
        ? html`<sawt-cover
            .text=${item.text}
            .marks=${item.marks}
            @covered=${({ detail }) => this.send("cover", { stretches: detail })}
            @left=${() => this.read()}
          ></sawt-cover>
          ${this.beside(`cover-${item.id}`)}`
        : this.toRead(item)}`;
  }

  toRead(item) {
    const isCard = item.card?.length > 1;
    return html`${isCard
        ? html`<sawt-word-card
              .words=${item.card}
              .picked=${this.picked}
              .hasKeys=${this.hasKeys}
              @picked=${({ detail }) => this.pick(detail)}
            ></sawt-word-card>
            <p class="hint quiet">${t("All of them go on with one key. Pick any that should not, and say why.")}</p>`
        : html`<div aria-live="polite" class="desk-text">${markedText(item.card?.[0].text ?? item.text, item.marks)}</div>
            ${item.shown
              ? html`<p class="hint quiet">${t("Lists and walls show the beginning:")}</p>
                  ${userText(item.shown)}`
              : nothing}`}
      ${this.mode === "routing" ? this.routing(item) : this.acts(item)}`;
  }

  acts(item) {
    return html`<div class="desk-keys">
        ${this.act("clear", item, this.clearWord(item), clear, "button-main")}
        ${item.acts.cover ? this.act("cover", item, t("Cover personal details…"), cover) : nothing}
        ${this.act("personal", item, t("Stop: personal details"), personal)}
        ${this.act("unkind", item, t("Stop: unkind"), unkind)}
      </div>
      <p class="hint quiet">${this.reminder(item)}</p>
      <div class="desk-foot">
        ${item.acts.route ? this.act("route", item, t("This child may need help…"), help, "button-quiet button-help") : nothing}
        <button
          type="button"
          class="button-quiet"
          aria-pressed=${String(this.hasKeys)}
          @click=${() => (this.hasKeys = !this.hasKeys)}
        >
          ${icon(keysIcon)}<span>${t("Decide with single keys")}</span>
        </button>
      </div>`;
  }

  reminder({ kind }) {
    return kind === "first_name"
      ? t("Let through a first name alone. With a surname, a place or a number it is stopped, and the registration desk writes it anew.")
      : t("The subject is never a reason to stop a text. The child reads why, and can change it and send it again.");
  }

  routing(item) {
    return html`<div class="notice notice-warm stack-tight" role="alertdialog" aria-labelledby="route-title">
      <div class="stack-tight">
        <h3 id="route-title">${t("Send it to the safety team?")}</h3>
        <p>
          ${t("They read it at once. It leaves this desk and every list, for you too, and you can’t bring it back. Its writer reads that an answer comes later.")}
        </p>
        <div class="desk-keys">
          ${this.button({
            key: `route-${item.id}`,
            label: html`${t("Send it to the safety team")} <kbd>⏎</kbd>`,
            drawing: help,
            kind: "button-main",
            press: () => this.send("route"),
          })}
          <button type="button" class="button-quiet" @click=${() => this.read()}>
            ${icon(takeBack)}<span>${t("Back to reading")} <kbd>Esc</kbd></span>
          </button>
        </div>
      </div>
    </div>`;
  }

  clearWord({ card }) {
    if (!card || card.length === 1) return t("Clear: it may go on");
    const left = card.filter(({ id }) => !this.picked.has(id)).length;
    return plural("Clear {n} word: it may go on", "Clear {n} words: they may go on", left);
  }

  /** What an act is about: all of a card that are left for `clear`, those picked for any other. */
  concerned({ card }, act) {
    if (!card) return null;
    if (card.length === 1) return card;
    return card.filter(({ id }) => this.picked.has(id) === (act !== "clear"));
  }

  pick(id) {
    const picked = new Set(this.picked);
    if (!picked.delete(id)) picked.add(id);
    this.picked = picked;
  }

  act(act, item, word, drawing, kind = "button-quiet") {
    return this.button({
      key: `${act}-${item.id}`,
      label: html`${word} ${this.kbd(act)}`,
      drawing,
      kind,
      isHeld: !this.isRead || this.isBusy(item.id) || this.concerned(item, act)?.length === 0,
      press: () => this.choose(act),
    });
  }

  kbd(act) {
    if (!this.hasKeys) return nothing;
    return page.lang === "ar"
      ? html`<kbd dir="ltr">${LETTERS[act]} · ${ON_ARABIC_KEYS[act]}</kbd>`
      : html`<kbd>${LETTERS[act]}</kbd>`;
  }

  isBusy(id) {
    return Object.values(KEYS).some((act) => this.isSending(`${act}-${id}`));
  }

  /** What was decided last, and the way back from it for a minute. */
  decision() {
    const { decided } = this;
    if (!decided || Date.now() - decided.at > UNDO_MS) return nothing;
    return html`<div class="desk-decided" role="status">
      <p class="quiet">${this.outcome(decided)}</p>
      ${decided.undo
        ? this.button({
            key: `undo-${decided.id}`,
            label: html`${t("Undo")} ${this.kbd("undo")}`,
            drawing: takeBack,
            press: () => this.undo(),
          })
        : nothing}
    </div>
    ${decided.kind === "question" ? this.about(decided.id) : nothing}`;
  }

  /** What the question that she has just read is about, for the child at the front. */
  about(question) {
    const { labels = [], cleared = [] } = this.topics.data("questions") ?? {};
    const read = cleared.find(({ id }) => id === question);
    if (!read) return nothing;
    return html`<details class="desk-about">
      <summary class="button-quiet">${icon(tag)}<span>${t("What is it about?")}</span></summary>
      <div class="labels">
        ${labels.map(({ id: label, words }) => {
          const on = read.labels.includes(label);
          const fields = { session: page.session.slug, questions: [question], label, on: !on };
          return this.button({
            key: `label-${label}`,
            label: inWords(words),
            pressed: on,
            press: () => this.press(`label-${label}`, "questions.label", fields),
          });
        })}
      </div>
    </details>`;
  }

  outcome({ act, kind }) {
    if (kind === "first_name") {
      return act === "clear"
        ? t("Cleared. The child can be shown by it now.")
        : t("Stopped. The child and the registration desk read why.");
    }
    switch (act) {
      case "clear":
        return t("Cleared. It can be chosen now.");
      case "cover":
        return t("Covered. The rest can be chosen now, and its writer sees what was covered.");
      case "route":
        return t("The safety team has it.");
      default:
        return t("Stopped. Its writer reads why, and can change it and send it again.");
    }
  }

  empty() {
    return html`<div class="empty">
      ${star(true)}
      <p>${this.line.length > 0 ? t("A colleague is reading what waits.") : t("Nothing waits.")}</p>
      <p class="quiet">${t("The next one comes here by itself.")}</p>
    </div>`;
  }

  key(event) {
    const { target, code, repeat: isHeldDown } = event;
    if (!this.data?.duty.on || isHeldDown || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest?.("input, textarea, select, [contenteditable], sawt-cover")) return;
    if (this.mode === "routing") return this.keyWhileRouting(event);
    const act = KEYS[code];
    if (!this.hasKeys) return;
    const word = this.current?.card?.length > 1 && this.querySelector("sawt-word-card")?.wordOf(code);
    if (word && this.isRead) {
      this.pick(word.id);
      event.preventDefault();
    }
    if (!act) return;
    if (act === "undo") {
      if (this.decided?.undo) this.undo();
    } else if (this.current && this.isRead && !this.isBusy(this.current.id)) {
      this.choose(act);
    } else return;
    event.preventDefault();
  }

  keyWhileRouting(event) {
    if (event.code === "Escape") this.read();
    else if (event.code === "Enter" && !event.target.closest?.("button")) this.send("route");
    else return;
    event.preventDefault();
  }

  choose(act) {
    const { acts } = this.current;
    if (this.concerned(this.current, act)?.length === 0) return;
    if (act === "cover" && acts.cover) this.mode = "covering";
    else if (act === "route" && acts.route) this.mode = "routing";
    else if (act === "personal") this.send("personal", { reason: "personal_details" });
    else if (act === "unkind") this.send("unkind", { reason: "unkind" });
    else if (act === "clear") this.send("clear");
  }

  async read() {
    this.mode = "reading";
    await this.updateComplete;
    this.querySelector(".desk-keys button")?.focus();
  }

  async send(act, fields = {}) {
    const item = this.current;
    const name = item.acts[act === "personal" || act === "unkind" ? "stop" : act];
    const words = this.concerned(item, act);
    const ids = words?.map(({ id }) => id) ?? item.id;
    const answer = await this.press(`${act}-${item.id}`, name, {
      [item.field]: ids,
      revision: item.revision,
      read: words ? words.map(({ text }) => text.text) : item.text.text,
      ...fields,
    });
    if (!answer.ok) return;
    // The line is told a moment later; until then this one is no longer shown.
    [ids].flat().forEach((id) => this.done.add(id));
    const undo = act === "route" ? null : item.acts.undo;
    this.decided = { id: item.id, ids, field: item.field, kind: item.kind, undo, act, at: Date.now() };
    this.picked = new Set();
    this.mode = "reading";
    setTimeout(this.redraw, UNDO_MS + 100);
    await this.next();
  }

  async undo() {
    const { decided } = this;
    if (Date.now() - decided.at > UNDO_MS) return;
    const answer = await this.press(`undo-${decided.id}`, decided.undo, { [decided.field]: decided.ids });
    if (!answer.ok) return;
    this.decided = null;
    [decided.ids].flat().forEach((id) => this.done.delete(id));
    this.given = null;
    await this.next();
  }

  /** The next one comes by itself; whoever works with keys or a screen reader stays where she was. */
  async next() {
    this.tookAt = 0;
    const hadFocus = this.contains(document.activeElement) || document.activeElement === document.body;
    await this.take();
    await this.updateComplete;
    if (hadFocus) this.querySelector(".desk-keys button")?.focus({ preventScroll: true });
  }
}

customElements.define("sawt-desk", SawtDesk);
