import assert from "node:assert/strict";
import { test } from "node:test";
import { opened, words } from "./drawn.js";
import { Server, linesOf } from "./kept-server.js";
import { storage } from "./storage.js";

const inAMoment = () => new Promise((resolve) => setTimeout(resolve, 2));

/** One child's tablet, with the page of a paper open on it as the browser would have it. */
class Tablet {
  constructor(server, child) {
    Object.assign(this, { server, child, local: storage(), session: storage(), isHere: true });
  }

  async open(id) {
    this.close();
    this.id = id;
    const { title, body, lang, version, authors } = this.server.papers.get(id);
    const isWith = authors.includes(this.child);
    const topic = this.server.topic(this.child);
    const paper = isWith ? { id, title, body, lang, version, state: "draft", authors: authors.length } : undefined;
    const page = { lang: "en", dir: "ltr", words: {}, me: { owner: this.child }, topics: { papers: topic }, paper };
    const server = async (name, fields) => this.server.answer(this.child, name, fields);
    const { local, session } = this;
    this.made = await opened("sawt-paper-editor", page, { server, local, session, beside: "sawt-words-along" });
    this.made.live.status = this.isHere ? "here" : "away";
    if (isWith) this.made.element.draft.open();
  }

  close() {
    const { element, beside } = this.made ?? {};
    clearTimeout(element?.draft.timer);
    clearTimeout(beside?.timer);
  }

  type(line, at) {
    const { draft } = this.made.element;
    const lines = linesOf(draft.text.body);
    draft.type({ body: [...lines.slice(0, at), line, ...lines.slice(at)].join("\n\n") });
    clearTimeout(draft.timer);
  }

  /** What the page does when it hears from the server: it saves, and looks what is left behind. */
  async hear() {
    const { element, beside, live, topics } = this.made;
    live.status = this.isHere ? "here" : "away";
    if (!this.isHere) return;
    topics.tell("papers", this.server.topic(this.child));
    const id = this.id;
    globalThis.fetch = async () => {
      const answer = this.server.answer(this.child, "papers.save_draft", { paper: id });
      return { status: answer.code === "not_with_it" ? 404 : 200, ok: false, json: async () => answer };
    };
    if (!beside.left && element.paper) await element.saveNow();
    clearTimeout(element.draft.timer);
    await beside.look();
    clearTimeout(beside.timer);
  }

  get kept() {
    return Object.values(this.local).join(" ");
  }
}

test("she left on one tablet: what the other had not sent is in her own paper, and nothing is kept there any more", async () => {
  const server = new Server();
  server.begin("p1", "mina", "sami");
  const [one, two] = [new Tablet(server, "mina"), new Tablet(server, "mina")];
  await one.open("p1");
  one.type("Mine, and sent.", 0);
  await one.hear();
  await two.open("p1");
  two.isHere = false;
  await two.hear();
  two.type("Mine, and not sent.", 1);
  server.answer("mina", "papers.leave", { paper: "p1" });
  two.isHere = true;
  await two.hear();
  const { beside, shelf } = two.made;
  assert.deepEqual(linesOf(server.papers.get(beside.own).body), ["Mine, and sent.", "Mine, and not sent."]);
  assert.match(words(beside.render()), /What I wrote here is in a paper of my own/);
  await shelf.settled();
  assert.doesNotMatch(two.kept, /not sent/);
});

test("words that the server does not take stay on the tablet, and it says so", async () => {
  const server = new Server();
  server.begin("p1", "mina", "sami");
  const tablet = new Tablet(server, "mina");
  await tablet.open("p1");
  tablet.isHere = false;
  await tablet.hear();
  tablet.type("Not sent.", 0);
  server.answer("mina", "papers.leave", { paper: "p1" });
  let asked = 0;
  server.rescue = () => {
    asked += 1;
    return { ok: false, code: "not_allowed", message: "no" };
  };
  tablet.isHere = true;
  await tablet.hear();
  await tablet.hear();
  assert.equal(asked, 1);
  assert.match(words(tablet.made.beside.render()), /stays on this tablet, locked/);
  await tablet.made.shelf.settled();
  assert.match(tablet.kept, /Not sent/);
});

test("a no that stays a no is said once, and is not asked for again every few seconds", async () => {
  const server = new Server();
  server.begin("p1", "mina", "sami");
  for (const [code, isAgain] of [["not_with_it", false], ["not_allowed", false], ["busy", true], ["store_trouble", true]]) {
    const tablet = new Tablet(server, "mina");
    await tablet.open("p1");
    const { draft } = tablet.made.element;
    draft.type({ body: "One line." });
    server.save = () => ({ ok: false, code, message: "A sentence." });
    clearTimeout(draft.timer);
    draft.timer = null;
    assert.equal(await draft.save(), false);
    assert.equal(draft.said, "A sentence.");
    assert.equal(Boolean(draft.timer) && !draft.timer._destroyed, isAgain, code);
    delete server.save;
    tablet.close();
  }
});

/** A sequence that is the same for the same number. */
function dice(seed) {
  let state = seed * 2_654_435_761 + 1;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536) % sides;
  };
}

test("whatever three tablets of two children do, each has all her words, and none of whoever left", async () => {
  for (let seed = 1; seed <= 25; seed += 1) {
    const roll = dice(seed);
    const server = new Server();
    server.begin("p1", "mina", "sami");
    const tablets = ["mina", "mina", "sami"].map((child) => new Tablet(server, child));
    for (const tablet of tablets) await tablet.open("p1");
    const typed = new Map();
    let left = null;
    for (let step = 0; step < 25; step += 1) {
      const tablet = tablets[roll(3)];
      const act = roll(7);
      if (act < 2 && tablet.made.element.paper && !tablet.made.beside.left) {
        const line = `Line ${step} of ${tablet.child}.`;
        tablet.type(line, roll(3));
        typed.set(line, tablet.child);
      } else if (act === 2) tablet.isHere = false;
      else if (act === 3) tablet.isHere = true;
      else if (act === 4 && tablet.isHere) await tablet.open("p1");
      else if (act === 5 && !left && step > 12 && tablet.isHere) {
        left = tablet.child;
        server.answer(left, "papers.leave", { paper: "p1" });
      } else await tablet.hear();
      await inAMoment();
    }
    for (const tablet of [...tablets, ...tablets]) {
      tablet.isHere = true;
      await tablet.open("p1");
      await tablet.hear();
      await tablet.hear();
    }
    for (const [line, child] of typed) {
      const papers = server.of(child).filter(({ body }) => linesOf(body).includes(line));
      assert.ok(papers.length > 0, `${seed}: ${line}`);
      if (left === child) assert.ok(!linesOf(server.papers.get("p1").body).includes(line), `${seed}: ${line}`);
    }
    for (const tablet of tablets) {
      await tablet.made.shelf.settled();
      assert.doesNotMatch(tablet.kept, /Line/, `${seed}`);
      tablet.close();
    }
  }
});
