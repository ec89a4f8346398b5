// A sheet of paper and nothing else. What is typed is kept on this device with every key and on the
// server a second later; one more writer never makes words disappear.
import { html, nothing } from "lit";
import { DeviceDraft, bothTexts, isSameText, isWrittenOn, whatToOpen, wordCount } from "./draft.js";
import { again, clear, copies, icon, send, takeBack } from "./icons.js";
import { live } from "./live.js";
import { page } from "./page.js";
import { paperWord } from "./paper-words.js";
import { SawtElement } from "./sawt-element.js";
import { shelf } from "./shelf.js";
import { star } from "./star.js";
import { direction, inWords, isolated, plural, t } from "./words.js";

const SAVE_AFTER_MS = 1_000;
const AGAIN_AFTER_MS = 4_000;
const CAN_WRITE = new Set(["draft", "questions_back"]);
const CAN_TAKE_BACK = new Set(["submitted", "in_review", "selected", "confirmed"]);

class SawtPaperEditor extends SawtElement {
  static follows = ["papers"];
  static properties = {
    text: { state: true },
    saved: { state: true },
    other: { state: true },
    state: { state: true },
    readsAloud: { state: true },
  };

  constructor() {
    super();
    const { id, title = "", body = "", lang = page.lang, version = 0, state = "draft" } = page.paper ?? {};
    this.paper = id;
    this.state = state;
    this.base = version;
    this.server = { title, body, lang };
    this.text = { ...this.server };
    this.saved = "saved";
    this.other = null;
    this.readsAloud = "me";
    this.device = new DeviceDraft(id, shelf);
    this.onHere = () => live.isHere && this.save();
  }

  connectedCallback() {
    super.connectedCallback();
    live.addEventListener("status", this.onHere);
    if (!this.hasOpened) this.open();
    this.hasOpened = true;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("status", this.onHere);
    clearTimeout(this.timer);
  }

  /** What somebody typed into the plain form before this script began. */
  carryOver() {
    const typed = (name) => this.querySelector(`[name=${name}]`)?.value ?? this.server[name];
    const form = { ...this.server, title: typed("title"), body: typed("body") };
    if (!this.canWrite || this.other || isSameText(form, this.text)) return;
    if (isWrittenOn(form, this.text)) {
      this.type(form);
    } else {
      // Old words that the browser put back into the form: shown beside the newer ones.
      this.other = { ...this.text, version: this.base };
      this.text = form;
      this.saved = "device";
    }
  }

  open() {
    const kept = this.device.read();
    if (!this.canWrite || !kept) return;
    const { title, body, lang } = kept;
    switch (whatToOpen({ ...this.server, version: this.base }, kept)) {
      case "device":
        this.type({ title, body, lang });
        break;
      case "both":
        this.text = { title, body, lang };
        this.saved = "device";
        this.other = { ...this.server, version: this.base };
        break;
      default:
        this.device.forget();
    }
  }

  get canWrite() {
    return CAN_WRITE.has(this.state);
  }

  type(change) {
    this.text = { ...this.text, ...change };
    this.saved = "typing";
    this.keep(this.text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), SAVE_AFTER_MS);
  }

  async keep(text) {
    const isKept = await this.device.keep(text, this.base);
    if (isKept && this.text === text && this.saved === "typing") this.saved = "device";
  }

  /** Saves the text on the server unless it is there. Resolves with whether it is there now. */
  async save() {
    clearTimeout(this.timer);
    if (this.saved === "saved" || !this.canWrite) return true;
    if (this.other) return false;
    if (this.saving) {
      await this.saving;
      return this.save();
    }
    const text = { ...this.text };
    const before = this.sent;
    this.sent = text;
    this.saving = live.ask("papers.save_draft", { paper: this.paper, ...text, base: this.base });
    const answer = await this.saving;
    this.saving = null;
    if (answer.ok) return this.kept(text, answer.version);
    if (answer.code === "draft_moved_on" && answer.state) return this.parted(answer.state, before);
    this.say("save", answer.message ?? "");
    if (live.isHere && answer.code !== "bad_input") {
      this.timer = setTimeout(() => this.save(), AGAIN_AFTER_MS);
    }
    return false;
  }

  /** For handing over: one honest try now. */
  saveNow() {
    return this.save();
  }

  kept(text, version) {
    this.base = version;
    this.server = text;
    this.say("save", "");
    if (!isSameText(text, this.text)) {
      this.type({});
      return this.save();
    }
    this.saved = "saved";
    this.device.forget();
    return true;
  }

  parted({ title, body, lang, version }, before) {
    const other = { title, body, lang, version };
    // The server's newer text may be one's own, sent when its answer was lost on the way.
    const isOwn = [this.text, before].some((text) => text && isSameText(other, text));
    if (isOwn) return this.kept({ title, body, lang }, version);
    this.other = other;
    return false;
  }

  settle(text) {
    this.base = this.other.version;
    this.other = null;
    this.type(text);
    this.save();
  }

  willUpdate() {
    const told = this.topics.data("papers")?.papers.find(({ id }) => id === this.paper);
    if (told && told.state !== this.toldState) {
      this.toldState = told.state;
      this.state = told.state;
    }
  }

  updated() {
    const body = this.querySelector(".sheet-body");
    if (!body || CSS.supports("field-sizing", "content")) return;
    body.style.blockSize = "auto";
    body.style.blockSize = `${body.scrollHeight}px`;
  }

  render() {
    if (!this.paper) return this.absent();
    return this.present(html`<div class="paper-editor stack">
      ${this.where()} ${this.other && this.canWrite ? this.both() : nothing}
      ${this.asking()}
      ${this.canWrite ? this.writing() : this.reading()}
    </div>`);
  }

  where() {
    return html`<p class="paper-state" role="status" aria-live="polite">
      ${star(this.state !== "draft")} <span>${paperWord(this.state)}</span>
    </p>
    ${this.next()}`;
  }

  next() {
    const session = page.paper.session?.title ?? this.told?.session?.title;
    switch (this.state) {
      case "submitted":
        return html`<p class="quiet">${t("A facilitator will read it. You see here what happens.")}</p>`;
      case "in_review":
        return html`<p class="quiet">${t("You see here what happens next.")}</p>`;
      case "confirmed":
        return html`<p class="quiet">
          ${session
            ? t("It comes on stage in “{title}”.", { title: isolated(inWords(session)) })
            : t("It comes on stage in a session.")}
        </p>`;
      case "withdrawn":
        return html`<p class="quiet">${t("Nobody else sees it now. Nobody asks why.")}</p>`;
      default:
        return nothing;
    }
  }

  get told() {
    return this.topics.data("papers")?.papers.find(({ id }) => id === this.paper);
  }

  writing() {
    const { text } = this;
    return html`<div class="sheet">
        <div class="field">
          <label for="sheet-title">${t("Title")}</label>
          <input
            id="sheet-title"
            class="sheet-title"
            dir=${text.title ? "auto" : direction(text.lang)}
            lang=${text.lang}
            autocomplete="off"
            .value=${text.title}
            @input=${({ target }) => this.type({ title: target.value })}
          />
        </div>
        <div class="field">
          <label for="sheet-body">${t("My words")}</label>
          <textarea
            id="sheet-body"
            class="sheet-body user-text"
            dir=${text.body ? "auto" : direction(text.lang)}
            lang=${text.lang}
            rows="10"
            autocomplete="off"
            .value=${text.body}
            @input=${({ target }) => this.type({ body: target.value })}
          ></textarea>
        </div>
        ${this.languages()}
        <div class="sheet-foot">${this.saveState()} ${this.count()}</div>
        ${this.said("save") ? this.beside("save") : nothing}
      </div>
      ${this.button({
        key: "submit",
        label: t("Send my paper"),
        drawing: send,
        kind: "button-main",
        hint: t("A facilitator reads it. Nobody changes your words without your yes."),
        isHeld: this.other !== null,
        press: () => this.submit(),
      })}`;
  }

  languages() {
    const offered = [
      ["ar", "العربية"],
      ["en", "English"],
      ["fr", "Français"],
    ];
    return html`<fieldset class="sheet-languages">
      <legend>${t("I write in")}</legend>
      ${offered.map(
        ([lang, name]) => html`<label class="check">
          <input
            type="radio"
            name="paper-lang"
            .checked=${this.text.lang === lang}
            @change=${() => this.type({ lang })}
          />
          <span lang=${lang} dir=${direction(lang)}>${name}</span>
        </label>`,
      )}
    </fieldset>`;
  }

  saveState() {
    const sentence = {
      saved: t("Saved"),
      device: t("Saved on this device"),
      typing: t("Not saved yet. Please leave this page open."),
    }[this.saved];
    return html`<p class="save-state" data-state=${this.saved} role="status" aria-live="polite">${sentence}</p>`;
  }

  count() {
    const words = wordCount(this.text.body);
    if (words === 0) return html`<p class="word-count quiet">${t("Begin with one sentence. It need not be perfect.")}</p>`;
    return html`<p class="word-count quiet">${plural("{n} word", "{n} words", words)}</p>`;
  }

  both() {
    const { text, other } = this;
    return html`<section class="both-texts card stack" aria-labelledby="both-title">
      <h2 id="both-title">${t("This paper was also written on another device")}</h2>
      <p>${t("Here are both texts. Nothing is lost.")}</p>
      <div class="text-sides">
        ${this.side(t("On this device"), text)} ${this.side(t("On the other device"), other)}
      </div>
      <div class="button-row">
        <button type="button" class="button-main" @click=${() => this.settle(bothTexts(text, other))}>
          ${icon(copies)}<span>${t("Keep both")}</span>
        </button>
        <button type="button" class="button-quiet" @click=${() => this.settle(text)}>
          <span>${t("Keep the text of this device")}</span>
        </button>
        <button type="button" class="button-quiet" @click=${() => this.settle(other)}>
          <span>${t("Keep the other text")}</span>
        </button>
      </div>
    </section>`;
  }

  side(name, { title, body, lang }) {
    return html`<div class="text-side">
      <h3>${name}</h3>
      <p class="user-text" lang=${lang} dir="auto"><b>${title}</b></p>
      <p class="user-text" lang=${lang} dir="auto">${body}</p>
    </div>`;
  }

  async submit() {
    if (!this.text.body.trim()) {
      this.say("submit", t("Some words first, then it can go."));
      this.querySelector(".sheet-body").focus();
      return;
    }
    if (!(await this.save())) {
      this.say("submit", t("Your words are safe on this device. Send them when the Wi-Fi is back."));
      return;
    }
    await this.move("submit", "papers.submit", {}, "submitted");
  }

  /** Sends a step of the paper; on a yes its new state is shown at once. */
  async move(key, name, fields, state) {
    const answer = await this.press(key, name, { paper: this.paper, ...fields });
    if (!answer.ok) return;
    this.state = answer.state ?? state;
    await this.updateComplete;
    const status = this.querySelector(".paper-state");
    status.tabIndex = -1;
    status.focus();
  }

  reading() {
    const { title, body, lang } = this.text;
    return html`<article class="sheet sheet-read">
        <h2 class="user-text" lang=${lang} dir="auto">${title}</h2>
        ${body
          .split(/\n+/)
          .filter(Boolean)
          .map((paragraph) => html`<p class="user-text" lang=${lang} dir="auto">${paragraph}</p>`)}
      </article>
      ${CAN_TAKE_BACK.has(this.state)
        ? this.button({
            key: "back",
            label: t("Take my paper back"),
            drawing: takeBack,
            hint: t("Nobody asks why. It is gone from every screen at once."),
            press: () => this.move("back", "papers.take_back", {}, "withdrawn"),
          })
        : nothing}
      ${this.state === "withdrawn"
        ? this.button({
            key: "again",
            label: t("Bring my paper back"),
            drawing: again,
            press: () => this.move("again", "papers.bring_back", {}, "draft"),
          })
        : nothing}`;
  }

  asking() {
    if (this.asks === "stay") return this.staying();
    return this.state === "selected" ? this.confirming() : nothing;
  }

  get asks() {
    return this.told ? this.told.asks : page.paper.asks;
  }

  staying() {
    return html`<section class="confirm card stack" aria-labelledby="stay-title">
      ${star(this.state === "confirmed")}
      <h2 id="stay-title">${t("May this stay for another year?")}</h2>
      <p>
        ${this.state === "selected"
          ? t("Your yes was for a year, and the year is over. Nobody else sees it now.")
          : t("Your yes was for a year, and the year is nearly over. Without a new yes nobody else will see it.")}
      </p>
      ${this.button({
        key: "stay",
        label: t("Yes, another year"),
        drawing: clear,
        kind: "button-main",
        hint: t("No answer is a no. Nobody asks why."),
        press: () => this.move("stay", "papers.stay", {}, "confirmed"),
      })}
    </section>`;
  }

  confirming() {
    const readers = [
      ["me", t("I read it")],
      ["friend", t("A friend reads it")],
      ["moderator", t("The moderator reads it")],
      ["nobody", t("Nobody reads it, it is only shown")],
    ];
    const session = page.paper.session?.title ?? this.told?.session?.title;
    return html`<section class="confirm card stack" aria-labelledby="confirm-title">
      ${star(true)}
      <h2 id="confirm-title">${t("Your paper was chosen!")}</h2>
      <p>
        ${session
          ? t("It can be shown in “{title}”. You decide.", { title: isolated(inWords(session)) })
          : t("It can be shown in a session. You decide.")}
      </p>
      <fieldset>
        <legend>${t("Who reads it aloud?")}</legend>
        ${readers.map(
          ([value, label]) => html`<label class="choice">
            <input
              class="visually-hidden"
              type="radio"
              name="reads-aloud"
              .checked=${this.readsAloud === value}
              @change=${() => (this.readsAloud = value)}
            />
            ${star(this.readsAloud === value)}<span class="choice-text">${label}</span>
          </label>`,
        )}
      </fieldset>
      ${this.button({
        key: "confirm",
        label: t("I'm in"),
        drawing: clear,
        kind: "button-main",
        hint: t("Then everybody in the hall can see your words. You can still take them back."),
        press: () =>
          this.move("confirm", "papers.confirm", { reads_aloud: this.readsAloud }, "confirmed"),
      })}
    </section>`;
  }
}

// Only now: what this device kept of the paper is there to be read.
shelf.opened.then(() => customElements.define("sawt-paper-editor", SawtPaperEditor));
