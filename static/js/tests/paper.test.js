import assert from "node:assert/strict";
import { test } from "node:test";
import { opened } from "./drawn.js";
import { storage } from "./storage.js";

const told = (text, lang = "en") => ({ text, lang, dir: "ltr" });
const handedIn = (number, body) => ({ number, title: told("A lamp"), paragraphs: [told(body)] });
const paper = (over) => ({
  id: "p1",
  title: "A lamp",
  body: "A line that nobody sent.",
  lang: "en",
  version: 3,
  state: "selected",
  asks: "confirm",
  updated_at: "1",
  sent: handedIn(1, "For the stairs."),
  ...over,
});
const pageOf = (over) => ({ lang: "en", dir: "ltr", words: {}, me: { owner: "sami" }, topics: {}, paper: paper(over) });
const topic = (over) => ({ version: 1, data: { papers: [{ ...paper(over), sent: undefined }] } });
const inAMoment = () => new Promise((resolve) => setTimeout(resolve, 5));

/** The server's page as it is from now on, for whoever opens it anew. */
function isNow(page) {
  const getElementById = () => ({ textContent: JSON.stringify(page) });
  globalThis.location = { pathname: "/papers/p1" };
  globalThis.fetch = async () => new Response("");
  globalThis.DOMParser = class {
    parseFromString() {
      return { getElementById, querySelector: () => null };
    }
  };
}

async function editor(over, answer = () => ({ ok: true, version: 4 }), stores = {}) {
  const sent = [];
  const server = async (name, fields) => {
    sent.push({ name, ...fields });
    return answer(name, fields);
  };
  const page = await opened("sawt-paper-editor", pageOf(over), { server, ...stores });
  return { ...page, sent, draft: page.element.draft };
}

test("whoever says yes reads the words that were sent, and her yes is for them", async () => {
  const { element, sent, shows, press } = await editor({}, () => ({ ok: true, state: "confirmed" }));
  assert.match(shows(), /For the stairs\./);
  assert.doesNotMatch(shows(), /nobody sent/);
  press("confirm");
  await inAMoment();
  assert.deepEqual([sent[0].name, sent[0].number, sent[0].reads_aloud], ["papers.confirm", 1, "me"]);
  for (const state of ["submitted", "in_review", "joined", "confirmed", "not_this_time", "withdrawn"]) {
    element.state = state;
    assert.doesNotMatch(shows(), /nobody sent/, state);
  }
  element.state = "draft";
  assert.match(shows(), /nobody sent/);
});

test("a yes to older words is none, and the page shows those that count", async () => {
  const { element, shows, press } = await editor({}, () => ({ ok: false, code: "changed_meanwhile", message: "Faster." }));
  isNow(pageOf({ sent: handedIn(2, "For every stair.") }));
  press("confirm");
  await inAMoment();
  assert.equal(element.state, "selected");
  assert.match(shows(), /For every stair\./);
});

test("what another tablet sent is shown as soon as it is told that something moved", async () => {
  const { element, topics, shows } = await editor({ state: "questions_back" });
  isNow(pageOf({ state: "in_review", sent: handedIn(2, "Sent by the other tablet.") }));
  topics.tell("papers", topic({ state: "in_review", updated_at: "2" }));
  element.willUpdate();
  await inAMoment();
  assert.match(shows(), /Sent by the other tablet\./);
  assert.doesNotMatch(shows(), /nobody sent/);
});

test("words just sent stand there until they are read anew, and nobody says yes before", async () => {
  const { element, sent, shows, press } = await editor({ state: "draft", sent: null });
  globalThis.fetch = () => Promise.reject(new Error("no Wi-Fi"));
  await element.submit();
  assert.deepEqual(sent.splice(0).map(({ name }) => name), ["papers.submit"]);
  element.state = "selected";
  assert.match(shows(), /nobody sent/);
  press("confirm");
  await inAMoment();
  assert.deepEqual(sent, []);
});

test("a line reaches the server also when somebody began to read the paper meanwhile", async () => {
  const { element, draft, sent } = await editor({ state: "questions_back" });
  draft.type({ body: "One more line." });
  element.state = "in_review";
  assert.equal(await draft.save(), true);
  assert.deepEqual(sent.map(({ name, body }) => [name, body]), [["papers.save_draft", "One more line."]]);
});

test("a line that this device kept reaches the server also when somebody reads the paper", async () => {
  const local = storage();
  const before = await editor({ state: "questions_back" }, undefined, { local });
  before.live.status = "away";
  before.draft.type({ body: "Typed without a network." });
  assert.equal(await before.draft.save(), false);
  await before.shelf.settled();
  const { element, draft, sent, shelf } = await editor({ state: "in_review" }, undefined, { local });
  draft.open();
  assert.equal(await element.saveNow(), true);
  assert.deepEqual(sent.map(({ body }) => body), ["Typed without a network."]);
  await shelf.settled();
  assert.deepEqual(Object.keys(local).filter((key) => key.includes("draft")), []);
});

test("what two tabs kept without a network reaches the server when one of them is opened again", async () => {
  const local = storage();
  const stores = { one: { local, session: storage() }, two: { local, session: storage() } };
  for (const [name, body] of [["one", "Hers."], ["two", "His."]]) {
    const tab = await editor({ state: "draft" }, undefined, stores[name]);
    tab.live.status = "away";
    tab.draft.type({ body });
    await tab.shelf.settled();
  }
  const { element, draft, sent, shelf, shows } = await editor({ state: "draft" }, undefined, stores.one);
  draft.open();
  assert.match(shows(), /Hers\./);
  assert.equal(await element.saveNow(), true);
  assert.deepEqual(sent.map(({ body, base }) => [body, base]), [["His.", 3], ["Hers.", 3]]);
  await shelf.settled();
  assert.deepEqual(Object.keys(local).filter((key) => key.includes("draft")), []);
});

test("where several write it is sent once each has pressed, at words that nobody changed since", async () => {
  const together = { state: "draft", authors: 2, sending: "theirs" };
  const { draft, topics, sent, shows, press } = await editor(together, () => ({ ok: true, state: "draft" }));
  assert.match(shows(), /Another of us wants to send it/);
  press("submit");
  await inAMoment();
  assert.deepEqual([sent[0].name, sent[0].version], ["papers.submit", 3]);
  topics.tell("papers", topic({ state: "draft", authors: 2, sending: "mine" }));
  assert.match(shows(), /It waits for the others/);
  assert.doesNotMatch(shows(), /Send my paper/);
  draft.type({ body: "One more line." });
  assert.match(shows(), /Send my paper/);
});

const question = (id) => ({ state: "questions_back", letter: { kind: "question", id, text: told("Who?") } });

test("an answer that is typed outlives a reload, belongs to its question, and is kept no more once sent", async () => {
  const local = storage();
  const letter = async (id, server) =>
    opened("sawt-paper-letter", pageOf(question(id)), { local, server });
  const first = await letter("q1");
  first.element.type("Our neigh");
  await first.shelf.settled();
  const again = await letter("q1", async () => ({ ok: true }));
  assert.match(again.shows(), /Our neigh/);
  assert.equal((await letter("q2")).element.words, "");
  await again.element.answer();
  await again.shelf.settled();
  assert.doesNotMatch((await letter("q1")).shows(), /Our neigh/);
});

test("an answer that somebody else's came before stands beside her paper until she says what becomes of it", async () => {
  const local = storage();
  const { element, topics, shelf, shows } = await opened("sawt-paper-letter", pageOf(question("q1")), { local });
  element.type("Our neighbours.");
  topics.tell("papers", topic({ state: "in_review", letter: null }));
  element.willUpdate();
  assert.match(shows(), /I had written an answer, too[^]*Our neighbours\./);
  await shelf.settled();

  const again = await opened("sawt-paper-letter", pageOf(question("q2")), { local });
  assert.match(again.shows(), /I had written an answer, too[^]*Our neighbours\./);
  assert.equal(again.element.words, "");
  again.element.type("The school.");
  const { draft, text } = { text: [], draft: { text: { body: "A lamp. " }, type: ({ body }) => text.push(body) } };
  document.querySelectorAll = () => [{ draft }];
  again.press("put-in-q1");
  assert.deepEqual(text, ["A lamp.\n\nOur neighbours."]);
  assert.doesNotMatch(again.shows(), /Our neighbours/);
  assert.equal(again.element.words, "The school.");
  await again.shelf.settled();
  assert.equal(Object.keys(local).filter((key) => key.includes("answer/")).length, 1);
});

test("an answer typed in two pages at once is found whole in the next", async () => {
  const local = storage();
  const pages = [];
  for (const text of ["Our neighbours.", "The school."]) {
    pages.push(await opened("sawt-paper-letter", pageOf(question("q1")), { local }));
    pages.at(-1).element.turnTo("q1");
    pages.at(-1).element.type(text);
    await pages.at(-1).shelf.settled();
  }
  pages[0].element.type("Our neighbours, and we.");
  await pages[0].shelf.settled();
  const { element } = await opened("sawt-paper-letter", pageOf(question("q1")), { local });
  assert.deepEqual(element.words.split("\n\n").sort(), ["Our neighbours, and we.", "The school."]);
});

const sentAs = (body) => ({ ...handedIn(1, body), words: { title: "A lamp", body } });

test("where no sheet is shown, more words than were sent are said, read and sent by taking it back", async () => {
  const since = (over) => editor({ body: "For the stairs.\n\nAnd the yard.", sent: sentAs("For the stairs."), ...over });
  for (const state of ["submitted", "in_review", "selected", "not_this_time", "joined", "confirmed", "withdrawn"]) {
    const { element } = await since({ state });
    assert.equal(element.isUnsent, true, state);
    assert.notEqual(typeof element.since(), "symbol", state);
  }
  const same = await since({ state: "in_review", body: "For the stairs. " });
  assert.equal(same.element.isUnsent, false);
  const emptied = await since({ state: "in_review", title: "", body: "" });
  assert.equal(emptied.element.isUnsent, false);
});

test("the notice shows what came and what went, and says how it is sent from there", async () => {
  const since = await opened("sawt-paper-since", pageOf({}), {});
  const shows = (over) => Object.assign(since.element, over) && since.shows();
  const text = { title: "A lamp", body: "For every stair.\n# Why\nFor the yard.", lang: "en" };
  const base = { text, sent: { title: "A lamp", body: "For the stairs.\n\nFor the yard." }, authors: 1 };
  const review = shows({ ...base, state: "in_review" });
  assert.match(review, /I wrote more that is not sent yet/);
  assert.match(review, /Take it back, then send it again/);
  assert.match(review, /For the stairs\.[^]*For every stair\.[^]*Why/);
  assert.doesNotMatch(review, /For the yard|no place in the session|# Why/);
  assert.match(shows({ authors: 2 }), /We wrote more/);
  assert.match(shows({ state: "confirmed" }), /no place in the session/);
  assert.match(shows({ state: "withdrawn" }), /Bring it back, then send it/);
  assert.match(shows({ text: { ...text, body: "For the yard." } }), /Something changed here/);
});

test("it can be taken back wherever it was sent, and a draft can't: nobody sees it", async () => {
  const { element, shows } = await editor({ sent: sentAs("For the stairs.") });
  for (const state of ["submitted", "in_review", "questions_back", "change_offered", "not_this_time", "confirmed"]) {
    element.state = state;
    assert.match(shows(), /Take my paper back/, state);
  }
  for (const state of ["draft", "withdrawn"]) {
    element.state = state;
    assert.doesNotMatch(shows(), /Take my paper back/, state);
  }
});

test("who wrote where the change was too is asked about both texts, also after a reload, until she says", async () => {
  const local = storage();
  globalThis.location = { reload() {} };
  const offer = { kind: "offer", id: "o1", before: { title: { parts: [] }, body: { parts: [] } }, after: { title: { parts: [] }, body: { parts: [] } } };
  const both = [{ where: "body", kept: "One lamp.", written: "I want two lamps.", stands: "One lamp.\n\nI want two lamps." }];
  const letter = await opened("sawt-paper-letter", pageOf({ state: "change_offered", letter: offer }), {
    local,
    server: async () => ({ ok: true, state: "in_review", both }),
  });
  document.querySelectorAll = () => [];
  letter.press("yes");
  await inAMoment();
  await letter.shelf.settled();
  const now = { state: "in_review", body: both[0].stands, sent: sentAs("One lamp.") };
  const { draft, sent, shows, shelf } = await editor(now, undefined, { local });
  assert.match(shows(), /I wrote where the change was[^]*I want two lamps\.[^]*One lamp\./);
  draft.only(draft.both[0], "One lamp.");
  await draft.save();
  await shelf.settled();
  assert.deepEqual(sent.map(({ body }) => body), ["One lamp."]);
  assert.deepEqual((await editor(now, undefined, { local })).draft.both, []);
});

test("who reads it aloud is chosen anew on a confirmed paper, until it has been on stage", async () => {
  const confirmed = { state: "confirmed", asks: null, reads_aloud: "friend" };
  assert.match((await editor(confirmed)).shows(), /The moderator reads it/);
  assert.doesNotMatch((await editor({ ...confirmed, was_on_stage: true })).shows(), /The moderator reads it/);
  const sent = [];
  const reader = await opened("sawt-paper-reader", pageOf(confirmed), {
    server: async (name, fields) => sent.push([name, fields.number, fields.reads_aloud]) && { ok: true },
  });
  Object.assign(reader.element, { paper: "p1", number: 1, chosen: "friend" });
  assert.equal(reader.press("reader"), false);
  reader.element.want("moderator");
  reader.press("reader");
  await inAMoment();
  assert.deepEqual(sent, [["papers.confirm", 1, "moderator"]]);
  assert.equal(reader.press("reader"), false);
});

test("without a title nothing stands twice on the sheet, and nothing is read twice", async () => {
  const opening = told("For the stairs.");
  const sent = { number: 1, title: opening, paragraphs: [opening], words: { title: "", body: "For the stairs." } };
  const { shows } = await editor({ state: "in_review", title: "", body: "For the stairs.", sent });
  assert.equal(shows().match(/For the stairs\./g).length, 1);
});

test("what can't be kept is sent by no Wi-Fi: whoever presses reads what the server said", async () => {
  const no = { ok: false, code: "bad_input", message: "A little shorter, please." };
  const { element, draft, live, press } = await editor({ state: "draft" }, () => no);
  draft.type({ body: "Too long." });
  press("submit");
  await inAMoment();
  assert.equal(element.said("submit"), "A little shorter, please.");
  live.status = "away";
  press("submit");
  await inAMoment();
  assert.match(element.said("submit"), /when the Wi-Fi is back/);
});

test("whoever leaves with words that are here alone reads why nothing happens, and first what becomes of the rest", async () => {
  const server = async () => ({ ok: true });
  const { element } = await opened("sawt-paper-together", pageOf({ state: "confirmed" }), { server });
  element.draft = { paper: "p1", save: async () => false, whyHere: (away) => away };
  await element.leave();
  assert.match(element.said("leave"), /needs the Wi-Fi/);
  assert.match(element.whatComes(), /no place in a session or a book until/);
  element.draft.told = { state: "draft" };
  assert.doesNotMatch(element.whatComes(), /no place/);
});
