// One's own paper: where it is, the sheet as long as it can be written on and what was sent afterwards, and the steps
// that its author can take.
import { html, nothing } from "lit";
import { again, send, takeBack } from "./icons.js";
import { live } from "./live.js";
import { page } from "./page.js";
import { toldInForm } from "./picture-words.js";
import { CAN_WRITE, PaperDraft } from "./paper-draft.js";
import { asRead, paperRead } from "./paper-read.js";
import { PaperSent } from "./paper-sent.js";
import { paperWord } from "./paper-words.js";
import { showWhile } from "./prompts.js";
import { saveState } from "./save-state.js";
import { SawtDraftElement } from "./sawt-draft-element.js";
import { typedNotice } from "./sawt-own-words.js";
import { waitsForOthers } from "./sawt-paper-asked.js";
import "./sawt-paper-file.js";
import "./sawt-paper-pictures.js";
import "./sawt-paper-readers.js";
import { isWrittenSince } from "./sawt-paper-since.js";
import "./sawt-paper-together.js";
import { shelf } from "./shelf.js";
import { star } from "./star.js";
import { inWords, isolated, t } from "./words.js";

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

class SawtPaperEditor extends SawtDraftElement {
  static follows = ["papers"];
  static properties = { state: { state: true } };

  constructor() {
    super(new PaperDraft(page.paper, "papers"));
    this.paper = page.paper?.id;
    this.state = page.paper?.state ?? "draft";
    this.sent = new PaperSent(page.paper);
    this.sent.addEventListener("changed", this.redraw);
  }

  carryOver() {
    this.chosenBefore = this.chosenInForm();
    this.toldBefore = toldInForm(this);
    super.carryOver();
  }

  /** Who may read it, where somebody chose that in the plain form. */
  chosenInForm() {
    const chosen = (name) => {
      const one = this.querySelector(`[name=${name}]:checked`);
      return one && !one.defaultChecked ? one.value : null;
    };
    return { level: chosen("visibility"), name: chosen("named") };
  }

  get canWrite() {
    return CAN_WRITE.has(this.state);
  }

  /** The paper as it is told by now, and before that as the page was made with it. */
  get known() {
    return { ...page.paper, ...this.told };
  }

  willUpdate() {
    const { told } = this;
    if (told && told.state !== this.toldState) {
      this.toldState = told.state;
      this.state = told.state;
    }
    if (!this.canWrite) this.sent.follow(told);
  }

  updated() {
    showWhile(this.state);
  }

  render() {
    if (!this.paper) return this.absent();
    return this.present(html`<div class="paper-editor stack">
      ${this.where()} ${this.canWrite || this.isUnsent ? this.bothTexts() : nothing}
      ${this.asked()} ${this.readers()} ${this.together()} ${this.byWhom()}
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
    const session = this.session;
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

  /** The session in which it comes on stage, by its title. */
  get session() {
    return page.paper.session?.title ?? this.told?.session?.title;
  }

  asked() {
    return html`<sawt-paper-asked
      .paper=${this.paper}
      .state=${this.state}
      .asks=${(this.told ?? page.paper).asks}
      .session=${this.session}
      .sent=${this.sent.now}
      .wasOnStage=${page.paper.was_on_stage}
      .answered=${(answer, state) => this.moved(answer, state)}
    ></sawt-paper-asked>`;
  }

  /** Once it is decided: who may read it. */
  readers() {
    const { level, name } = this.chosenBefore ?? {};
    return html`<sawt-paper-readers .level=${level ?? null} .name=${name ?? null}></sawt-paper-readers>`;
  }

  together() {
    const { authors, by } = this.known;
    return html`<sawt-paper-together .draft=${this.draft} .authors=${authors} .by=${by}></sawt-paper-together>`;
  }

  writing() {
    const pages = this.drafted.filter(({ kind }) => kind === "sheet");
    const { typed } = this;
    const next = typed && !typed.is_own ? [this.whoseWords(typed), this.pictures()] : [this.pictures(), this.ownSteps()];
    return html`${this.sheet(t("My words"), { pages, needsTitle: this.known.title_left })} ${next} ${this.takingBack()}`;
  }

  ownSteps() {
    return html`${this.handingIn()} ${this.fromFile()}`;
  }

  /** What of it an adult typed, and whether its author has said that these are her own words. */
  get typed() {
    const { typed } = this.known;
    return typed && this.hasSaidOwn ? { ...typed, is_own: true } : (typed ?? null);
  }

  byWhom() {
    return this.typed ? typedNotice(this.typed, this.draft.hasWords) : nothing;
  }

  whoseWords(typed) {
    return html`<sawt-own-words
      .draft=${this.draft}
      .typed=${typed}
      .hasWords=${this.draft.hasWords}
      .isHeld=${this.draft.both.length > 0}
      .goOn=${() => this.goOnWithOwn()}
      .takeBack=${() => this.takeBack()}
    ></sawt-own-words>`;
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

  /** What stands in the draft beside its words. */
  get drafted() {
    return ((this.told ?? page.paper)?.pictures ?? []).filter((one) => !one.is_out);
  }

  pictures() {
    return html`<sawt-paper-pictures
      .paper=${this.paper}
      .csrf=${this.csrf}
      .lang=${this.draft.text.lang}
      .before=${this.toldBefore}
      @kept=${({ detail }) => this.draft.change({ picturesSaved: detail })}
      @drawn=${({ detail }) => this.draft.drawn(detail.version)}
    ></sawt-paper-pictures>`;
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
    const { sending } = this.known;
    if (sending === "mine" && this.draft.saved === "saved") return waitsForOthers();
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
      isHeld: this.draft.both.length > 0,
      press: () => this.submit(),
    })}`;
  }

  async submit() {
    if (!this.draft.text.body.trim()) {
      this.say("submit", t("Some words first, then it can go."));
      this.querySelector(".sheet-body").focus();
      return;
    }
    const isTold = await this.querySelector("sawt-paper-pictures")?.saveNow?.();
    if (isTold === false && live.isHere) return this.say("submit", t("First the words about a picture, then it can go."));
    if (isTold === false || !(await this.draft.save())) {
      this.say("submit", this.draft.whyHere(t("Your words are safe on this device. Send them when the Wi-Fi is back.")));
      return;
    }
    this.sent.forget(); // until it is read anew the words just sent stand there
    await this.move("submit", "papers.submit", { version: this.draft.base }, "submitted");
    this.sent.look(this.told);
  }

  /** Sends a step of the paper. */
  async move(key, name, fields, state) {
    await this.moved(await this.press(key, name, { paper: this.paper, ...fields }), state);
  }

  /** A step was answered: on a yes the new state of the paper is shown at once. */
  async moved(answer, state) {
    if (answer.code === "changed_meanwhile") this.sent.look(this.told); // she read older words
    if (!answer.ok) return;
    this.state = answer.state ?? state;
    await this.updateComplete;
    this.toState();
  }

  reading() {
    return html`${paperRead(this.sent.now ?? asRead(this.draft.text), `/papers/${this.paper}`)}
      ${this.since()} ${this.takingBack()}
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
      press: () => this.takeBack(),
    });
  }

  takeBack() {
    return this.move("back", "papers.take_back", {}, "withdrawn");
  }

  /** Whether more stands here than was sent. */
  get isUnsent() {
    return isWrittenSince(this.draft.text, this.sent.now?.words);
  }

  since() {
    if (!this.isUnsent) return nothing;
    return html`<sawt-paper-since
      .text=${this.draft.text}
      .sent=${this.sent.now.words}
      .state=${this.state}
      .authors=${this.known.authors}
      .saved=${saveState(this.draft.allSaved)}
    ></sawt-paper-since>`;
  }
}

// Only now: what this device kept of the paper is there to be read.
shelf.opened.then(() => customElements.define("sawt-paper-editor", SawtPaperEditor));
