// Under the card of a phone: ask · raise my hand · the pace · thank you. A raised hand with its place and
// why; and the star that glows when one is called, so that the microphone finds its owner.
import { html, nothing } from "lit";
import ask from "lucide-static/icons/message-circle-question-mark.svg";
import hand from "lucide-static/icons/hand.svg";
import pace from "lucide-static/icons/gauge.svg";
import thanks from "lucide-static/icons/hand-heart.svg";
import { WISHES, placeWords, wishToSay } from "./hand-words.js";
import { icon } from "./icon.js";
import { live } from "./live.js";
import { SIGNALS, paceWords } from "./pace-words.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import "./sawt-turn.js";
import { sign, signWords } from "./sign.js";
import { t } from "./words.js";

const BUZZ_MS = 250;

class SawtSpeaking extends SawtElement {
  static follows = ["floor", "mine"];
  static properties = { open: { state: true } };

  constructor() {
    super();
    this.open = "";
    // As long as a signal counts, it stays pressed.
    this.signalled = new Map();
    this.thankedUntil = 0;
  }

  /** Its style comes with it: no first visit waits for that. */
  connectedCallback() {
    super.connectedCallback();
    const style = { rel: "stylesheet", href: this.dataset.style };
    document.head.append(Object.assign(document.createElement("link"), style));
  }

  get hand() {
    return this.topics.data("mine")?.hand ?? null;
  }

  get turn() {
    return this.topics.data("floor")?.turn ?? null;
  }

  /** Called or speaking, as the turn that is on says. */
  get isMine() {
    const { hand: own, turn } = this;
    return own?.state === "called" && turn?.sign.number === own.sign.number;
  }

  updated() {
    const isCalled = this.isMine && this.turn.state === "called";
    if (isCalled && !this.wasCalled) {
      navigator.vibrate?.(BUZZ_MS);
      this.querySelector(".called")?.focus();
    }
    this.wasCalled = isCalled;
  }

  render() {
    const { state } = this.topics.data("floor") ?? {};
    if (state !== "live" && state !== "paused") return this.absent();
    return this.present(html`<div class="speaking stack-tight">
      <sawt-turn class="card"></sawt-turn>
      ${this.isMine ? this.mine() : nothing} ${this.hand && !this.isMine ? this.waiting(this.hand) : nothing}
      ${this.buttons(state)} ${this.open === "hand" ? this.wishes() : nothing}
      ${this.open === "pace" && state === "live" ? this.signals() : nothing}
    </div>`);
  }

  buttons(state) {
    return html`<div class="speaking-row">
      ${this.tab("ask", t("My question"), ask, () => this.toQuestion())}
      ${this.hand ? nothing : this.tab("hand", t("Raise my hand"), hand)}
      ${state === "live" ? [this.tab("pace", t("The pace"), pace), this.thanks()] : nothing}
    </div>
    ${this.beside("thank")}`;
  }

  tab(name, label, drawing, press = () => (this.open = this.open === name ? "" : name)) {
    return html`<button
      type="button"
      class="button-quiet"
      data-press=${name}
      aria-expanded=${name === "ask" ? nothing : String(this.open === name)}
      @click=${press}
    >
      ${icon(drawing)}<span>${label}</span>
    </button>`;
  }

  /** Pressed until it can be said again. */
  thanks() {
    const isSaid = live.serverNow() < this.thankedUntil;
    return html`<button
      type="button"
      class="button-quiet"
      data-press="thank"
      aria-pressed=${String(isSaid)}
      aria-disabled=${isSaid ? "true" : nothing}
      @click=${() => isSaid || this.thank()}
    >
      ${icon(thanks)}<span>${t("Thank you")}</span>
    </button>`;
  }

  async thank() {
    const answer = await this.press("thank", "screen.thank", { session: page.session.slug });
    if (!answer.ok) return;
    this.thankedUntil = Date.parse(answer.until);
    this.say("thank", t("Your thank-you is with the star of the hall. Nobody sees whose it is."));
    setTimeout(() => this.say("thank", ""), this.thankedUntil - live.serverNow() + 100);
  }

  toQuestion() {
    const box = document.querySelector("sawt-questions textarea, sawt-questions section");
    box?.scrollIntoView({ block: "center" });
    if (box?.matches("textarea")) box.focus();
  }

  wishes() {
    return html`<div class="speaking-choices" role="group" aria-label=${t("Raise my hand")}>
      ${WISHES.map((wish) =>
        this.button({ key: `raise-${wish}`, label: wishToSay(wish), kind: "button", press: () => this.raise(wish) }),
      )}
    </div>`;
  }

  async raise(wish) {
    const answer = await this.press(`raise-${wish}`, "floor.raise_hand", { session: page.session.slug, wish });
    if (answer.ok) this.open = "";
  }

  lower() {
    return this.press("lower", "floor.lower_hand", { session: page.session.slug });
  }

  waiting(own) {
    return html`<section class="card hand-up">
      ${sign(own.sign)}
      <div class="stack-tight">
        <p><b>${t("My hand is up")}</b></p>
        <p role="status">${placeWords(own)}</p>
        <p class="quiet small">${t("You are called by this sign: {sign}.", { sign: signWords(own.sign) })}</p>
      </div>
      ${this.button({ key: "lower", label: t("Take my hand down"), press: () => this.lower() })}
    </section>`;
  }

  mine() {
    if (this.turn.state !== "called") {
      return html`<section class="card hand-up hand-speaks" role="status">
        ${sign(this.hand.sign)}
        <p><b>${t("You are speaking. Everybody listens.")}</b></p>
        ${this.button({ key: "lower", label: t("I have finished"), press: () => this.lower() })}
      </section>`;
    }
    return html`<section class="called called-${this.hand.sign.colour}" role="alert" tabindex="-1">
      ${sign(this.hand.sign)}
      <h2>${t("It is your turn!")}</h2>
      <p>${t("Hold your phone up. The microphone comes to you.")}</p>
      ${this.button({ key: "not-now", label: t("Not now"), kind: "button", press: () => this.notNow() })}
    </section>`;
  }

  notNow() {
    return this.press("not-now", "floor.not_now", { session: page.session.slug });
  }

  signals() {
    const now = live.serverNow();
    return html`<div class="speaking-choices" role="group" aria-label=${t("The pace")}>
      ${SIGNALS.map((signal) =>
        this.button({
          key: `pace-${signal}`,
          label: paceWords(signal),
          kind: "button",
          pressed: now < (this.signalled.get(signal) ?? 0),
          press: () => this.signal(signal),
        }),
      )}
      <p class="hint quiet">${t("Nobody sees who pressed. From three on it shows as a colour at the front.")}</p>
    </div>`;
  }

  async signal(signal) {
    const answer = await this.press(`pace-${signal}`, "floor.signal_pace", { session: page.session.slug, signal });
    if (!answer.ok) return;
    const until = Date.parse(answer.until);
    this.signalled.set(signal, until);
    setTimeout(this.redraw, until - live.serverNow() + 100);
    this.requestUpdate();
  }
}

customElements.define("sawt-speaking", SawtSpeaking);
