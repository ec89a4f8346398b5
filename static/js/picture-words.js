// What is typed about the pictures of a paper: kept on this device with every key and on the server a second later.
// Where somebody else wrote about the same picture, the server has the words of both.
import { newCommandId } from "./command-id.js";
import { leastSaved, mayPass } from "./draft.js";
import { shelf } from "./shelf.js";

const SAVE_AFTER_MS = 1_000;
const AGAIN_AFTER_MS = 4_000;

/** What somebody typed about pictures in the plain form before this script began. */
export function toldInForm(form) {
  const fields = Array.from(form.querySelectorAll('textarea[name^="alt-"]'));
  return fields
    .map(({ name, value, defaultValue }) => ({ id: name.slice("alt-".length), text: value, was: defaultValue }))
    .filter(({ text, was }) => text !== was);
}

/** The words of two who wrote at one place, once one of them has written on meanwhile; null where they don't stand
 * there so any more. */
function writtenOn(place, text, alt) {
  if (!place) return null;
  const stands = place.stands.replace(place.written, () => text);
  return alt.includes(stands) ? { ...place, written: text, stands } : null;
}

/** Tells `changed`. `tell` gives the server the words and from which they go on, and resolves with its answer. */
export class PictureWords extends EventTarget {
  constructor(paper, tell, { keeps = shelf, tab = newCommandId() } = {}) {
    super();
    Object.assign(this, { tell, shelf: keeps, tab, place: `alt/${paper}/` });
    /** By picture, until the server has it: `text`, `was` it went on from, and `sent`, of which no answer came. */
    this.waiting = new Map();
    /** What the server answered, until its topic has that version too. */
    this.known = new Map();
    /** By picture: where two wrote at one place; both stand there until a child says otherwise. */
    this.both = new Map();
    /** What other tabs of this device kept, as `[name, picture, row]`. */
    this.others = [];
    for (const [name, row] of keeps.all(this.place)) this.find(name, row);
    for (const [name, id, row] of this.others.splice(0)) this.adopt(name, id, row);
  }

  find(name, row) {
    const [id, tab] = name.slice(this.place.length).split("/");
    if (typeof row?.text !== "string") return;
    if (tab === this.tab) this.waiting.set(id, { ...row, state: "device" });
    else this.others.push([name, id, row]);
  }

  /** Of a tab that is gone, its words stand here; where this one has some of its own they go to the server first. */
  adopt(name, id, row) {
    if (this.waiting.has(id)) return this.others.push([name, id, row]);
    this.waiting.set(id, { ...row, state: "device", taken: name });
  }

  /** Goes on with what this device kept, and with what was typed before this script began. */
  begin(typed = []) {
    this.isOver = false;
    for (const { id, text, was } of typed) {
      const name = `${this.place}${id}/before`;
      this.shelf.put(name, { text, was });
      this.adopt(name, id, { text, was });
    }
    return this.saveAll();
  }

  stop() {
    this.isOver = true;
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
  }

  changed() {
    this.dispatchEvent(new Event("changed"));
  }

  /** What stands in the field of this picture, in a paper that was told in this version. */
  text({ id, alt }, version) {
    const known = this.known.get(id);
    const told = alt?.text ?? "";
    // A space at its end is nobody's words, and stays in the field of whoever is typing.
    const isKnown = known && (version < known.version || told.trim() === known.alt.trim());
    return this.waiting.get(id)?.text ?? (isKnown ? known.alt : told);
  }

  /** Where the words about this picture are kept by now. */
  stateOf(id) {
    return this.waiting.get(id)?.state ?? "saved";
  }

  /** The same of all of these pictures. */
  savedOf(ids) {
    const waits = this.others.some(([, id]) => ids.includes(id)) ? "device" : "saved";
    return leastSaved(waits, ...ids.map((id) => this.stateOf(id)));
  }

  /** Why the server does not take them; empty where it only was not reached. */
  saidOf(id) {
    return this.waiting.get(id)?.said ?? "";
  }

  /** What somebody else wrote about it, where both together are too long. */
  besideOf(id) {
    return this.waiting.get(id)?.beside ?? null;
  }

  type(id, text, shown) {
    const entry = this.waiting.get(id) ?? { was: shown };
    clearTimeout(entry.timer);
    Object.assign(entry, { text, state: "typing", said: "" });
    this.waiting.set(id, entry);
    this.keep(id, entry);
    entry.timer = setTimeout(() => this.save(id), SAVE_AFTER_MS);
    this.changed();
  }

  async keep(id, entry) {
    const { text, was, sent } = entry;
    const isKept = await this.shelf.put(`${this.place}${id}/${this.tab}`, { text, was, sent });
    if (!isKept) return;
    if (entry.taken) this.shelf.remove(entry.taken);
    entry.taken = null;
    // Answered meanwhile: nothing of it is kept here any more.
    if (this.waiting.get(id) !== entry) this.forget(id);
    else if (entry.text === text && entry.state === "typing") this.changes(entry, { state: "device" });
  }

  forget(id) {
    if (!this.waiting.has(id)) this.shelf.remove(`${this.place}${id}/${this.tab}`);
  }

  changes(entry, now) {
    Object.assign(entry, now);
    this.changed();
  }

  /** Saves the words about this picture on the server unless they are there. Resolves with whether they are there
   * now. */
  async save(id) {
    const entry = this.waiting.get(id);
    if (!entry) return true;
    clearTimeout(entry.timer);
    if (entry.saving) {
      await entry.saving;
      return this.save(id);
    }
    // Where no answer came the server may have had it: that is known first, and the rest goes on from there.
    entry.sent ??= entry.text;
    const { sent } = entry;
    this.keep(id, entry);
    entry.saving = this.tell(id, { alt: sent, was: entry.was });
    const answer = await entry.saving;
    entry.saving = null;
    if (answer.code !== "away") entry.sent = null;
    return answer.ok ? this.kept(id, entry, sent, answer) : this.refused(id, entry, answer);
  }

  kept(id, entry, sent, { alt, version, both = [] }) {
    this.known.set(id, { alt: alt === sent.trim() ? entry.text : alt, version });
    const [place] = both;
    entry.place = place ?? writtenOn(entry.place, sent, alt);
    if (entry.text.trim() !== sent.trim()) {
      Object.assign(entry, { was: sent, said: "", beside: null });
      this.keep(id, entry);
      return this.save(id);
    }
    this.waiting.delete(id);
    if (entry.taken) this.shelf.remove(entry.taken);
    this.forget(id);
    if (entry.place) this.both.set(id, entry.place);
    else this.both.delete(id);
    this.changed();
    return true;
  }

  refused(id, entry, { code, message = "", state }) {
    // The picture was erased: there is nothing any more that they could tell of.
    if (code === "not_found") return this.drop(id, entry);
    const said = code === "away" ? "" : message;
    const beside = code === "too_long_together" ? state.alt : null;
    this.keep(id, entry);
    this.changes(entry, { said, beside });
    if (mayPass({ code }) && !this.isOver) entry.timer = setTimeout(() => this.save(id), AGAIN_AFTER_MS);
    return false;
  }

  drop(id, { taken }) {
    this.waiting.delete(id);
    if (taken) this.shelf.remove(taken);
    this.forget(id);
    this.changed();
    return true;
  }

  /** One honest try now, with all that this device keeps. Resolves with whether it is there now. */
  async saveAll() {
    const own = await Promise.all([...this.waiting.keys()].map((id) => this.save(id)));
    this.handing ??= this.handInOthers().finally(() => (this.handing = null));
    return (await this.handing) && own.every(Boolean);
  }

  /** What other tabs kept beside words of this one: the server has the words of both. */
  async handInOthers() {
    for (const one of [...this.others]) {
      const [name, id, { text, was }] = one;
      const answer = await this.tell(id, { alt: text, was });
      if (!answer.ok && answer.code !== "not_found") return false;
      this.others = this.others.filter((other) => other !== one);
      this.shelf.remove(name);
      if (answer.ok) this.known.set(id, answer);
      this.changed();
    }
    return true;
  }

  /** Both stay as they stand. */
  settle(id) {
    this.both.delete(id);
    this.changed();
  }

  /** Of two texts at one place only this one stays. */
  only(id, chosen, shown) {
    const { stands } = this.both.get(id);
    this.both.delete(id);
    this.type(id, shown.replace(stands, () => chosen), shown);
    return this.save(id);
  }

  /** Of two texts that are too long together only this one stays: the other was read. */
  choose(id, chosen) {
    const entry = this.waiting.get(id);
    Object.assign(entry, { was: entry.beside, beside: null });
    this.type(id, chosen);
    return this.save(id);
  }
}
