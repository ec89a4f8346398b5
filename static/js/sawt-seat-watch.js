// How it is with the moderator's seat, for the adults in the room: who leads, whether her tablet is
// heard, its battery from 20 percent down; and a closed session opened again, or one called off.
import { html, nothing } from "lit";
import { again, eye, icon, seat as seatIcon } from "./icons.js";
import { live } from "./live.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { clockTime, inWords, isolated, t } from "./words.js";

const TICK_MS = 5_000;

class SawtSeatWatch extends SawtElement {
  static follows = ["floor"];

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
    if (floor.state === "closed") return this.reopening(floor);
    if (floor.state === "published" || floor.state === "cancelled") return this.absent();
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

  reopening({ reopen_until: until }) {
    if (!until || live.serverNow() > Date.parse(until)) return this.absent();
    return this.present(html`<section class="seat-watch stack-tight">
      ${this.button({
        key: "reopen",
        label: t("Open the session again"),
        drawing: again,
        hint: t("Until {time}, by a lead facilitator. It goes on where it ended; what was counted stays.", {
          time: clockTime(until),
        }),
        press: () => this.press("reopen", "floor.reopen", { session: page.session.slug }),
      })}
    </section>`);
  }
}

customElements.define("sawt-seat-watch", SawtSeatWatch);
