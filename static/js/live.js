// The one connection of a page: it follows its topics, and carries each write until it is answered.
import { io } from "socket.io-client";
import { newCommandId } from "./command-id.js";
import { page } from "./page.js";
import { shelf } from "./shelf.js";
import { Topics } from "./store.js";
import { Unsent } from "./unsent.js";
import { t } from "./words.js";

const ANSWER_MS = 10_000;
const AGAIN = new Set(["busy", "store_trouble", "server_trouble"]);
const AT_MOST_AGAIN = 3;
const SIGNED_OUT = new Set(["ended", "not_signed_in"]);
const LONGEST_MS = 30_000;
const READ_MS = 20_000;
// Over this time a hall spreads itself whose network is back.
const BACK_MS = 1_500;
// Longer than any answer takes: what waited so long was made without a network, and the hall has gone on.
const LATE_MS = 3_000;
// The server reads no more in one message, and closes the connection of whoever sends it.
const MOST_BYTES = 900_000;

function later(most, least = most / 2) {
  return least + Math.random() * (most - least); // a whole hall comes back at different moments
}

/** What came for a moment that is over; empty for what the server's own sentence says better. */
function tooLate(name) {
  if (name === "floor.raise_hand") return t("The hall had gone on when your hand reached us.");
  if (name === "questions.ask") return t("The hall had gone on when your question reached us.");
  return name.startsWith("questions.support") ? t("The hall had gone on when your “me too” reached us.") : "";
}

/** The answer to what no message can hold; null for what fits. */
function tooMuch(fields) {
  if (new Blob([JSON.stringify(fields)]).size <= MOST_BYTES) return null;
  return { ok: false, code: "bad_input", message: t("This is longer than fits here. A little shorter, please.") };
}

/**
 * Status: `connecting` → `here` ⇄ `away`, and `ended` for good. Tells `status`, `unsent` (the line
 * of unanswered writes changed) and `answered` (with `name`, `fields`, `answer`, `waitedMs`,
 * `isOfBefore` a reload; whoever says a no to it where it belongs prevents the default).
 */
export class Live extends EventTarget {
  constructor(topics, { connect = io, keeps = shelf } = {}) {
    super();
    this.topics = topics;
    this.connect = connect;
    this.unsent = new Unsent(keeps, page.me.sitting);
    this.ready = keeps.opened.then(() => this.restore());
    this.status = "connecting";
    this.since = Date.now();
    this.ending = null;
    /** Whether the page asks for the badge that was signed in here. */
    this.isAskedAgain = false;
    this.session = page.session?.slug ?? null;
    this.clockAhead = page.server_now ? new Date(page.server_now) - Date.now() : 0;
  }

  /** Connects, and follows a session (`{session, as}`) or a desk (`{desk}`) on every connection. */
  follow(following, { tolerant = false } = {}) {
    this.following = following;
    this.tolerant = tolerant;
    this.session = following.session ?? this.session;
    this.socket = this.connect({
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 3_000,
    });
    this.socket.on("connect", () => this.begin());
    this.socket.on("disconnect", (reason) => this.away(reason === "io server disconnect"));
    this.socket.on("connect_error", (problem) => {
      if (problem.data?.code) this.end(problem.data);
      else this.away(!this.socket.active);
    });
    this.socket.on("live.changed", (told) => this.changed(told));
    this.socket.on("live.retracted", ({ ids }) => this.topics.retract(ids));
    this.socket.on("live.moved", (moved) => this.move(moved));
    this.socket.on("live.ended", (ending) => this.end(ending));
    this.socket.on("screen.paired", () => this.dispatchEvent(new Event("paired")));
    document.addEventListener("visibilitychange", () => this.beginAgain(0));
    globalThis.addEventListener("online", () => this.beginAgain(later(BACK_MS, 0)));
    this.patience = setInterval(() => this.giveUpStale(), 5_000);
  }

  /** The network or the reader is back: a try that hangs in the network of before is dropped, and
   * so is the wait for the next one, for a new try within that many milliseconds. */
  beginAgain(within) {
    if (document.hidden || this.status === "ended" || this.socket.connected) return;
    this.socket.disconnect();
    setTimeout(() => this.status !== "ended" && this.socket.connect(), within);
  }

  /** What this device kept of before a reload is back in the line, and goes out. */
  restore() {
    const message = t("Your answer had not been sent when this tablet was left. It does not count.");
    const dropped = this.unsent.restore();
    dropped.forEach((entry) => this.settle({ ...entry, isOfBefore: true }, { ok: false, code: "not_sent", message }));
    if (this.unsent.entries.length === 0) return;
    this.dispatchEvent(new Event("unsent"));
    this.pump();
  }

  /** The server's present moment, as near as this device knows it. */
  serverNow() {
    return Date.now() + this.clockAhead;
  }

  get isHere() {
    return this.status === "here";
  }

  /**
   * Sends a write with an id of its own and resolves with its answer. Without a connection it waits
   * its turn; an answer `{ok: false, code: "not_sent"}` means the moment for it has passed.
   */
  send(name, fields = {}) {
    const no = tooMuch(fields);
    if (no) return Promise.resolve(no);
    const entry = this.unsent.add(name, fields);
    const answered = new Promise((resolve) => {
      entry.resolve = resolve;
    });
    this.dispatchEvent(new Event("unsent"));
    this.pump();
    return answered;
  }

  /** Sends now or not at all; for what is kept elsewhere (a draft) or soon repeated (a beat). */
  ask(name, fields = {}) {
    const no = this.isHere ? tooMuch(fields) : { ok: false, code: "away" };
    if (no) return Promise.resolve(no);
    return new Promise((resolve) => {
      this.socket
        .timeout(ANSWER_MS)
        .emit(name, { command_id: newCommandId(), ...fields }, (problem, answer) => {
          resolve(problem ? { ok: false, code: "away" } : answer);
        });
    });
  }

  /** Resolves once nothing is unsent, or with false after that many milliseconds. */
  async emptied(within) {
    const until = Date.now() + within;
    while (this.unsent.entries.length > 0 && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return this.unsent.entries.length === 0;
  }

  begin() {
    const { socket } = this;
    this.followedAt = Date.now();
    socket.timeout(ANSWER_MS).emit("live.follow", { ...this.following, ...this.known() }, (problem, answer) => {
      if (socket.connected === false) return;
      if (problem || (!answer.ok && AGAIN.has(answer.code))) {
        setTimeout(() => socket.connected && this.begin(), later(2_000));
      } else if (answer.ok) {
        this.begun(answer);
      } else if (this.tolerant) {
        this.become("here"); // a wall without a room or a session: it waits to be told
      } else {
        this.end(answer);
      }
    });
  }

  /** What need not be told again. A wall says nothing: another session may be on by now. */
  known() {
    const all = Object.entries(this.topics.all);
    if (this.following.as === "screen" || all.length === 0) return {};
    return { have: all.map(([name, { version }]) => `${name} ${version}`) };
  }

  begun(answer) {
    // It was read half way between; whoever needs it nearer asks several times (clock-offset.js).
    if (answer.server_now && !this.measuredAt) {
      this.clockAhead = new Date(answer.server_now) - (this.followedAt + Date.now()) / 2;
    }
    const session = slugOf(answer.session);
    if (session && session !== this.session) this.move(answer);
    else this.topics.tellAll(answer.topics);
    this.become("here");
    this.pump();
  }

  changed({ session, topic, version, data }) {
    // A screen may still hear the last words of the session that it has just left.
    if (this.following.as === "screen" && session && this.session && session !== this.session) return;
    this.topics.tell(topic, { version, data });
  }

  move({ session, topics }) {
    this.session = slugOf(session);
    this.place = typeof session === "object" ? session : null;
    this.topics.replaceAll(topics);
  }

  away(mustAskAgain) {
    if (this.status === "ended") return;
    this.become("away");
    this.unsent.entries.forEach((entry) => {
      delete entry.inFlight;
      delete entry.notBefore; // the network is another one now
    });
    if (mustAskAgain) setTimeout(() => this.status !== "ended" && this.socket.connect(), later(3_000));
  }

  end(ending) {
    if (ending.code === "changed") this.beginAnew();
    this.ending = ending;
    if (ending.code === "locked") document.dispatchEvent(new Event("sawt-locked"));
    if (this.status !== "ended" && page.me.badge && SIGNED_OUT.has(ending.code)) this.askAgain();
    this.rest();
  }

  /** A badge's sign-in is gone: its words are kept, and whoever can ask for it in this page does. */
  askAgain() {
    const detail = { owner: page.me.owner, kept: this.unsent.shelf.close() };
    this.isAskedAgain = !document.dispatchEvent(new CustomEvent("sawt-signed-out", { cancelable: true, detail }));
  }

  /** The page belongs to nobody any more: it hears nothing and sends nothing. */
  rest() {
    clearInterval(this.patience);
    clearTimeout(this.reading);
    this.become("ended");
    this.socket?.disconnect();
  }

  /** What this device may do is another thing now: the page that fits is opened in its place. */
  beginAnew() {
    const { session } = this.following;
    globalThis.location?.replace(session ? `/sessions/${session}` : "/");
  }

  become(status) {
    if (this.status === status) return;
    this.status = status;
    this.since = Date.now();
    this.dispatchEvent(new Event("status"));
  }

  pump() {
    this.giveUpStale();
    if (!this.isHere) return;
    this.unsent.next().forEach((entry) => this.transmit(entry));
  }

  transmit(entry) {
    entry.inFlight = entry.wasSent = true;
    this.socket.timeout(ANSWER_MS).emit(entry.name, entry.fields, (problem, answer) => {
      entry.inFlight = false;
      if (!this.unsent.entries.includes(entry)) return;
      const isLost = Boolean(problem || !answer);
      if (isLost || (AGAIN.has(answer.code) && this.mayTryAgain(entry))) this.tryAgain(entry, isLost);
      else this.settle(entry, answer);
    });
  }

  mayTryAgain(entry) {
    return this.unsent.isKept(entry) || (entry.tries ?? 0) < AT_MOST_AGAIN;
  }

  /** The same write with the same id, which the server answers once: after a lost answer at once,
   * then later and later, as a server that is busy needs it. */
  tryAgain(entry, isLost) {
    entry.tries = (entry.tries ?? 0) + 1;
    const wait = isLost && entry.tries === 1 ? 0 : later(Math.min(LONGEST_MS, 1_500 * 2 ** (entry.tries - 1)));
    entry.notBefore = Date.now() + wait;
    if (wait === 0) this.pump();
    else setTimeout(() => this.pump(), wait + 1);
  }

  settle(entry, answer) {
    this.unsent.remove(entry);
    entry.resolve?.(answer);
    const { name, fields, at, isOfBefore = false } = entry;
    const told = { name, fields, answer, isOfBefore, waitedMs: Date.now() - at };
    const isShown = !this.dispatchEvent(Object.assign(new Event("answered", { cancelable: true }), told));
    // A no to what was made before a reload, or long ago, is said by the page itself: the part of it that
    // would say it may be gone.
    const isLate = told.waitedMs > LATE_MS;
    if (!answer.ok && !isShown && (isOfBefore || isLate)) this.say((isLate && tooLate(name)) || answer.message || "");
    this.dispatchEvent(new Event("unsent"));
    this.pump();
  }

  /** A sentence for whoever is here, for long enough to be read. */
  say(words) {
    this.words = words;
    clearTimeout(this.reading);
    if (!words) return;
    this.reading = setTimeout(() => {
      this.say("");
      this.dispatchEvent(new Event("unsent"));
    }, READ_MS);
  }

  giveUpStale() {
    const message = t("This was not sent: the Wi-Fi was gone. Press again if it is still wanted.");
    this.unsent
      .takeStale()
      .forEach((entry) => this.settle(entry, { ok: false, code: "not_sent", message }));
  }
}

function slugOf(session) {
  return session && typeof session === "object" ? session.slug : (session ?? null);
}

export const topics = new Topics(page.topics);
export const live = new Live(topics);
