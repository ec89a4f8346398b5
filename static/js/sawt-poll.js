// The vote on a phone: a choice in the form of its kind, the way to send it, then the result. A show of
// hands can be changed until the end; a ballot is secret and final, and says so before it is sent.
import { html, nothing } from "lit";
import { goesAtOnce, isBallot, isOneTap, isSame, isWhole, mayAnswer } from "./choices.js";
import { cover, icon, vote } from "./icons.js";
import { live } from "./live.js";
import { page } from "./page.js";
import { pollName, restWords } from "./poll-words.js";
import { bringTheRest } from "./rest.js";
import "./sawt-choose-one.js";
import { SawtElement } from "./sawt-element.js";
import "./sawt-read.js";
import { star } from "./star.js";
import { inWords, plural, t } from "./words.js";

// A sentence about a vote that is over is read once; then the card makes room again.
const READ_MS = 20_000;

// A vote that was on its way for longer than this waited for the network.
const LATE_MS = 3_000;

// Where the wall goes after a result, or rests from it; the phone goes along.
const AFTER_RESULT = new Set(["item", "paper", "question", "paused", "blank", "closed"]);

class SawtPoll extends SawtElement {
  static follows = ["poll", "cloud", "mine", "screen"];

  constructor() {
    super();
    this.lastN = 0;
    this.draft = null;
    this.onAnswered = (event) => {
      const { name, fields, answer, waitedMs } = event;
      if (name === "words.say" && answer.code === "poll_closed") {
        event.preventDefault(); // the form that sent them is gone
        this.say("vote", t("Your words came after the end. Nobody reads them."));
      }
      if (name !== "polls.cast") return;
      event.preventDefault(); // it is said here
      // Also for a vote of before a reload: it was counted, or it hears kindly that it came too late.
      const isLate = answer.code === "poll_closed" && waitedMs > LATE_MS;
      const no = isLate ? t("Your answer came after the end. It does not count.") : answer.message;
      this.say("vote", answer.ok ? "" : (no ?? ""));
      if (answer.ok || answer.code === "already_voted") this.taken(fields);
    };
  }

  connectedCallback() {
    super.connectedCallback();
    live.addEventListener("answered", this.onAnswered);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("answered", this.onAnswered);
    clearTimeout(this.reading);
  }

  get poll() {
    return this.topics.data("poll") ?? null;
  }

  /** The server has this cast. Of a ballot this device remembers only that there was one. */
  taken({ poll, choice, n }) {
    const round = this.poll?.round;
    const isSecret = this.poll?.id === poll && isBallot(this.poll);
    this.counted = isSecret ? { poll, round, voted: true, n } : { poll, round, choice, n };
  }

  /** The choice as somebody is making it, not sent yet; it belongs to one round of one poll. */
  get making() {
    const { id, round } = this.poll;
    return this.draft?.poll === id && this.draft.round === round ? this.draft.choice : undefined;
  }

  /** The last choice that is still on its way to the server. */
  get unsent() {
    const casts = live.unsent.named("polls.cast").map(({ fields }) => fields);
    return casts.filter(({ poll }) => poll === this.poll.id).pop();
  }

  /** The choice the server has, as far as this device was told. */
  get kept() {
    const { id, round } = this.poll;
    const mine = this.topics.data("mine")?.poll;
    const told = mine?.id === id && mine.round === round ? mine : null;
    const counted = this.counted?.poll === id && this.counted.round === round ? this.counted : null;
    if (told?.voted) return told;
    return counted && counted.n > (told?.n ?? 0) ? counted : told;
  }

  willUpdate() {
    const { poll } = this;
    const shown = poll && !this.isOver(poll) ? `${poll.id}/${poll.round}` : null;
    const hasGone = Boolean(this.shown) && this.shown !== shown;
    this.shown = shown;
    clearTimeout(this.reading);
    if (!this.said("vote")) return;
    if (hasGone) this.presses.delete("vote");
    else if (!shown) this.reading = setTimeout(() => this.say("vote", ""), READ_MS);
  }

  render() {
    const { poll } = this;
    if (!poll || this.isOver(poll)) {
      if (!this.said("vote")) return this.absent();
      return this.present(html`<section class="card poll">${this.beside("vote")}</section>`);
    }
    return this.present(html`<section class="card poll stack" aria-labelledby="poll-title">
      ${isBallot(poll) ? nothing : html`<p class="stage-kind">${pollName(poll)}</p>`}
      <h2 id="poll-title" class="poll-title">${inWords(poll.title)}</h2>
      ${this.content(poll)} ${this.beside("vote")}
    </section>`);
  }

  /** A result that was shown makes room as soon as the wall goes on to something else. */
  isOver({ state }) {
    const layout = this.topics.data("screen")?.layout;
    return state === "revealed" && AFTER_RESULT.has(layout);
  }

  content(poll) {
    // Its form, or its result, is of what comes later.
    if (!isOneTap(poll) || poll.state === "revealed") bringTheRest(true);
    if (poll.kind === "words") return this.words(poll);
    if (poll.state === "open") return this.voting(poll);
    if (poll.state === "revealed" && poll.results) return html`<sawt-bars .poll=${poll}></sawt-bars>`;
    return this.resting(poll);
  }

  /** The page's one quiet place says it (phone-news.js): no live region here. */
  resting(poll) {
    return html`<div class="waiting">
        ${star(true)}
        <p>${restWords(poll)}</p>
      </div>
      ${this.tally(poll)}`;
  }

  words(poll) {
    if (poll.state === "open") {
      return html`<sawt-words-form .poll=${poll}></sawt-words-form>
        ${this.tally(poll)}`;
    }
    if (poll.state === "revealed") {
      const words = this.topics.data("cloud")?.words ?? [];
      return html`<sawt-word-cloud .caption=${poll.title} .words=${words}></sawt-word-cloud>`;
    }
    return this.resting(poll);
  }

  voting(poll) {
    if (!mayAnswer(poll, page)) {
      return html`<div class="waiting">${star()}<p>${this.notMine(poll)}</p></div>
        ${this.tally(poll)}`;
    }
    const { unsent, kept } = this;
    if (isBallot(poll) && (unsent || kept?.voted)) {
      return html`<div class="waiting" role="status">
          ${star(true)}
          <p>${unsent ? this.onItsWay() : t("Your vote is in the box. It counts once and can't be changed.")}</p>
        </div>
        ${this.tally(poll)}`;
    }
    const sent = (unsent ?? kept)?.choice ?? null;
    const choice = this.making ?? sent;
    return html`${isBallot(poll) ? this.secret() : nothing} ${this.choosing(poll, choice)}
      ${goesAtOnce(poll) ? nothing : this.sending(poll, choice, sent)}
      <p class="saved" role="status" aria-live="polite">${this.sentence(poll, sent, unsent)}</p>
      <sawt-read .texts=${this.spoken(poll)}></sawt-read>
      ${this.tally(poll)}`;
  }

  spoken({ title, options }) {
    return [title, ...options.map(({ text }) => text)].map((words) => ({ text: inWords(words), lang: page.lang }));
  }

  notMine({ electorate }) {
    return electorate === "delegates"
      ? t("In this vote the delegates decide. You see the result here.")
      : t("In this vote each badge has one voice. You see the result here.");
  }

  secret() {
    return html`<p class="secret">
      ${icon(cover)}
      <span>${t("A secret vote. Nobody can see who chose what, and after sending it can't be changed.")}</span>
    </p>`;
  }

  choosing(poll, choice) {
    const choose = ({ detail }) => this.choose(poll, detail);
    if (isOneTap(poll)) {
      return html`<sawt-choose-one .poll=${poll} .choice=${choice} @choose=${choose}></sawt-choose-one>`;
    }
    switch (poll.kind) {
      case "multiple":
        return html`<sawt-choose-some .poll=${poll} .choice=${choice} @choose=${choose}></sawt-choose-some>`;
      case "ranking":
        return html`<sawt-rank .poll=${poll} .choice=${choice} @choose=${choose}></sawt-rank>`;
      case "points":
        return html`<sawt-share-points .poll=${poll} .choice=${choice} @choose=${choose}></sawt-share-points>`;
      default:
        return nothing;
    }
  }

  sending(poll, choice, sent) {
    const isNew = !isSame(choice, sent);
    const isHeld = !isWhole(poll, choice) || !isNew;
    return html`<button
      type="button"
      class="button-main send-choice"
      aria-disabled=${String(isHeld)}
      @click=${() => !isHeld && this.send(poll, choice)}
    >
      ${icon(vote)}<span>${this.sendLabel(poll, sent)}</span>
    </button>`;
  }

  sendLabel(poll, sent) {
    if (isBallot(poll)) return t("Send my vote");
    return sent === null ? t("Send my answer") : t("I changed my mind");
  }

  sentence(poll, sent, unsent) {
    if (unsent) return this.onItsWay();
    if (isBallot(poll)) return "";
    if (sent !== null) return t("Your choice is saved. You can change it until the end.");
    if (isOneTap(poll)) return t("Choose one. Nobody sees what you choose.");
    return t("Nobody sees what you choose, and you can change it until the end.");
  }

  onItsWay() {
    return live.isHere
      ? t("Sending your choice…")
      : t("Kept on this device. It goes out when the Wi-Fi is back.");
  }

  tally({ answered, present }) {
    if (answered === null) return html`<p class="tally quiet">${t("Answers are coming in.")}</p>`;
    if (answered > present) return html`<p class="tally quiet">${plural("{n} answer", "{n} answers", answered)}</p>`;
    return html`<p class="tally quiet">
      ${t("{answered} of {present} answered", { answered, present })}
    </p>`;
  }

  choose(poll, choice) {
    if (goesAtOnce(poll)) {
      this.send(poll, choice);
      return;
    }
    this.draft = { poll: poll.id, round: poll.round, choice };
    this.requestUpdate();
  }

  send(poll, choice) {
    const known = [this.lastN, this.kept?.n ?? 0, this.unsent?.n ?? 0];
    this.lastN = Math.max(...known) + 1;
    this.draft = null;
    this.say("vote", "");
    live.send("polls.cast", { poll: poll.id, choice, n: this.lastN });
  }
}

customElements.define("sawt-poll", SawtPoll);
