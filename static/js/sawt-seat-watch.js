// How it is with the moderator's seat, for the adults in the room: who leads, whether her tablet is
// heard, its battery from 20 percent down; a closed session opened again, or published.
import { html, nothing } from "lit";
import { again, answered, eye, icon, seat as seatIcon } from "./icons.js";
import { live } from "./live.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { clockTime, inWords, isolated, t } from "./words.js";

const TICK_MS = 5_000;

class SawtSeatWatch extends SawtElement {
  static follows = ["floor"];
  static properties = { isAsked: { state: true } };

  constructor() {
    super();
    this.isAsked = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.tick = setInterval(this.redraw, TICK_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.tick);
  }

  render() {
    const floor = this.topics.data("floor");
    if (!floor) return this.absent();
    if (floor.state === "closed") return this.afterwards(floor);
    if (floor.state === "published") return this.present(this.published());
    if (floor.state === "cancelled") return this.absent();
    const { slug } = page.session;
    return this.present(html`<section class="seat-watch stack-tight" aria-labelledby="seat-title">
      <h2 id="seat-title">${t("Moderator's seat")}</h2>
      <p class="seat" data-silent=${String(this.isSilent(floor.seat))}>
        ${icon(seatIcon)}<span>${this.who(floor.seat)}</span>
      </p>
      ${this.battery(floor.seat)}
      <p><a class="way-in" href="/sessions/${slug}/moderate">${icon(eye)}${t("See what the moderator sees")}</a></p>
    </section>`);
  }

  isSilent({ held, stale_at: stale }) {
    return held && Boolean(stale) && live.serverNow() > Date.parse(stale);
  }

  who(seat) {
    if (!seat.held) return t("The seat is free.");
    const name = isolated(inWords(seat.name) || t("another tablet"));
    if (seat.helping) return t("An adult is helping: {name}.", { name });
    if (this.isSilent(seat)) return t("The tablet of {name} is silent. You can help from the page below.", { name });
    return t("Now in the seat: {name}.", { name });
  }

  battery({ battery }) {
    if (battery === null || battery === undefined) return nothing;
    return html`<p class="notice-warm" role="status">
      <span>${t("The moderator's tablet is at {battery} percent. Bring a charger.", { battery })}</span>
    </p>`;
  }

  /** What a lead facilitator still does with a session that has closed. */
  afterwards({ reopen_until: until }) {
    const canReopen = Boolean(until) && live.serverNow() <= Date.parse(until);
    if (!canReopen && !page.me.publishes) return this.absent();
    return this.present(html`<section class="seat-watch stack-tight" aria-labelledby="afterwards">
      <h2 id="afterwards">${t("The session is closed")}</h2>
      ${page.me.publishes ? this.publishing() : nothing} ${canReopen ? this.reopening(until) : nothing}
    </section>`);
  }

  /** What can't be undone says so before the tap, and asks once more. */
  publishing() {
    return html`<div class="card stack-tight publishing">
      <p>${t("When you publish the session, it is finished for good: nobody opens it again, and this can't be undone. Every question has an answer or a promise first.")}</p>
      ${this.isAsked
        ? html`<p role="alert"><b>${t("Is everything said and answered?")}</b></p>
            ${this.button({
              key: "publish",
              kind: "button-main",
              label: t("Yes, publish it for good"),
              drawing: answered,
              press: () => this.publish(),
            })}
            ${this.button({ key: "not-yet", label: t("Not yet"), press: () => this.ask(false) })}`
        : this.button({ key: "ask-publish", label: t("Publish the session"), drawing: answered, press: () => this.ask(true) })}
    </div>`;
  }

  async publish() {
    const answer = await this.press("publish", "floor.publish", { session: page.session.slug });
    if (answer.ok) this.isAsked = false;
  }

  async ask(isAsked) {
    this.isAsked = isAsked;
    await this.updateComplete;
    this.querySelector(`[data-press="${isAsked ? "not-yet" : "ask-publish"}"]`)?.focus();
  }

  published() {
    return html`<section class="seat-watch stack-tight">
      <p class="published" role="status">${icon(answered)}<span>${t("The session is published. It is finished.")}</span></p>
    </section>`;
  }

  reopening(until) {
    return html`${this.button({
        key: "reopen",
        label: t("Open the session again"),
        drawing: again,
        hint: t("Until {time}, by a lead facilitator. It goes on where it ended; what was counted stays.", {
          time: clockTime(until),
        }),
        press: () => this.press("reopen", "floor.reopen", { session: page.session.slug }),
      })}`;
  }
}

customElements.define("sawt-seat-watch", SawtSeatWatch);
