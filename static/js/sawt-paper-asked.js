// What its authors are asked once a paper is chosen: whether they are in, who reads it aloud, and whether it stays for
// another year.
import { html } from "lit";
import { clear } from "./icons.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { whoReads } from "./sawt-paper-reader.js";
import { star } from "./star.js";
import { inWords, isolated, t } from "./words.js";

/** That one's own yes is there, and another's is not. */
export function waitsForOthers() {
  return html`<p class="notice" role="status">${t("My yes is there. It waits for the others.")}</p>`;
}

class SawtPaperAsked extends SawtElement {
  static properties = {
    paper: { attribute: false },
    state: { attribute: false },
    asks: { attribute: false },
    session: { attribute: false },
    sent: { attribute: false },
    wasOnStage: { attribute: false },
    answered: { attribute: false },
    readsAloud: { state: true },
  };

  constructor() {
    super();
    this.readsAloud = page.paper?.reads_aloud ?? "me";
  }

  render() {
    const { state } = this;
    if (this.asks === "stay") return this.present(this.staying());
    if (state === "confirmed" && this.sent && !this.wasOnStage) return this.present(this.readerAgain());
    if (state !== "selected" && state !== "joined") return this.absent();
    return this.present(this.asks === "confirm" ? this.confirming() : waitsForOthers());
  }

  /** Says yes; `answered` hears what the server says to it, and the state it has then. */
  async yes(key, name, fields, state) {
    this.answered(await this.press(key, name, { paper: this.paper, ...fields }), state);
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
        press: () => this.yes("stay", "papers.stay", {}, this.state),
      })}
    </section>`;
  }

  readerAgain() {
    return html`<sawt-paper-reader
      .paper=${this.paper}
      .number=${this.sent.number}
      .chosen=${this.readsAloud}
    ></sawt-paper-reader>`;
  }

  confirming() {
    const { session, sent, readsAloud } = this;
    return html`<section class="confirm card stack" aria-labelledby="confirm-title">
      ${star(true)}
      <h2 id="confirm-title">${t("Your paper was chosen!")}</h2>
      <p>
        ${session
          ? t("It can be shown in “{title}”. You decide.", { title: isolated(inWords(session)) })
          : t("It can be shown in a session. You decide.")}
      </p>
      ${whoReads(readsAloud, (value) => (this.readsAloud = value))}
      ${this.button({
        key: "confirm",
        label: t("I'm in"),
        drawing: clear,
        kind: "button-main",
        hint: t("Then everybody in the hall can see your words, and children with a badge can read them. You can still take them back."),
        isHeld: !sent,
        press: () =>
          this.yes("confirm", "papers.confirm", { number: sent.number, reads_aloud: readsAloud }, "confirmed"),
      })}
    </section>`;
  }
}

customElements.define("sawt-paper-asked", SawtPaperAsked);
