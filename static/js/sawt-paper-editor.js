// A sheet of paper and nothing else. What is typed is kept on this device with every key and on the
// server a second later; one more writer never makes words disappear.
import { html, nothing } from "lit";
import {
  DeviceDraft,
  beside,
  isExactly,
  isSameText,
  isWrittenOn,
  keepPlaces,
  keptPlaces,
  mayPass,
  onlyOne,
  placeIn,
  readLine,
  turnHeading,
  wordCount,
} from "./draft.js";
import { again, clear, copies, heading, icon, send, takeBack } from "./icons.js";
import { live } from "./live.js";
import { page } from "./page.js";
import { leastSaved, toldInForm } from "./picture-words.js";
import { paperWord } from "./paper-words.js";
import { showWhile } from "./prompts.js";
import { SawtElement } from "./sawt-element.js";
import { drawn, sentPictures } from "./paper-pictures.js";
import { typedNotice } from "./sawt-own-words.js";
import "./sawt-paper-file.js";
import "./sawt-paper-pictures.js";
import { whoReads } from "./sawt-paper-reader.js";
import "./sawt-paper-readers.js";
import { isWrittenSince } from "./sawt-paper-since.js";
import "./sawt-read.js";
import { shelf } from "./shelf.js";
import { star } from "./star.js";
import { paragraphText, readable } from "./user-text.js";
import { direction, inWords, isolated, plural, t } from "./words.js";

const SAVE_AFTER_MS = 1_000;
const AGAIN_AFTER_MS = 4_000;
// Nobody has read what came so short a while ago.
const READING_MS = 1_500;
const NOTHING = { title: "", body: "", lang: page.lang };
const CAN_WRITE = new Set(["draft", "questions_back", "change_offered"]);
const CAN_TAKE_BACK = new Set([
  "questions_back",
  "change_offered",
  "submitted",
  "in_review",
  "selected",
  "not_this_time",
  "joined",
  "confirmed",
]);

/** The paper as this page would show it if it were opened now; null where that can't be known. */
async function paperNow() {
  try {
    const answer = await fetch(location.pathname);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    return JSON.parse(fresh.getElementById("page").textContent).paper ?? null;
  } catch {
    return null; // the Wi-Fi is gone: it is asked again
  }
}

/** A text as it is read: its title, and its paragraphs. */
function asRead({ title, body, lang }) {
  const words = (text) => ({ text, lang });
  return { title: words(title), paragraphs: body.split(/\n+/).filter(Boolean).map(readLine).map(words) };
}

export class SawtPaperEditor extends SawtElement {
  static follows = ["papers"];
  static properties = {
    text: { state: true },
    saved: { state: true },
    both: { state: true },
    state: { state: true },
    readsAloud: { state: true },
    handedIn: { state: true },
    picturesSaved: { state: true },
  };

  constructor() {
    super();
    const { id, title = "", body = "", lang = page.lang, version = 0, state = "draft" } = page.paper ?? {};
    this.paper = id;
    this.state = state;
    this.base = version;
    // What the server had when this device last heard: what is typed here goes on from it.
    this.was = { title, body, lang };
    this.text = { ...this.was };
    this.saved = "saved";
    this.picturesSaved = "saved";
    // Places where two wrote; both texts stand there until a child says otherwise.
    this.both = keptPlaces(shelf, id, this.text);
    this.readsAloud = page.paper?.reads_aloud ?? "me";
    // What counts now: the hall gets these words and no others, whatever stands in the draft.
    this.handedIn = page.paper?.sent ?? null;
    this.lookedAt = page.paper?.updated_at;
    this.device = new DeviceDraft(this.place, shelf);
    this.onDevice = id ? this.device.read() : null;
    this.onHere = () => live.isHere && this.saveNow();
  }

  /** Under what the words are kept on this device. */
  get place() {
    return this.paper;
  }

  connectedCallback() {
    super.connectedCallback();
    live.addEventListener("status", this.onHere);
    if (this.hasOpened) return;
    this.hasOpened = true;
    this.open();
    this.onHere();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("status", this.onHere);
    clearTimeout(this.timer);
  }

  /** What somebody typed into the plain form before this script began. */
  carryOver() {
    const typed = (name) => this.querySelector(`[name=${name}]`)?.value ?? this.was[name];
    const form = { ...this.was, title: typed("title"), body: typed("body") };
    this.chosenBefore = this.chosenInForm();
    this.csrf = this.querySelector("[name=csrf_token]")?.value;
    this.toldBefore = toldInForm(this);
    if (!this.canWrite || isSameText(form, this.text)) return;
    // Old words that the browser put back into the form go on from nothing that is known.
    if (!isWrittenOn(form, this.text)) this.goOnFrom(0, NOTHING);
    this.type(form);
  }

  /** Who may read it, where somebody chose that in the plain form. */
  chosenInForm() {
    const chosen = (name) => {
      const one = this.querySelector(`[name=${name}]:checked`);
      return one && !one.defaultChecked ? one.value : null;
    };
    return { level: chosen("visibility"), name: chosen("named") };
  }

  open() {
    const kept = this.onDevice;
    if (!kept) return;
    const typed = this.saved === "saved" ? null : this.text;
    if (isSameText(kept, page.paper)) {
      if (!typed) this.device.forget();
      return;
    }
    const { title, body, lang, base, was } = kept;
    if (base !== page.paper.version) this.goOnFrom(base, was ?? NOTHING);
    this.type(typed ? beside({ title, body, lang }, typed) : { title, body, lang });
  }

  /** What other tabs of this device kept goes to the server too; this tab hears of it as of any other
   * device's words. Resolves with whether it is there now. */
  async handInOthers() {
    const both = await this.device.handInOthers((fields) =>
      live.ask("papers.save_draft", { paper: this.paper, ...fields }),
    );
    if (both?.length) this.both = [...this.both, ...both];
    return both !== null;
  }

  goOnFrom(version, was) {
    this.base = version;
    this.was = was;
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
    const isKept = await this.device.keep(text, this.base, this.was);
    if (isKept && this.text === text && this.saved === "typing") this.saved = "device";
  }

  /** Whether another device or another author has written since. */
  get isBehind() {
    return (this.told?.version ?? 0) > this.base;
  }

  /** Saves the text on the server unless it is there, with what others wrote meanwhile. Resolves with
   * whether it is there now. */
  async save() {
    clearTimeout(this.timer);
    if (this.saved === "saved" && !this.isBehind) return true;
    if (this.saving) {
      await this.saving;
      return this.save();
    }
    const text = { ...this.text };
    const before = this.sent;
    this.sent = text;
    this.saving = this.sending(text);
    const answer = await this.saving;
    this.saving = null;
    // Only of what was not answered can the server's text be one's own: an older one may be what others left.
    if (answer.code !== "away") this.sent = null;
    if (answer.ok) return this.kept(text, answer.version);
    if (answer.code === "draft_moved_on" && answer.state) return this.parted(answer.state, text, before);
    this.say("save", answer.message ?? "");
    if (live.isHere && mayPass(answer)) {
      this.timer = setTimeout(() => this.save(), AGAIN_AFTER_MS);
    }
    return false;
  }

  /** The text that this one went on from is sent where the server has a newer one, and only there. */
  async sending(text) {
    const fields = { paper: this.paper, ...text, base: this.base };
    const { title, body, lang } = this.was;
    const withWas = { ...fields, was_title: title, was_body: body, was_lang: lang };
    const answer = await live.ask("papers.save_draft", this.isBehind ? withWas : fields);
    if (answer.code !== "draft_moved_on" || answer.state?.merged) return answer;
    return live.ask("papers.save_draft", withWas);
  }

  /** For handing over too: one honest try now, with whatever this device keeps. */
  async saveNow() {
    this.handing ??= this.handInOthers().finally(() => (this.handing = null));
    const isHandedIn = await this.handing;
    return (await this.save()) && isHandedIn;
  }

  kept(text, version) {
    this.goOnFrom(version, text);
    this.say("save", "");
    if (!isSameText(text, this.text)) {
      this.type({});
      return this.save();
    }
    this.saved = "saved";
    this.device.forget();
    return true;
  }

  parted({ title, body, lang, version, merged }, text, before) {
    const other = { title, body, lang };
    // The server's newer text may be one's own, sent when its answer was lost on the way.
    const isOwn = [this.text, before].some((one) => one && isSameText(other, one));
    if (isOwn) return this.kept(other, version);
    if (!isExactly(text, this.text)) return this.save(); // somebody types: the next one has it all
    this.take(merged);
    return this.kept(other, version);
  }

  /** The words of all, in place of what stands here; the caret stays beside the same words. */
  async take({ both, ...text }) {
    const carets = [];
    for (const field of this.querySelectorAll(".sheet-title, .sheet-body")) {
      const { value, selectionStart, selectionEnd } = field;
      if (field === document.activeElement) carets.push({ field, value, ends: [selectionStart, selectionEnd] });
    }
    this.text = text;
    this.both = [...this.both, ...both];
    this.changedAt = Date.now();
    await this.updateComplete;
    for (const { field, value, ends } of carets) {
      field.setSelectionRange(...ends.map((at) => placeIn(value, field.value, at)));
    }
  }

  /** The child has said what becomes of this place. */
  settle(place) {
    this.both = this.both.filter((one) => one !== place);
    keepPlaces(shelf, this.paper, this.both.filter(({ of }) => of === "change"));
  }

  only(place, chosen) {
    this.settle(place);
    this.type(onlyOne(this.text, place, chosen));
  }

  willUpdate() {
    const { told } = this;
    if (told && told.version !== this.toldVersion) {
      this.toldVersion = told.version;
      if (this.isBehind && this.saved === "saved" && !this.saving) setTimeout(() => this.save());
    }
    if (told && told.state !== this.toldState) {
      this.toldState = told.state;
      this.state = told.state;
    }
    if (told && !this.canWrite && told.updated_at !== this.lookedAt) this.lookAgain();
  }

  /** What counts now is read anew: only that something moved is told, and no words. */
  async lookAgain() {
    if (this.isLooking) return;
    this.isLooking = true;
    this.lookedAt = null;
    const { told } = this;
    const found = await paperNow();
    this.isLooking = false;
    if (found) {
      this.handedIn = found.sent;
      this.lookedAt = told?.updated_at;
    } else if (live.isHere) {
      setTimeout(() => this.requestUpdate(), AGAIN_AFTER_MS);
    }
  }

  updated() {
    showWhile(this.state);
    const body = this.querySelector(".sheet-body");
    if (!body || CSS.supports("field-sizing", "content")) return;
    body.style.blockSize = "auto";
    body.style.blockSize = `${body.scrollHeight}px`;
  }

  render() {
    if (!this.paper) return this.absent();
    return this.present(html`<div class="paper-editor stack">
      ${this.where()} ${this.both.length > 0 && (this.canWrite || this.isUnsent) ? this.twoTexts(this.both[0]) : nothing}
      ${this.asking()} ${this.readers()} ${this.together()} ${this.byWhom()}
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
        if ((this.told ?? page.paper).shown?.to === "delegates") return nothing;
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

  /** Once it is decided: who may read it. */
  readers() {
    const { level, name } = this.chosenBefore ?? {};
    return html`<sawt-paper-readers .level=${level ?? null} .name=${name ?? null}></sawt-paper-readers>`;
  }

  /** Before the first letter that is shared: whose it is, and who may open it beside them. */
  together() {
    const { authors, by } = { ...page.paper, ...this.told };
    if (!(authors > 1)) return nothing;
    return html`<div class="card stack-tight">
      <p>${by ? t("We write together: {names}", { names: isolated(inWords(by)) }) : t("We write together.")}</p>
      <p>${t("The safety team can open a shared draft if someone may be in danger.")}</p>
      ${this.button({
        key: "leave",
        label: t("I write on without this paper"),
        hint: t("My name and my lines come along into a paper of my own."),
        press: () => this.leave(),
      })}
    </div>`;
  }

  async leave() {
    if (!(await this.save())) return;
    const answer = await this.press("leave", "papers.leave", { paper: this.paper });
    if (answer.ok) location.assign(`/papers/${answer.paper}`);
  }

  writing() {
    const { text } = this;
    const { title_left: titleLeft } = { ...page.paper, ...this.told };
    const pages = this.drafted.filter(({ kind }) => kind === "sheet");
    return html`<div class="sheet-beside ${pages.length > 0 ? "has-pages" : ""}">
      ${pages.length > 0 ? html`<div class="sheet-pages">${pages.map((one) => drawn(one, `/papers/${this.paper}`))}</div>` : nothing}
      <div class="sheet">
        ${titleLeft && !text.title
          ? html`<p class="notice" role="status">
              ${t("Somebody who wrote this too has left, with what was theirs. Which title shall it have now?")}
            </p>`
          : nothing}
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
          <div class="sheet-label">
            <label for="sheet-body">${this.named}</label>
            <button type="button" class="button-quiet" data-press="heading" @click=${() => this.turnHeading()}>
              ${icon(heading)}<span>${t("This line is a heading")}</span>
            </button>
          </div>
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
        <div class="sheet-foot">${this.saveState()} ${this.count()} ${this.readAloud(asRead(this.text))}</div>
        ${this.said("save") ? this.beside("save") : nothing}
      </div>
      </div>
      ${this.pictures()} ${this.beneath()} ${this.takingBack()}`;
  }

  /** What the words on the sheet are called here. */
  get named() {
    return t("My words");
  }

  beneath() {
    const { typed } = this;
    return typed && !typed.is_own ? this.whoseWords(typed) : html`${this.handingIn()} ${this.fromFile()}`;
  }

  /** What of it an adult typed, and whether its author has said that these are her own words. */
  get typed() {
    const { typed } = { ...page.paper, ...this.told };
    return typed && this.hasSaidOwn ? { ...typed, is_own: true } : (typed ?? null);
  }

  byWhom() {
    return this.typed ? typedNotice(this.typed, this.hasWords) : nothing;
  }

  get hasWords() {
    return Boolean(this.text.title.trim() || this.text.body.trim());
  }

  whoseWords(typed) {
    return html`<sawt-own-words
      .paper=${this.paper}
      .typed=${typed}
      .hasWords=${this.hasWords}
      .isHeld=${this.both.length > 0}
      .asSeen=${() => this.asSeen()}
      .readAnew=${(newer) => this.readAnew(newer)}
      .goOn=${() => this.goOnWithOwn()}
      .takeBack=${() => this.move("back", "papers.take_back", {}, "withdrawn")}
    ></sawt-own-words>`;
  }

  /** The version that she has before her, once it is kept; with what to say instead where it can't be,
   * or where other words came into it a moment ago. */
  async asSeen() {
    const changed = { said: t("The words have changed. Please read them once more.") };
    if (Date.now() - (this.changedAt ?? 0) < READING_MS) return changed;
    const seen = { ...this.text };
    if (!(await this.save())) return { said: t("That needs the Wi-Fi. Your words are safe on this device.") };
    return isExactly(seen, this.text) ? { version: this.base } : changed;
  }

  /** The server has newer words than she had before her. */
  readAnew({ title, body, lang, version }) {
    if (this.saved !== "saved") return;
    this.take({ title, body, lang, both: [] });
    this.goOnFrom(version, { title, body, lang });
  }

  async goOnWithOwn() {
    this.hasSaidOwn = true;
    this.requestUpdate();
    await this.updateComplete;
    this.toState();
  }

  toState() {
    const status = this.querySelector(".paper-state");
    status.tabIndex = -1;
    status.focus();
  }

  /** The line with the caret becomes a heading, or is none any more. */
  async turnHeading() {
    const field = this.querySelector(".sheet-body");
    const { text, at } = turnHeading(field.value, field.selectionStart);
    this.type({ body: text });
    await this.updateComplete;
    field.focus();
    field.setSelectionRange(at, at);
  }

  /** What stands in the draft beside its words. */
  get drafted() {
    return ((this.told ?? page.paper)?.pictures ?? []).filter((one) => !one.is_out);
  }

  pictures() {
    return html`<sawt-paper-pictures
      .paper=${this.paper}
      .csrf=${this.csrf}
      .lang=${this.text.lang}
      .before=${this.toldBefore}
      @kept=${({ detail }) => (this.picturesSaved = detail)}
      @drawn=${({ detail }) => this.isDrawn(detail.version)}
    ></sawt-paper-pictures>`;
  }

  /** A picture is a change of the draft: where it is the only one since, the words here go on from it. */
  isDrawn(version) {
    if (version === this.base + 1) this.goOnFrom(version, this.was);
  }

  /** What is typed is handed in first; the file's words then come as any other device's do. */
  fromFile() {
    return html`<sawt-paper-file
      .paper=${this.paper}
      .csrf=${this.csrf}
      .before=${() => this.saveNow()}
    ></sawt-paper-file>`;
  }

  /** Where several write it is sent once each of them has pressed, at the same words. */
  handingIn() {
    const { sending } = { ...page.paper, ...this.told };
    if (sending === "mine" && this.saved === "saved") return this.waiting();
    return html`${sending === "theirs"
      ? html`<p class="notice" role="status">
          ${t("Another of us wants to send it as it stands. It goes once each of us has sent it.")}
        </p>`
      : nothing}
    ${this.drafted.some(({ alt, kind }) => !alt && kind === "picture")
      ? html`<p class="notice" role="status">
          ${t("A picture has no words yet. With a sentence about it, those who cannot see it know it too. You can send it without, as well.")}
        </p>`
      : nothing}
    ${this.button({
      key: "submit",
      label: t("Send my paper"),
      drawing: send,
      kind: "button-main",
      hint: t("A facilitator reads it. Nobody changes your words without your yes."),
      isHeld: this.both.length > 0,
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
    const saved = leastSaved(this.saved, this.picturesSaved);
    const sentence = {
      saved: t("Saved"),
      device: t("Saved on this device"),
      typing: t("Not saved yet. Please leave this page open."),
    }[saved];
    return html`<p class="save-state" data-state=${saved} role="status" aria-live="polite">${sentence}</p>`;
  }

  count() {
    const words = wordCount(this.text.body);
    if (words === 0) return html`<p class="word-count quiet">${t("Begin with one sentence. It need not be perfect.")}</p>`;
    return html`<p class="word-count quiet">${plural("{n} word", "{n} words", words)}</p>`;
  }

  /** Whoever reads slowly, or wants to hear whether it sounds right, has it read. */
  readAloud({ title, paragraphs }) {
    const texts = [title, ...readable(paragraphs)].filter(({ text }) => text.trim());
    return html`<sawt-read .texts=${texts}></sawt-read>`;
  }

  twoTexts(place) {
    const { lang } = this.text;
    const isChange = place.of === "change";
    return html`<section class="both-texts card stack" role="status" aria-labelledby="both-title">
      <h2 id="both-title">
        ${isChange ? t("I wrote where the change was, too") : t("Two wrote at the same place")}
      </h2>
      <p>${t("Here are both texts. Nothing is lost.")}</p>
      <button type="button" class="button-main" data-press="both" @click=${() => this.settle(place)}>
        ${icon(copies)}<span>${t("Keep both")}</span>
      </button>
      <div class="text-sides">
        ${this.side(isChange ? t("Your words") : t("On this device"), place, place.written, lang)}
        ${this.side(isChange ? t("With the change") : t("On the other device"), place, place.kept, lang)}
      </div>
    </section>`;
  }

  side(name, place, words, lang) {
    return html`<div class="text-side">
      <h3>${name}</h3>
      <p class="user-text" lang=${lang} dir="auto">${words}</p>
      <button type="button" class="button-quiet" @click=${() => this.only(place, words)}>
        <span>${t("Only this one")}</span>
      </button>
    </div>`;
  }

  async submit() {
    if (!this.text.body.trim()) {
      this.say("submit", t("Some words first, then it can go."));
      this.querySelector(".sheet-body").focus();
      return;
    }
    const isTold = await this.querySelector("sawt-paper-pictures")?.keepAllWords?.();
    if (isTold === false || !(await this.save())) {
      this.say("submit", t("Your words are safe on this device. Send them when the Wi-Fi is back."));
      return;
    }
    this.handedIn = null; // until it is read anew the words just sent stand there
    await this.move("submit", "papers.submit", { version: this.base }, "submitted");
    this.lookAgain();
  }

  /** Sends a step of the paper; on a yes its new state is shown at once. */
  async move(key, name, fields, state) {
    const answer = await this.press(key, name, { paper: this.paper, ...fields });
    if (answer.code === "changed_meanwhile") this.lookAgain(); // she read older words
    if (!answer.ok) return;
    this.state = answer.state ?? state;
    await this.updateComplete;
    this.toState();
  }

  reading() {
    const shown = this.handedIn ?? asRead(this.text);
    const { title, paragraphs } = shown;
    // Where she wrote none, lists name it by its opening words; here they stand below.
    const hasTitle = Boolean((shown.words?.title ?? title.text).trim());
    return html`<article class="sheet sheet-read">
        ${hasTitle ? html`<h2 class="user-text" lang=${title.lang} dir="auto">${title.text}</h2>` : nothing}
        ${paragraphs.map((paragraph) => paragraphText({ ...paragraph, dir: "auto" }))}
        ${sentPictures(shown.pictures, "picture", `/papers/${this.paper}`)} ${this.readAloud(hasTitle ? shown : { ...shown, title: { ...title, text: "" } })}
      </article>
      ${sentPictures(shown.pictures, "sheet", `/papers/${this.paper}`)} ${this.since()} ${this.takingBack()}
      ${this.state === "withdrawn"
        ? this.button({
            key: "again",
            label: t("Bring my paper back"),
            drawing: again,
            press: () => this.move("again", "papers.bring_back", {}, "draft"),
          })
        : nothing}`;
  }

  takingBack() {
    if (!CAN_TAKE_BACK.has(this.state)) return nothing;
    return this.button({
      key: "back",
      label: t("Take my paper back"),
      drawing: takeBack,
      hint: t("Nobody asks why. It is gone from every screen at once."),
      press: () => this.move("back", "papers.take_back", {}, "withdrawn"),
    });
  }

  /** Whether more stands here than was sent. */
  get isUnsent() {
    return isWrittenSince(this.text, this.handedIn?.words);
  }

  since() {
    if (!this.isUnsent) return nothing;
    const { authors } = { ...page.paper, ...this.told };
    return html`<sawt-paper-since
      .text=${this.text}
      .sent=${this.handedIn.words}
      .state=${this.state}
      .authors=${authors}
      .saved=${this.saveState()}
    ></sawt-paper-since>`;
  }

  asking() {
    if (this.asks === "stay") return this.staying();
    if (this.state === "confirmed" && this.handedIn && !page.paper.was_on_stage) return this.readerAgain();
    if (this.state !== "selected" && this.state !== "joined") return nothing;
    return this.asks === "confirm" ? this.confirming() : this.waiting();
  }

  get asks() {
    return this.told ? this.told.asks : page.paper.asks;
  }

  waiting() {
    return html`<p class="notice" role="status">${t("My yes is there. It waits for the others.")}</p>`;
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
        press: () => this.move("stay", "papers.stay", {}, this.state),
      })}
    </section>`;
  }

  readerAgain() {
    return html`<sawt-paper-reader
      .paper=${this.paper}
      .number=${this.handedIn.number}
      .chosen=${this.readsAloud}
    ></sawt-paper-reader>`;
  }

  confirming() {
    const session = page.paper.session?.title ?? this.told?.session?.title;
    return html`<section class="confirm card stack" aria-labelledby="confirm-title">
      ${star(true)}
      <h2 id="confirm-title">${t("Your paper was chosen!")}</h2>
      <p>
        ${session
          ? t("It can be shown in “{title}”. You decide.", { title: isolated(inWords(session)) })
          : t("It can be shown in a session. You decide.")}
      </p>
      ${whoReads(this.readsAloud, (value) => (this.readsAloud = value))}
      ${this.button({
        key: "confirm",
        label: t("I'm in"),
        drawing: clear,
        kind: "button-main",
        hint: t("Then everybody in the hall can see your words, and children with a badge can read them. You can still take them back."),
        isHeld: !this.handedIn,
        press: () =>
          this.move(
            "confirm",
            "papers.confirm",
            { number: this.handedIn.number, reads_aloud: this.readsAloud },
            "confirmed",
          ),
      })}
    </section>`;
  }
}

// Only now: what this device kept of the paper is there to be read.
shelf.opened.then(() => customElements.define("sawt-paper-editor", SawtPaperEditor));
