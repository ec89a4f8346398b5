// Papers as the server keeps them, in memory: for tests of what a device does. It gives the same answers.

const FIELDS = ["title", "body", "lang"];
const EMPTY = { title: "", body: "", lang: "en" };

export function linesOf(text) {
  return text.split("\n").filter((line) => line.trim());
}

function isSame(one, other) {
  return FIELDS.every((field) => one[field] === other[field]);
}

/** What was kept, with what was written anew on the text before it, and without what was taken out of it. */
function merged(was, kept, written) {
  const [before, now, mine] = [was, kept, written].map(({ body }) => linesOf(body));
  const stay = now.filter((line) => mine.includes(line) || !before.includes(line));
  const come = mine.filter((line) => !before.includes(line) && !now.includes(line));
  const title = written.title === was.title ? kept.title : written.title;
  return { title, body: [...stay, ...come].join("\n\n"), lang: kept.lang, both: [] };
}

export class Server {
  constructor() {
    this.papers = new Map();
    this.version = 1;
  }

  begin(id, ...authors) {
    this.papers.set(id, { ...EMPTY, id, version: 0, authors, began: new Map(), ways: new Map() });
  }

  /** What this child may open. */
  of(child) {
    return [...this.papers.values()].filter(({ authors }) => authors.includes(child));
  }

  topic(child) {
    const papers = this.of(child).map(({ id, version, authors }) => ({
      id,
      version,
      state: "draft",
      authors: authors.length,
      comments: [],
    }));
    return { version: (this.version += 1), data: { papers } };
  }

  answer(child, name, fields) {
    const paper = this.papers.get(fields.paper);
    const isWith = paper?.authors.includes(child);
    if (!isWith && !paper?.ways.has(child)) return { ok: false, code: "not_found" };
    if (name === "papers.rescue_words") return isWith ? { ok: false, code: "not_now" } : this.rescue(child, paper, fields);
    if (!isWith) return { ok: false, code: "not_with_it", message: "left", state: { paper: paper.ways.get(child) } };
    return name === "papers.leave" ? this.leave(child, paper) : this.save(child, paper, fields);
  }

  save(child, paper, { title, body, lang, base, was_lang: wasLang, was_title: wasTitle, was_body: wasBody }) {
    const [written, kept] = [{ title, body, lang }, { title: paper.title, body: paper.body, lang: paper.lang }];
    if (isSame(written, kept)) return { ok: true, version: paper.version };
    if (base !== paper.version) {
      const was = wasLang && { title: wasTitle, body: wasBody, lang: wasLang };
      // Lines of whoever has left since are in no text of the others.
      const rest = (text) => ({ ...text, body: linesOf(text.body).filter((line) => !paper.gone?.has(line)).join("\n\n") });
      const both = was ? { merged: merged(rest(was), kept, rest(written)) } : {};
      return { ok: false, code: "draft_moved_on", state: { ...kept, version: paper.version, ...both } };
    }
    for (const line of linesOf(body)) if (!paper.began.has(line)) paper.began.set(line, child);
    Object.assign(paper, written, { version: paper.version + 1 });
    return { ok: true, version: paper.version };
  }

  leave(child, paper) {
    const lines = linesOf(paper.body);
    const hers = lines.filter((line) => paper.began.get(line) === child);
    paper.authors = paper.authors.filter((one) => one !== child);
    paper.gone = new Set([...paper.began].filter(([, who]) => who === child).map(([line]) => line));
    Object.assign(paper, { body: lines.filter((line) => !hers.includes(line)).join("\n\n"), version: paper.version + 1 });
    paper.ways.set(child, hers.length > 0 ? this.own(child, hers) : null);
    return { ok: true, paper: paper.ways.get(child) };
  }

  rescue(child, paper, { body, was_body: wasBody }) {
    const before = linesOf(wasBody);
    const own = this.papers.get(paper.ways.get(child));
    const kept = linesOf(own?.body ?? "");
    const come = linesOf(body).filter((line) => !before.includes(line) && !kept.includes(line));
    if (come.length === 0) return { ok: true, paper: own?.id ?? null };
    if (!own) paper.ways.set(child, this.own(child, come));
    else Object.assign(own, { body: [...kept, ...come].join("\n\n"), version: own.version + 1 });
    return { ok: true, paper: paper.ways.get(child) };
  }

  own(child, lines) {
    const id = `own${this.papers.size}`;
    this.begin(id, child);
    Object.assign(this.papers.get(id), { body: lines.join("\n\n"), version: 1 });
    return id;
  }
}
