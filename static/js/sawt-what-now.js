// The middle of the moderator's tablet: the cue card, and the one big button that names the next act.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { blockWords, missingAdults } from "./adults.js";
import {
  again,
  clear,
  close,
  cover,
  eye,
  go,
  icon,
  metoo,
  next,
  paper,
  pause,
  seat as seatIcon,
  takeBack,
  vote,
  wait,
} from "./icons.js";
import { live } from "./live.js";
import { page } from "./page.js";
import { closeWords, openHint, openWords, takeAwayWords } from "./poll-acts.js";
import "./sawt-bars.js";
import "./sawt-brief.js";
import "./sawt-cloud-tools.js";
import { takesHands } from "./sawt-hands.js";
import { onward } from "./sawt-leaves.js";
import "./sawt-undo.js";
import { SawtElement } from "./sawt-element.js";
import { hasSeat, holdSeat, ownEpoch } from "./seat.js";
import { star } from "./star.js";
import { userWords } from "./user-text.js";
import { itemNow, minutesOver, pollToAskAgain, whatNow } from "./what-now.js";
import { clockTime, inWords, isolated, plural, t } from "./words.js";

// A second tap that was meant for the act before must not reach the act that has just come up.
const SETTLE_MS = 600;
// A seat falls silent, an offer ends, a step runs over its plan: by the clock alone.
const TICK_MS = 1_000;

const DRAWINGS = {
  take_seat: seatIcon,
  accept_seat: seatIcon,
  reclaim_seat: seatIcon,
  go_live: go,
  resume: go,
  open_vote: vote,
  close_vote: vote,
  show_result: vote,
  turn: paper,
  next,
  close,
};

const SITS_DOWN = new Set(["take_seat", "accept_seat", "reclaim_seat"]);

function sentences(words) {
  return words.match(/.+?(?:[.!?؟…]+[”»"]?(?=\s|$)|$)/gsu)?.map((sentence) => sentence.trim()) ?? [];
}

class SawtWhatNow extends SawtElement {
  static follows = ["floor", "poll", "polls", "questions", "seat", "adults", "screen"];
  static properties = {
    warned: { state: true },
    isAsking: { state: true },
    isNew: { state: true },
    opened: { state: true },
  };

  constructor() {
    super();
    this.warned = null;
    this.isAsking = false;
    this.isNew = false;
    // What is unfolded below the big button for the poll at hand: `hands` or `why`.
    this.opened = null;
    this.settled = true;
  }

  connectedCallback() {
    super.connectedCallback();
    this.tick = setInterval(this.redraw, TICK_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.tick);
  }

  get now() {
    const told = (topic) => this.topics.data(topic);
    const topics = { floor: told("floor"), poll: told("poll"), polls: told("polls"), adults: told("adults"), screen: told("screen") };
    const seen = { now: live.serverNow(), helps: page.me.helps === true };
    return whatNow(topics, ownEpoch(), page.session.slug, seen);
  }

  /** The act as one thing: two acts with the same key are the same press. */
  keyOf({ act, item, poll, paper: read }) {
    return `${act}/${item?.id ?? poll?.id ?? ""}/${poll?.round ?? read?.at.leaf ?? ""}`;
  }

  willUpdate() {
    const key = this.keyOf(this.now);
    if (this.shown !== undefined && this.shown !== key) {
      this.settled = false;
      clearTimeout(this.settling);
      this.settling = setTimeout(() => {
        this.settled = true;
        this.requestUpdate();
      }, SETTLE_MS);
    }
    this.shown = key;
  }

  render() {
    const floor = this.topics.data("floor");
    if (!floor) return this.absent();
    const { now } = this;
    return this.present(html`<section class="what-now stack" aria-labelledby="where-now">
      ${this.quietMode()} ${this.where(floor, now)} ${this.middle(floor, now)} ${this.count(now)}
      <sawt-undo></sawt-undo>
      <div class="act">${this.act(now)}</div>
      <sawt-practice-offer></sawt-practice-offer>
      ${hasSeat() ? this.quietActs(floor) : nothing}
    </section>`);
  }

  /** The cue card; or, in its place, the quick questions while she chooses one, or the result. */
  middle(floor, now) {
    if (this.canAsk(floor) && this.isAsking) return this.instants(ownEpoch());
    if (this.isBriefed(now)) return this.brief();
    return this.showsResult(now) ? nothing : html`${this.cue(floor, now)}<sawt-leaves></sawt-leaves>`;
  }

  /** Once a paper is read, what the wall shows of it takes the place of the cue card. */
  get isReading() {
    const screen = this.topics.data("screen");
    return screen?.layout === "paper" && screen.paper?.at?.leaf > 1;
  }

  /** Five lines for whoever is offered the seat, and for a moment after she has taken it. */
  isBriefed({ act }) {
    return act === "accept_seat" || (this.isNew && hasSeat());
  }

  brief() {
    return html`<sawt-brief></sawt-brief>
      ${hasSeat()
        ? this.button({
            key: "briefed",
            label: t("I know where we are"),
            drawing: clear,
            press: () => (this.isNew = false),
          })
        : nothing}`;
  }

  canAsk({ state }) {
    const poll = this.topics.data("poll");
    const isVoting = poll && (poll.state === "open" || poll.state === "closing");
    return state === "live" && hasSeat() && !isVoting;
  }

  /** Fewer adults than asked for: what it means, until when, and how to get one. */
  quietMode() {
    const adults = this.topics.data("adults");
    if (!adults?.quiet) return nothing;
    return html`<p class="notice-warm" role="status">
      <span>
        ${missingAdults(adults)}
        ${t("Until then questions rest; answers and hands go on. Without another adult we pause at {time}.", {
          time: clockTime(adults.until),
        })}
      </span>
    </p>`;
  }

  /** What is missing, one sentence a line. */
  missing(act) {
    const adults = this.topics.data("adults");
    if (act === "wait_for_adults") return [missingAdults(adults)];
    return adults.checklist.blocks.map((one) => blockWords(one, adults)).filter(Boolean);
  }

  where(floor, now) {
    const item = itemNow(floor);
    return html`<div class="where">
      ${this.state(floor)}
      <h2 id="where-now" class=${item ? nothing : "visually-hidden"}>${inWords(item?.title ?? page.session.title)}</h2>
      ${item?.paper ? html`<p>${userWords(item.paper.title)}</p>` : nothing} ${this.overPlan(item, floor)}
      ${now.poll?.title ? html`<p class="where-poll">${inWords(now.poll.title)}</p>` : nothing}
    </div>`;
  }

  /** A gentle word from two minutes on; nothing hurries. */
  overPlan(item, { state }) {
    const over = state === "live" ? minutesOver(item, live.serverNow()) : 0;
    if (over < 2) return nothing;
    return html`<p class="over-plan">${plural("{n} minute over the plan", "{n} minutes over the plan", over)}</p>`;
  }

  state({ state }) {
    if (state === "live") return html`<p class="badge-live">${t("Live")}</p>`;
    if (state === "paused") return html`<p class="badge-live">${t("Pause")}</p>`;
    return nothing;
  }

  cue(floor, now) {
    const { act } = now;
    const sentence = this.before(now);
    if (act === "wait_for_team" || act === "wait_for_adults") {
      return html`<div class="waiting" role="status">
        ${star(true)}
        <p>${sentence}</p>
        ${this.missing(act).map((line) => html`<p class="waiting-for">${line}</p>`)}
      </div>`;
    }
    if (sentence) return html`<div class="waiting">${star(true)}<p>${sentence}</p></div>`;
    if (this.isReading) return nothing;
    const item = itemNow(floor);
    const own = item?.own_cue?.text;
    const words = own?.text ?? inWords(item?.cue);
    if (!words) return nothing;
    return html`<div class="cue card" aria-label=${t("You can say")} role="group">
      <p class="cue-name quiet">${t("You can say")}</p>
      ${sentences(words).map(
        (line) => html`<p class="cue-sentence" lang=${own?.lang ?? nothing} dir=${own?.dir ?? nothing}>${line}</p>`,
      )}
    </div>`;
  }

  /** What there is to know before and after the session, and while something is being counted. */
  before({ act, holder, helping }) {
    switch (act) {
      case "take_seat":
        return t("Whoever leads the session takes the seat. One tablet leads at a time.");
      case "accept_seat":
        return "";
      case "reclaim_seat":
        if (!holder || helping) return t("Nobody leads at this moment. An adult can help until a child takes the seat again.");
        return t("The tablet of {name} is silent. An adult can help until a child takes the seat again.", {
          name: isolated(inWords(holder) || t("another tablet")),
        });
      case "wait_for_doors":
        return t("The doors are still closed. A facilitator opens them; then you can begin.");
      case "wait_for_team":
        return t("The doors are open. You can begin as soon as everybody is here who has to be:");
      case "wait_for_adults":
        return t("A short pause. You go on in one tap as soon as the adults are back.");
      case "go_live":
        return t("The doors are open and the hall is coming in. You begin when you are ready.");
      case "wait_for_count":
        return t("The answers are being counted. It takes a moment.");
      case "wait_for_close":
        return t("The session is closing. The last answers are being counted.");
      case "over":
        return t("The session is closed. Thank you for leading it!");
      default:
        return "";
    }
  }

  /** A result takes the place of the cue card, so that the button stays where the thumb is. */
  showsResult({ act }) {
    const poll = this.topics.data("poll");
    return Boolean(poll?.results) && ["show_result", "next", "close"].includes(act);
  }

  count(now) {
    const running = this.topics.data("poll");
    if (this.canAsk(this.topics.data("floor")) && this.isAsking) return nothing;
    if (now.act === "close_vote") {
      const { answered, present } = running;
      if (answered === null) {
        return html`<p class="count">${t("Answers are coming in. From five on you see how many.")}</p>`;
      }
      return html`<p class="count">
          ${t("{answered} of {present} answered", { answered, present: Math.max(present, answered) })}
        </p>
        ${running.kind === "words" ? html`<sawt-cloud-tools></sawt-cloud-tools>` : nothing}`;
    }
    if (running?.too_few && running.state === "counted") {
      return html`<p class="notice-warm" role="status">
        <span>
          ${t("Fewer than five have voted. The result stays closed, so that nobody's vote can be guessed.")}
          ${t("You can go on, or ask again.")}
        </span>
      </p>`;
    }
    if (!this.showsResult(now) || this.isBriefed(now)) return nothing;
    if (running.kind === "words") return html`<sawt-cloud-tools></sawt-cloud-tools>`;
    return html`<div class="result card">
      <p class="quiet">
        ${this.whoSees(running)}
      </p>
      <sawt-bars .poll=${running}></sawt-bars>
    </div>`;
  }

  whoSees({ state, seen }) {
    if (state === "revealed") return t("The hall sees this.");
    if (seen) return t("Hidden again. The hall has seen it.");
    return t("Only you and the facilitators see this now.");
  }

  act(now) {
    if (now.act === "shadow") return this.shadow(now);
    if (!now.send) return nothing;
    const isWarned = this.warned === this.keyOf(now);
    return html`${isWarned ? this.warning(now.warn) : nothing}
    ${this.button({
      key: "act",
      kind: "button-main act-button",
      label: this.label(now, isWarned),
      drawing: DRAWINGS[now.act] ?? wait,
      hint: this.hint(now),
      isHeld: !this.settled,
      press: () => this.doNow(now, isWarned),
    })}`;
  }

  /** What she sees who looks on: the same as the moderator, and nothing to press. */
  shadow({ holder, helping }) {
    return html`<p class="shadow" role="status">
      ${icon(eye)}<span>${this.inSeat(holder, helping)} ${t("You see what is seen there.")}</span>
    </p>`;
  }

  warning(answered) {
    return html`<p class="notice notice-warm" role="alert">
      ${plural(
        "Only {n} answered: people could guess who chose what.",
        "Only {n} answered: people could guess who chose what.",
        answered,
      )}
    </p>`;
  }

  label({ act, hadIt, item, poll, paper: read }, isWarned) {
    switch (act) {
      case "turn":
        return onward(read);
      case "take_seat":
        return hadIt ? t("Take the seat back") : t("Take the moderator's seat");
      case "accept_seat":
        return t("I take the seat");
      case "reclaim_seat":
        return t("Help: lead for now");
      case "go_live":
        return t("Begin: go live");
      case "resume":
        return t("Go on");
      case "open_vote":
        return openWords(poll);
      case "close_vote":
        return closeWords(poll);
      case "show_result":
        if (isWarned) return t("Show it anyway");
        return poll?.kind === "words" ? t("Show the cloud") : t("Show the result");
      case "next":
        return t("Next: “{title}”", { title: isolated(inWords(item.title)) });
      default:
        return t("Close the session");
    }
  }

  hint({ act, holder, helping, poll }) {
    switch (act) {
      case "take_seat":
      case "accept_seat":
      case "reclaim_seat":
        return this.inSeat(holder, helping);
      case "go_live":
        return t("After this the hall follows you. You can pause at any time.");
      case "open_vote":
        return openHint(poll);
      case "close_vote":
        return t("After this nobody can answer or change a choice.");
      case "show_result":
        return t("After this the hall has seen it.");
      case "close":
        return t("After this no answers and no new questions come in.");
      default:
        return "";
    }
  }

  inSeat(holder, isHelping) {
    if (!holder) return t("The seat is free.");
    const name = isolated(inWords(holder) || t("another tablet"));
    return isHelping ? t("An adult is helping: {name}.", { name }) : t("Now in the seat: {name}.", { name });
  }

  async doNow(now, isWarned) {
    if (now.act === "show_result" && now.warn !== null && !isWarned) {
      this.warned = this.keyOf(now);
      this.settled = false;
      setTimeout(() => {
        this.settled = true;
        this.requestUpdate();
      }, SETTLE_MS);
      return;
    }
    const answer = await this.press("act", ...now.send);
    if (answer.ok && SITS_DOWN.has(now.act)) {
      holdSeat(answer.epoch);
      this.isNew = now.act === "accept_seat" || now.act === "reclaim_seat";
    }
    if (answer.ok) this.isAsking = false;
  }

  /** The seat goes on to somebody else: offered here, accepted there, and until then her own. */
  handOver({ seat }) {
    const isOffered = seat.offered_until && live.serverNow() < Date.parse(seat.offered_until);
    const fields = { session: page.session.slug, epoch: ownEpoch() };
    return this.button({
      key: "offer",
      label: isOffered ? t("Keep the seat") : t("Hand over the seat"),
      drawing: isOffered ? takeBack : seatIcon,
      hint: isOffered ? t("Offered. Whoever accepts it leads from then on.") : undefined,
      press: () => this.press("offer", "floor.offer_seat", isOffered ? { ...fields, take_back: true } : fields),
    });
  }

  quietActs(floor) {
    if (floor.state === "closing" || floor.state === "closed") return nothing;
    if (floor.state !== "live") {
      return html`<div class="quiet-acts" role="group" aria-label=${t("More")}>${this.handOver(floor)}</div>`;
    }
    const poll = this.topics.data("poll");
    const askable = pollToAskAgain(poll, this.topics.data("polls"), itemNow(floor));
    const canTakeAway = poll && (poll.state === "open" || poll.state === "counted");
    const isVoting = poll && (poll.state === "open" || poll.state === "closing");
    const epoch = ownEpoch();
    return html`<div class="quiet-acts" role="group" aria-label=${t("More")}>
        ${this.button({
          key: "pause",
          label: t("Pause"),
          drawing: pause,
          press: () =>
            this.press("pause", "floor.pause", {
              session: page.session.slug,
              version: floor.version,
              epoch,
            }),
        })}
        ${isVoting
          ? nothing
          : this.button({
              key: "asking",
              label: t("Ask the hall quickly"),
              drawing: vote,
              pressed: this.isAsking,
              press: () => (this.isAsking = !this.isAsking),
            })}
        ${askable
          ? this.button({
              key: "again",
              label: t("Ask again"),
              drawing: again,
              hint: t("A new round: everybody answers once more."),
              press: () => this.press("again", "polls.ask_again", { poll: askable.id, epoch }),
            })
          : nothing}
        ${this.hide(poll, epoch)}
        ${takesHands(poll)
          ? this.button({
              key: "hands",
              label: t("Add hands in the room"),
              drawing: metoo,
              pressed: this.opened === "hands",
              press: () => this.open("hands"),
            })
          : nothing}
        ${canTakeAway
          ? this.button({
              key: "void",
              label: takeAwayWords(poll),
              drawing: takeBack,
              pressed: this.opened === "why",
              press: () => this.open("why"),
            })
          : nothing}
        ${this.unfolded(poll, canTakeAway, epoch)}
        ${this.skipToNext(floor, isVoting)} ${this.handOver(floor)}
      </div>`;
  }

  open(what) {
    this.opened = this.opened === what ? null : what;
  }

  /** What was shown by a slip of the finger, for a minute. */
  hide(poll, epoch) {
    clearTimeout(this.undoing);
    const left = poll?.undo_until ? new Date(poll.undo_until) - live.serverNow() : 0;
    if (left <= 0) return nothing;
    this.undoing = setTimeout(() => this.requestUpdate(), left + 50);
    return this.button({
      key: "hide",
      label: t("Hide the result again"),
      drawing: cover,
      hint: t("The hall has seen it."),
      press: () => this.press("hide", "polls.hide", { poll: poll.id, epoch }),
    });
  }

  unfolded(poll, canTakeAway, epoch) {
    if (this.opened === "hands" && takesHands(poll)) {
      return html`<sawt-hands .poll=${poll} @done=${() => (this.opened = null)}></sawt-hands>`;
    }
    if (this.opened === "why" && canTakeAway) return this.why(poll, epoch);
    return nothing;
  }

  /** Why a poll counts for nothing: one of three reasons, one tap. */
  why(poll, epoch) {
    const reasons = [
      ["unclear", t("The question was not clear")],
      ["mistake", t("It was opened by mistake")],
      ["too_early", t("It came too early")],
    ];
    return html`<div class="why card" role="group" aria-labelledby="why-name">
      <p id="why-name" class="hint quiet">
        ${t("Why do you take it away? It doesn't come back; you can ask again.")}
      </p>
      ${reasons.map(([reason, label]) =>
        this.button({
          key: `void-${reason}`,
          label,
          press: async () => {
            const answer = await this.press(`void-${reason}`, "polls.void", { poll: poll.id, reason, epoch });
            if (answer.ok) this.opened = null;
          },
        }),
      )}
    </div>`;
  }

  /** The way on for a moderator who leaves an item without its vote or before its result is shown. */
  skipToNext(floor, isVoting) {
    if (isVoting || this.now.act === "next" || this.now.act === "close") return nothing;
    const without = whatNow({ floor, poll: null, polls: null }, ownEpoch(), page.session.slug);
    if (without.act !== "next") return nothing;
    return this.button({
      key: "skip",
      label: this.label(without),
      drawing: next,
      press: () => this.press("skip", ...without.send),
    });
  }

  instants(epoch) {
    const instants = this.topics.data("polls")?.instants ?? [];
    return html`<div class="instants card" role="group" aria-label=${t("Ask the hall quickly")}>
      <p class="hint quiet">${icon(vote)} ${t("Say your question aloud, then press. Everybody can answer at once.")}</p>
      ${repeat(
        instants,
        ({ key }) => key,
        ({ key, title, options }) =>
          this.button({
            key: `instant-${key}`,
            label: options.length > 0 ? options.map((words) => inWords(words)).join(" · ") : inWords(title),
            press: async () => {
              const fields = { session: page.session.slug, instant: key, epoch };
              const answer = await this.press(`instant-${key}`, "polls.open_instant", fields);
              if (answer.ok) this.isAsking = false;
            },
          }),
      )}
    </div>`;
  }
}

customElements.define("sawt-what-now", SawtWhatNow);
