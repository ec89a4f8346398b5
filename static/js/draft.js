// A paper's text on this device: kept with every key, until the server has it too.

const FIELDS = ["title", "body", "lang"];

/** Whether two texts say the same; spaces at their ends are nobody's words. */
export function isSameText(one, other) {
  return FIELDS.every((field) => (one[field] ?? "").trim() === (other[field] ?? "").trim());
}

/** Whether one text is the other, written on: safe to take in its place. */
export function isWrittenOn(longer, shorter) {
  return ["title", "body"].every((field) => longer[field].startsWith(shorter[field].trim()));
}

/**
 * What to show when a paper is opened: `server` as it is, `device` where this device has newer words
 * that build on the server's version, `both` where each side was written on since they parted.
 */
export function whatToOpen(server, device) {
  if (!device || isSameText(server, device)) return "server";
  return device.base === server.version ? "device" : "both";
}

/** Both texts in one: one's own first, nothing lost. A language that differs stays one's own. */
export function bothTexts(own, other) {
  const title = [own.title, other.title].filter(Boolean);
  return {
    title: [...new Set(title)].join(" / "),
    body: [own.body, other.body].filter(Boolean).join("\n\n* * *\n\n"),
    lang: own.lang,
  };
}

/** How many words a text has, in any script. */
export function wordCount(text) {
  return text.match(/[\p{L}\p{M}\p{N}’']+/gu)?.length ?? 0;
}

/** The place of one paper's text on this device. */
export class DeviceDraft {
  constructor(paperId, shelf) {
    this.name = `draft/${paperId}`;
    this.shelf = shelf;
  }

  /** The text kept here; null when there is none. */
  read() {
    const kept = this.shelf.get(this.name);
    return kept && typeof kept.body === "string" ? kept : null;
  }

  /** Keeps the text and the server's version it builds on. Resolves with whether it is kept. */
  keep({ title, body, lang }, base) {
    return this.shelf.put(this.name, { title, body, lang, base });
  }

  /** The server has it: nothing is kept here any more. */
  forget() {
    this.shelf.remove(this.name);
  }
}
