// Says when the Wi-Fi is gone and what waits for it, and how it goes on when this device may not take part any more.
import { html, nothing } from "lit";
import { away, icon } from "./icons.js";
import { live } from "./live.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { star } from "./star.js";
import { t } from "./words.js";

const PATIENCE_MS = 2_000;

const WAITING = {
  "polls.cast": () => t("my answer"),
  "questions.ask": () => t("my question"),
  "questions.support": () => t("my “me too”"),
  "floor.raise_hand": () => t("my hand"),
  "floor.lower_hand": () => t("my hand"),
};

class SawtConnection extends SawtElement {
  connectedCallback() {
    super.connectedCallback();
    this.onStatus = () => {
      clearTimeout(this.timer);
      if (!live.isHere) this.timer = setTimeout(this.redraw, PATIENCE_MS);
    };
    live.addEventListener("status", this.onStatus);
    this.onStatus();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("status", this.onStatus);
    clearTimeout(this.timer);
  }

  get isGone() {
    return !live.isHere && Date.now() - live.since >= PATIENCE_MS - 50;
  }

  render() {
    const main = document.querySelector("main");
    if (main) main.hidden = live.status === "ended" && !live.isAskedAgain;
    if (live.status === "ended") return live.isAskedAgain ? nothing : this.ended();
    const sentence = this.sentence();
    return html`<div class="banner-place" role="status" aria-live="polite">
      ${sentence ? html`<p class="banner">${icon(away)}<span>${sentence}</span></p>` : nothing}
    </div>`;
  }

  /** One calm line. */
  sentence() {
    const what = this.waiting();
    if (this.isGone) {
      const gone = t("The Wi-Fi is gone. We keep trying; nothing you wrote is lost.");
      return what ? `${gone} ${t("As soon as it is back, this goes out: {what}.", { what })}` : gone;
    }
    if (live.words) return live.words;
    return this.hasOld && what ? t("This is on its way: {what}.", { what }) : "";
  }

  /** What waits, each kind once, in the order in which it was made. */
  waiting() {
    const kinds = live.unsent.entries.filter((entry) => live.unsent.isKept(entry));
    const words = kinds.map(({ name }) => (WAITING[name] ?? (() => t("what I wrote")))());
    return new Intl.ListFormat(page.lang, { type: "conjunction" }).format(new Set(words));
  }

  /** Something that was made a while ago is still here. */
  get hasOld() {
    return live.unsent.entries.some(({ at }) => Date.now() - at > PATIENCE_MS);
  }

  ended() {
    return html`<section class="ended card stack" role="alert">
      ${star(true)}
      <h1>${t("This page rests now")}</h1>
      <p>${live.ending?.message || t("This device is not in the session any more.")}</p>
      <p>${t("You can come in again with the room code or with your badge.")}</p>
      <a class="button-main" href="/">${t("To the first page")}</a>
    </section>`;
  }
}

customElements.define("sawt-connection", SawtConnection);
