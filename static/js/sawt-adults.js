// The adults in the room, for one of them: come in, leave, say who is with me.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { clear, here as hereIcon, leave } from "./icons.js";
import { live } from "./live.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { star } from "./star.js";
import { clockTime, inWords, isolated, t } from "./words.js";

const OVER = new Set(["closed", "published", "cancelled"]);

class SawtAdults extends SawtElement {
  static follows = ["adults", "floor"];

  constructor() {
    super();
    this.onVisible = () => !this.isLeaving && this.lock(document.hidden);
    // A page that is closed or left is not a device that sleeps, though it is hidden too.
    this.onLeave = () => {
      this.isLeaving = true;
      this.lock(false);
    };
    this.onReturn = () => (this.isLeaving = false);
    this.onStatus = () => {
      // A device that wakes up, or a page that was loaded anew, is not locked.
      if (live.isHere && !document.hidden) this.lock(false);
    };
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.onVisible);
    addEventListener("pagehide", this.onLeave);
    addEventListener("pageshow", this.onReturn);
    live.addEventListener("status", this.onStatus);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.onVisible);
    removeEventListener("pagehide", this.onLeave);
    removeEventListener("pageshow", this.onReturn);
    live.removeEventListener("status", this.onStatus);
  }

  /** Says that the device is going to sleep, as long as it still can: a locked one counts. */
  lock(on) {
    if (this.isHere) live.ask("adults.lock", { session: page.session.slug, on });
  }

  get adults() {
    return this.topics.data("adults");
  }

  get isHere() {
    return Boolean(this.adults?.here.some(({ id }) => id === page.me.id));
  }

  render() {
    const { adults } = this;
    if (!adults || OVER.has(this.topics.data("floor")?.state)) return this.absent();
    const counted = adults.here.filter(({ state }) => state === "here").length;
    return this.present(html`<section class="adults-here card" aria-labelledby="adults-title">
      <h2 id="adults-title">
        <span>${t("Adults in the room")}</span>
        ${adults.asked > 0
          ? html`<span class="adults-count">${t("{n} of {asked}", { n: counted, asked: adults.asked })}</span>`
          : nothing}
      </h2>
      ${this.quiet(adults)} ${this.own()}
      ${adults.here.length > 0
        ? html`<ul>
            ${repeat(adults.here, ({ id }) => id, (adult) => this.adult(adult))}
          </ul>`
        : html`<p class="quiet">${t("Nobody has pressed “I'm here” yet.")}</p>`}
    </section>`);
  }

  quiet({ quiet, until, waits }) {
    if (waits) {
      return html`<p class="notice-warm" role="status">${t("The session rests until the adults are back.")}</p>`;
    }
    if (!quiet) return nothing;
    return html`<p class="notice-warm" role="status">
      ${t("Quiet mode: questions rest. Without another adult the session pauses at {time}.", {
        time: clockTime(until),
      })}
    </p>`;
  }

  own() {
    const { isHere } = this;
    return this.button({
      key: isHere ? "check-out" : "check-in",
      label: isHere ? t("I'm leaving the room") : t("I'm here"),
      drawing: isHere ? leave : hereIcon,
      kind: isHere ? "button-quiet" : "button-main",
      press: () =>
        this.press(isHere ? "check-out" : "check-in", isHere ? "adults.check_out" : "adults.check_in", {
          session: page.session.slug,
        }),
    });
  }

  adult({ id, name, state }) {
    const isOwn = id === page.me.id;
    const key = `confirm-${id}`;
    return html`<li class="adult-here" data-state=${state}>
      ${star()} <bdi>${inWords(name)}</bdi>
      <span class="adult-said quiet">${this.saidOf(state, isOwn)}</span>
      ${state !== "amber"
        ? nothing
        : isOwn
          ? this.button({
              key: "check-in",
              label: t("I'm here"),
              drawing: hereIcon,
              press: () => this.press("check-in", "adults.check_in", { session: page.session.slug }),
            })
          : this.button({
              key,
              label: t("{name} is here with me", { name: isolated(inWords(name)) }),
              drawing: clear,
              press: () => this.press(key, "adults.confirm", { session: page.session.slug, adult: id }),
            })}
    </li>`;
  }

  saidOf(state, isOwn) {
    if (state === "amber") return t("not heard for a while");
    return isOwn ? t("that's me") : t("here");
  }
}

customElements.define("sawt-adults", SawtAdults);
