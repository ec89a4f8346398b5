// Writes that the server has not answered yet, in the order in which they were made. A child's vote,
// question or "me too" outlives a reload; a moderator's act does not, because the hall moves on.
import { newCommandId } from "./command-id.js";

const KEPT = new Set([
  "polls.cast",
  "words.say",
  "words.take_back",
  "questions.ask",
  "questions.support",
  "questions.support_paragraph",
  "questions.take_back",
  "papers.submit",
  "papers.confirm",
  "papers.take_back",
  "papers.bring_back",
  "consent.turn_dial",
  "floor.raise_hand",
  "floor.lower_hand",
]);

const PLACE = "unsent/";

/** An act for the hall is not done any more when it was pressed this long ago. */
export const STALE_MS = 30_000;

export class Unsent {
  /** `sitting` is the mark of this sign-in; `restore` brings back what the shelf kept. */
  constructor(shelf, sitting = "") {
    this.shelf = shelf;
    this.sitting = sitting;
    this.entries = [];
  }

  /** A write joins the end of the line with an id of its own; the id stays when it is sent again.
   * A vote takes the place of one in the same poll that has not been sent yet. */
  add(name, fields, now = Date.now()) {
    if (name === "polls.cast") this.replace(fields.poll);
    const entry = { name, fields: { command_id: newCommandId(), ...fields }, at: now };
    this.entries.push(entry);
    if (KEPT.has(name)) entry.kept = this.shelf.put(this.place(entry), { ...entry, sitting: this.sitting });
    return entry;
  }

  replace(poll) {
    for (const entry of this.named("polls.cast")) {
      if (entry.fields.poll !== poll || entry.wasSent) continue;
      this.remove(entry);
      entry.resolve?.({ ok: false, code: "replaced" });
    }
  }

  /** What may be sent now. Of each kind only the oldest, so that a hand that was raised and taken down
   * arrives in that order; one that was not answered waits a while. */
  next(now = Date.now()) {
    const first = new Map();
    for (const entry of this.entries) {
      const [kind] = entry.name.split(".");
      if (!first.has(kind)) first.set(kind, entry);
    }
    return [...first.values()].filter(({ inFlight, notBefore = 0 }) => !inFlight && notBefore <= now);
  }

  /** Whether it stays in the line until it is answered, however long that takes. */
  isKept({ name }) {
    return KEPT.has(name);
  }

  /** The write was answered, or is given up. */
  remove(entry) {
    this.entries = this.entries.filter((other) => other !== entry);
    if (KEPT.has(entry.name)) this.shelf.remove(this.place(entry));
  }

  /** Acts for the hall that waited too long: taken out of the line and handed back. */
  takeStale(now = Date.now()) {
    const stale = this.entries.filter(({ name, at }) => !KEPT.has(name) && now - at > STALE_MS);
    stale.forEach((entry) => this.remove(entry));
    return stale;
  }

  /** Votes, of which none is left on a tablet for later: taken out of the line and handed back. */
  takeVotes(which = this.entries) {
    const votes = which.filter(({ name }) => name === "polls.cast");
    votes.forEach((entry) => this.remove(entry));
    return votes;
  }

  /** Waiting writes of this name, oldest first. */
  named(name) {
    return this.entries.filter((entry) => entry.name === name);
  }

  /** What the shelf kept is back in the line. Votes of an earlier sign-in are handed back instead:
   * whoever handed the tablet over meanwhile read that they don't count. */
  restore() {
    const kept = this.shelf
      .all(PLACE)
      .map(([, entry]) => entry)
      .filter((entry) => KEPT.has(entry?.name) && entry.fields?.command_id)
      .sort((one, other) => one.at - other.at);
    const dropped = this.takeVotes(kept.filter(({ sitting }) => sitting !== this.sitting));
    const own = kept.filter((entry) => !dropped.includes(entry));
    const restored = own.map(({ name, fields, at }) => ({ name, fields, at, isOfBefore: true, wasSent: true }));
    this.entries = [...restored, ...this.entries];
    return dropped;
  }

  place({ fields }) {
    return `${PLACE}${fields.command_id}`;
  }
}
