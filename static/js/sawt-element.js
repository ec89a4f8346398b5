// What all components share: drawn in the page's own styles, from the topics, with honest buttons.
import { LitElement, html, nothing } from "lit";
import { icon } from "./icon.js";
import { live, topics } from "./live.js";
import { t } from "./words.js";

/** Asks for the secret inside the page; false where it was not typed, or nobody is there to ask. */
function confirmedAgain() {
  return new Promise((resolve) => {
    const asked = { cancelable: true, detail: { answer: resolve } };
    const isHeard = !document.dispatchEvent(new CustomEvent("sawt-confirm", asked));
    if (!isHeard) resolve(false);
  });
}

export class SawtElement extends LitElement {
  /** Names of the topics this component is drawn from. */
  static follows = [];

  constructor() {
    super();
    this.presses = new Map();
    this.redraw = () => this.requestUpdate();
    this.onTopics = ({ names }) => {
      if (names.some((name) => this.constructor.follows.includes(name))) this.requestUpdate();
    };
  }

  get topics() {
    return topics;
  }

  /** Light DOM. What the server put inside was for browsers without scripts. */
  createRenderRoot() {
    this.carryOver?.();
    this.replaceChildren();
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    topics.addEventListener("changed", this.onTopics);
    live.addEventListener("unsent", this.redraw);
    live.addEventListener("status", this.redraw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    topics.removeEventListener("changed", this.onTopics);
    live.removeEventListener("unsent", this.redraw);
    live.removeEventListener("status", this.redraw);
  }

  /** Draws nothing, and takes no room. */
  absent() {
    this.hidden = true;
    return nothing;
  }

  /** Draws this, and takes its room. */
  present(content) {
    this.hidden = false;
    return content;
  }

  isSending(key) {
    return this.presses.get(key)?.isSending === true;
  }

  /** What was said beside the thing pressed; empty when all went well. */
  said(key) {
    return this.presses.get(key)?.said ?? "";
  }

  say(key, said) {
    this.presses.set(key, { isSending: false, said });
    this.requestUpdate();
  }

  /** Sends a write for the thing pressed; a no is said beside it. Resolves with the answer. */
  async press(key, name, fields) {
    if (this.isSending(key)) return { ok: false, code: "sending" };
    this.presses.set(key, { isSending: true, said: "" });
    this.requestUpdate();
    let answer = await live.send(name, fields);
    // The act waited for its maker's secret: once that is typed, it is done as it was pressed.
    if (answer.code === "confirm_first" && (await confirmedAgain())) {
      answer = await live.send(name, fields);
    }
    this.say(key, answer.ok ? "" : (answer.message ?? ""));
    return answer;
  }

  /** The sentence beside a thing pressed: a no, or why one waits. */
  beside(key) {
    const waits = this.isSending(key) && !live.isHere;
    const said = waits ? t("Waits for the Wi-Fi…") : this.said(key) || nothing;
    return html`<p class="said" role="status" aria-live="polite">${said}</p>`;
  }

  /**
   * A button with its word, its icon and the place where a no is said. `press` is called with the
   * event, never while a write for the same key is on its way.
   */
  button({ key, label, press, kind = "button-quiet", drawing, pressed, hint, isHeld = false }) {
    const isSending = this.isSending(key);
    return html`<div class="press">
      <button
        type="button"
        class="${kind} ${isSending ? "is-sending" : ""}"
        data-press=${key}
        aria-disabled=${isSending || isHeld ? "true" : nothing}
        aria-pressed=${pressed === undefined ? nothing : String(pressed)}
        @click=${(event) => !isSending && !isHeld && press(event)}
      >
        ${drawing ? icon(drawing) : nothing}<span>${isSending ? t("Sending…") : label}</span>
      </button>
      ${hint ? html`<p class="hint quiet">${hint}</p>` : nothing} ${this.beside(key)}
    </div>`;
  }
}
