// Who wants to speak, in the order in which they are called, with why; the turn that is on; and what the
// hall says of the pace. Whoever holds the seat calls; everybody else who leads looks on.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { again, close, clock, go, later, metoo, pause, pin, shortlist } from "./icons.js";
import { live } from "./live.js";
import { paceWords } from "./pace-words.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import "./sawt-turn.js";
import { hasSeat, ownEpoch } from "./seat.js";
import { sign, signWords } from "./sign.js";
import { inWords, t } from "./words.js";

const TICK_MS = 2_000;
const REASONS = ["waited_long", "not_heard_yet", "about_this", "microphone_near"];

function wishWords(wish) {
  switch (wish) {
    case "reply":
      return t("wants to reply");
    case "short_question":
      return t("has a short question");
    case "read_for_me":
      return t("asks that somebody reads it aloud");
    default:
      return t("wants to speak");
  }
}

function whyWords(why) {
  switch (why) {
    case "reply":
      return t("a reply to what was said");
    case "turns":
      return t("has spoken less");
    case "organisation":
      return t("this group has spoken less");
    case "first_time":
      return t("has never spoken here");
    default:
      return t("this hand was up earlier");
  }
}

function reasonWords(reason) {
  switch (reason) {
    case "waited_long":
      return t("waits for a long time");
    case "not_heard_yet":
      return t("we have not heard this voice yet");
    case "about_this":
      return t("it is about this very thing");
    default:
      return t("the microphone is near");
  }
}

class SawtLine extends SawtElement {
  static follows = ["floor", "seat"];
  static properties = { asked: { state: true } };

  constructor() {
    super();
    this.asked = null;
  }

  connectedCallback() {
    super.connectedCallback();
    // A colour fades by the clock alone.
    this.ticking = setInterval(() => this.floor?.pace?.length && this.requestUpdate(), TICK_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.ticking);
  }

  get floor() {
    return this.topics.data("floor");
  }

  render() {
    const { floor } = this;
    const pace = (floor?.pace ?? []).filter(({ until }) => Date.parse(until) > live.serverNow());
    const isEmpty = !floor?.turn && !floor?.last_speaker && !floor?.queue?.length && pace.length === 0;
    if (!floor || isEmpty) return this.absent();
    return this.present(html`<div class="line stack-tight">
      ${pace.length > 0 ? this.pace(pace) : nothing} ${floor.turn ? this.now(floor.turn) : this.between(floor)}
      ${floor.queue.length > 0 ? this.queue(floor) : nothing}
    </div>`);
  }

  pace(signals) {
    return html`<h2>${t("The hall says")}</h2>
      <ul class="pace-line" aria-live="polite">
        ${signals.map(
          ({ signal, strong }) => html`<li data-signal=${signal} data-strong=${strong}>${paceWords(signal)}</li>`,
        )}
      </ul>`;
  }

  now(turn) {
    return html`<section class="card line-now stack-tight">
      <sawt-turn></sawt-turn>
      ${turn.is_here ? nothing : html`<p class="notice-warm" role="status">${t("This phone is gone for now. Look for the child with the adults.")}</p>`}
      ${hasSeat() ? html`<div class="line-acts">${this.acts(turn)}</div>` : nothing}
    </section>`;
  }

  acts({ id, state }) {
    const more = this.act("add_time", t("30 seconds more"), clock, { turn: id });
    if (state === "called") {
      return [this.act("start_turn", t("Start the clock"), go, { turn: id }, "button-main"), this.act("pass_turn", t("Not now"), later, { turn: id })];
    }
    const rest =
      state === "running"
        ? this.act("pause_turn", t("Pause the clock"), pause, { turn: id })
        : this.act("start_turn", t("The clock goes on"), go, { turn: id });
    return [this.act("end_turn", t("Thank you! · End the turn"), close, { turn: id }, "button-main"), more, rest];
  }

  between({ last_speaker: last, last_turn: seen, next_hand: next, queue }) {
    const first = queue.find(({ id }) => id === next);
    return html`${first && hasSeat()
      ? this.act("call", t("Call {who}", { who: this.who(first) }), metoo, { hand: next, from_turn: seen }, "button-main")
      : nothing}
    ${last && hasSeat()
      ? this.act("call_back", t("Back to {who}", { who: this.who(last) }), again, { from_turn: seen })
      : nothing}`;
  }

  who({ name, sign: star }) {
    return name ? inWords(name) : signWords(star);
  }

  queue(floor) {
    return html`<h2>${t("Hands")}</h2>
      <ol class="line-list">
        ${repeat(floor.queue, ({ id }) => id, (hand) => this.hand(hand, floor))}
      </ol>`;
  }

  hand(hand, { next_hand: next, turn }) {
    const isNext = hand.id === next;
    const why = hand.pinned ? reasonWords(hand.pinned) : whyWords(hand.why);
    return html`<li class="line-hand card" data-next=${isNext}>
      ${sign(hand.sign)}
      <div>
        <p><b><bdi>${this.who(hand)}</bdi></b> ${wishWords(hand.wish)}</p>
        <p class="quiet small">${hand.rests ? t("said: not now. The place is kept.") : why}</p>
      </div>
      ${hasSeat() && !isNext ? html`<div class="line-acts">${this.others(hand, turn)}</div>` : nothing}
    </li>`;
  }

  others({ id, pinned }, turn) {
    if (this.asked?.id === id) return this.reasons(id);
    const ask = (act) => () => (this.asked = { id, act });
    return [
      turn ? nothing : this.button({ key: `before-${id}`, label: t("Call first"), drawing: shortlist, press: ask("call") }),
      pinned
        ? this.act("pin_hand", t("Back into the line"), pin, { hand: id, on: false })
        : this.button({ key: `pinned-${id}`, label: t("Put first"), drawing: pin, press: ask("pin_hand") }),
    ];
  }

  reasons(id) {
    const { act } = this.asked;
    const more = act === "call" ? { from_turn: this.floor.last_turn } : { on: true };
    return html`<p class="hint quiet">${t("Why first?")}</p>
      ${REASONS.map((reason) =>
        this.act(act, reasonWords(reason), undefined, { hand: id, reason, ...more }, "button", reason),
      )}`;
  }

  act(name, label, drawing, fields, kind = "button-quiet", which = "") {
    const key = `${name}-${fields.turn ?? fields.hand ?? ""}${which}`;
    return this.button({
      key,
      label,
      drawing,
      kind,
      press: async () => {
        const answer = await this.press(key, `floor.${name}`, { session: page.session.slug, epoch: ownEpoch(), ...fields });
        if (answer.ok) this.asked = null;
      },
    });
  }
}

customElements.define("sawt-line", SawtLine);
