// Writes that the server has not answered yet, in the order in which they were made. A child's vote,
// question or "me too" outlives a reload; a moderator's act does not, because the hall moves on.
import { newCommandId } from "./command-id.js";

const KEPT = new Set([
  "polls.cast",
  "questions.ask",
  "questions.support",
  "questions.take_back",
  "papers.submit",
  "papers.confirm",
  "papers.take_back",
  "papers.bring_back",
  "consent.turn_dial",
]);

/** An act for the hall is not done any more when it was pressed this long ago. */
export const STALE_MS = 30_000;

export class Unsent {
  /** `owner` is the mark of whose page this is: nobody else who opens this tab may send the line. */
  constructor(storage, owner = "", key = "sawt-unsent") {
    this.storage = storage;
    this.owner = owner;
    this.key = key;
    this.entries = this.restored();
  }

  /** A write joins the end of the line with an id of its own; the id stays when it is sent again. */
  add(name, fields, now = Date.now()) {
    const entry = { name, fields: { command_id: newCommandId(), ...fields }, at: now };
    this.entries.push(entry);
    this.keep();
    return entry;
  }

  /** The write was answered, or is given up. */
  remove(entry) {
    this.entries = this.entries.filter((other) => other !== entry);
    this.keep();
  }

  /** Acts for the hall that waited too long: taken out of the line and handed back. */
  takeStale(now = Date.now()) {
    const stale = this.entries.filter(({ name, at }) => !KEPT.has(name) && now - at > STALE_MS);
    stale.forEach((entry) => this.remove(entry));
    return stale;
  }

  /** Waiting writes of this name, oldest first. */
  named(name) {
    return this.entries.filter((entry) => entry.name === name);
  }

  /** Nothing waits any more, nothing is kept on this device. */
  forget() {
    this.entries = [];
    this.keep();
  }

  keep() {
    const kept = this.entries
      .filter(({ name }) => KEPT.has(name))
      .map(({ name, fields, at }) => ({ name, fields, at }));
    try {
      if (kept.length > 0) this.storage?.setItem(this.key, JSON.stringify({ owner: this.owner, kept }));
      else this.storage?.removeItem(this.key);
    } catch {
      // A full or forbidden storage: the line still lives as long as the page.
    }
  }

  restored() {
    try {
      const { owner, kept } = JSON.parse(this.storage?.getItem(this.key) ?? "{}");
      if (owner !== this.owner) {
        this.storage?.removeItem(this.key); // of whoever had this tablet before
        return [];
      }
      return kept.filter(({ name, fields }) => KEPT.has(name) && fields?.command_id);
    } catch {
      return [];
    }
  }
}
