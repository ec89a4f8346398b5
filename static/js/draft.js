// A paper's text on this device: kept with every key, until the server has it too.

import { newCommandId } from "./command-id.js";
import { LEFT, storage } from "./rows.js";

const FIELDS = ["title", "body", "lang"];
const TAB = "sawt-tab";
// No's that say nothing of the text: the network, or a server that is busy for a moment.
const PASSES = new Set(["away", "busy", "store_trouble", "server_trouble", "changed_meanwhile"]);
// Where what is typed is kept by now.
const ORDER = ["saved", "device", "typing"];
const ENDS_IN_WORD = /[\p{L}\p{M}\p{N}’']$/u;
const BEGINS_IN_WORD = /^[\p{L}\p{M}\p{N}’']/u;

/** Whether another try may be answered otherwise than this one. */
export function mayPass({ code }) {
  return PASSES.has(code);
}

/** The least that can be said of all of these: where one is on this device only, not all is saved. */
export function leastSaved(...all) {
  return all.reduce((least, one) => (ORDER.indexOf(one) > ORDER.indexOf(least) ? one : least), "saved");
}

/** Whether two texts say the same; spaces at their ends are nobody's words. */
export function isSameText(one, other) {
  return FIELDS.every((field) => (one[field] ?? "").trim() === (other[field] ?? "").trim());
}

/** Whether one text is the other, written on after its last word: safe to take in its place. */
export function isWrittenOn(longer, shorter) {
  return ["title", "body"].every((field) => goesOnWith(longer[field], shorter[field].trim()));
}

function goesOnWith(text, words) {
  const splitsWord = ENDS_IN_WORD.test(words) && BEGINS_IN_WORD.test(text.slice(words.length));
  return text.startsWith(words) && !splitsWord;
}

/** Whether two texts are the same to the last space. */
export function isExactly(one, other) {
  return FIELDS.every((field) => one[field] === other[field]);
}

/** One text of two from the same device; where one goes on with the other it is that one. */
export function beside(one, other) {
  if (isWrittenOn(other, one)) return other;
  if (isWrittenOn(one, other)) return one;
  const title = [...new Set([one.title, other.title])].filter(Boolean).join(" / ");
  return { title, body: [one.body, other.body].filter(Boolean).join("\n\n"), lang: other.lang };
}

/** Where a caret that stood there in one text stands in the other: beside the same words. */
export function placeIn(before, after, at) {
  if (after.startsWith(before.slice(0, at))) return at;
  const start = before.lastIndexOf("\n", at - 1) + 1;
  const line = before.slice(start).split("\n", 1)[0];
  const found = line.trim() ? after.indexOf(line) : -1;
  if (found >= 0) return found + at - start;
  return after.endsWith(before.slice(at)) ? after.length - (before.length - at) : Math.min(at, after.length);
}

/** A text with one of two that stand at a place of it: what was written there by the other goes. */
export function onlyOne(text, { where, stands }, chosen) {
  return { ...text, [where]: text[where].replace(stands, () => chosen) };
}

const placesOf = (paper) => `${LEFT}both/${paper}`;

/** The places where two wrote, or somebody where a change was that she took, for as long as both texts stand there. */
export function keptPlaces(shelf, paper, text) {
  return (shelf.get(placesOf(paper)) ?? []).filter(({ where, stands }) => text[where]?.includes(stands));
}

/** Keeps them over a reload. Resolves when that is done. */
export function keepPlaces(shelf, paper, places) {
  return places.length > 0 ? shelf.put(placesOf(paper), places) : shelf.remove(placesOf(paper));
}

const HEADING = /^#[ \t]+/;

/** The text with the line of this place as a heading, or, where it is one, as a line like any other; and where
 * the caret stands then. */
export function turnHeading(text, at) {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const line = text.slice(start).split("\n", 1)[0];
  const sign = line.match(HEADING)?.[0];
  const turned = sign ? line.slice(sign.length) : `# ${line.trimStart()}`;
  const caret = Math.max(start, at + turned.length - line.length);
  return { text: text.slice(0, start) + turned + text.slice(start + line.length), at: caret };
}

/** A line as it is read: without what makes it a heading. */
export function readLine(line) {
  return line.replace(HEADING, "");
}

/** How many words a text has, in any script. */
export function wordCount(text) {
  return text.match(/[\p{L}\p{M}\p{N}’']+/gu)?.length ?? 0;
}

/** The lines of a text that are not in the one it went on from: what would be lost with it. */
export function linesNotIn(text, was) {
  const lines = ({ title = "", body = "" } = {}) => [title, ...body.split("\n")].map((line) => line.trim()).filter(Boolean);
  const kept = new Set(lines(was));
  return lines(text).filter((line) => !kept.has(line));
}

/** What tells this page's rows from those of all others, `mark`; and `before`, that of the page which this tab
 * showed last. A tab that was doubled begins with what the first one remembers, so no mark outlives its page. */
export function marksOfTab(session = storage("sessionStorage")) {
  const mark = newCommandId();
  try {
    const before = session.getItem(TAB);
    session.setItem(TAB, mark);
    return { mark, before };
  } catch {
    return { mark, before: null }; // a browser that forbids storage keeps no rows either
  }
}

/** Gives the server a text with the one it went on from, until it has the words of both; `save` sends
 * a draft and resolves with its answer. Resolves with the places where two wrote, or with null. */
async function handIn({ title, body, lang, base, was }, save) {
  let [text, from, version] = [{ title, body, lang }, was ?? { title: "", body: "", lang }, base];
  let both = [];
  for (;;) {
    const before = { was_title: from.title, was_body: from.body, was_lang: from.lang };
    const answer = await save({ ...text, base: version, ...before });
    if (answer.ok) return both;
    if (answer.code !== "draft_moved_on" || !answer.state?.merged) return null;
    from = answer.state;
    version = from.version;
    ({ both, ...text } = from.merged);
  }
}

/** The places of one paper's text on this device: each page has its own, and finds the others'. */
export class DeviceDraft {
  constructor(paperId, shelf, { mark, before } = marksOfTab()) {
    this.paper = `draft/${paperId}`;
    this.name = `${this.paper}/${mark}`;
    this.shelf = shelf;
    const last = `${this.paper}/${before}`;
    /** What other pages kept, as `[name, text]`; first that of the page which this tab showed before. */
    this.others = this.rows().sort(([one], [other]) => (other === last) - (one === last));
    this.taken = [];
  }

  rows() {
    const isHere = (name) => name === this.paper || name.startsWith(`${this.paper}/`);
    return this.shelf.all(this.paper).filter(([name, text]) => isHere(name) && typeof text?.body === "string");
  }

  /** The text that another page kept and this one goes on with; null without any. */
  read() {
    if (this.taken.length === 0 && this.others.length > 0) this.taken.push(this.others.shift());
    return this.taken[0]?.[1] ?? null;
  }

  /** Keeps the text, and the server's version and words it builds on; what it went on with stands in it. Resolves
   * with whether it is kept. */
  async keep({ title, body, lang }, base, was) {
    const isKept = await this.shelf.put(this.name, { title, body, lang, base, was });
    if (isKept) this.letGo();
    return isKept;
  }

  /** The server has it: nothing of it is kept here any more. */
  forget() {
    this.shelf.remove(this.name);
    this.letGo();
  }

  /** What this page went on with is its own now. */
  letGo() {
    for (const [name] of this.taken.splice(0)) this.shelf.remove(name);
  }

  /** Nothing of this paper is kept here any more, by no tab. Answers with what was. */
  forgetAll() {
    const rows = this.rows();
    for (const [name] of rows) this.shelf.remove(name);
    this.others = [];
    return rows.map(([, text]) => text);
  }

  /** Gives the server what the other tabs kept, each as that tab would. Resolves with the places
   * where two wrote, or with null where something could not be given yet. */
  async handInOthers(save) {
    const places = [];
    while (this.others.length > 0) {
      const [[name, text]] = this.others;
      const both = await handIn(text, save);
      if (!both) return null;
      places.push(...both);
      this.others.shift();
      this.shelf.remove(name);
    }
    return places;
  }
}
