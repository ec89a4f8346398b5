import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { FakeSocket } from "./fake-socket.js";
import { storage } from "./storage.js";

globalThis.document = { addEventListener() {}, getElementById: () => null, hidden: false };
globalThis.addEventListener = () => {};
const { Live } = await import("../live.js");
const { PaperDraft } = await import("../paper-draft.js");
const { Shelf } = await import("../shelf.js");
const { Topics } = await import("../store.js");

const SNAPSHOT = { ok: true, topics: {} };
const PAPER = { id: "p1", title: "A lamp", body: "One.", lang: "en", version: 3 };
const settled = () => setImmediate();
const told = (version) => ({ version, data: { papers: [{ id: "p1", version }] } });

/** The server has another's words; both can be one but for these places. */
function movedOn(version, body, merged, both = []) {
  const other = { title: "A lamp", body, lang: "en" };
  return { ok: false, code: "draft_moved_on", state: { ...other, version, merged: { ...other, body: merged, both } } };
}

/** A sheet on a tablet of its own with the page's connection, begun as the page begins it. */
async function sheet(t, { local = storage(), paper = PAPER, isHere = true, form } = {}) {
  const socket = new FakeSocket();
  const keeps = new Shelf({ me: {}, local, session: storage() });
  const server = new Live(new Topics(), { connect: () => socket, keeps });
  server.follow({ desk: "mine" });
  t.after(() => server.end({ code: "test" }));
  await keeps.opened;
  const come = async () => {
    socket.come();
    socket.named("live.follow").at(-1).answer(SNAPSHOT);
    await settled();
  };
  if (isHere) await come();
  const draft = new PaperDraft(paper, "papers", { server, keeps });
  t.after(() => draft.stop());
  if (form) draft.carryOver(form);
  draft.begin();
  await settled();
  const saves = () => socket.named("papers.save_draft");
  const answer = async (said) => {
    saves().at(-1).answer(said);
    await settled();
  };
  return { draft, socket, server, topics: server.topics, come, saves, answer, shelf: keeps, local };
}

const kept = (local) => Object.entries(local).filter(([name]) => name.includes("draft/")).map(([, row]) => row).join();

function clock(t) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  return async (ms) => {
    t.mock.timers.tick(ms);
    await settled();
  };
}

test("every key is kept here at once, and here no more once the server has it a second later", async (t) => {
  const wait = clock(t);
  const { draft, local, saves, answer } = await sheet(t);
  const heard = [];
  draft.addEventListener("changed", () => heard.push(draft.saved));
  draft.type({ body: "One. Two." });
  await settled();
  assert.deepEqual(heard, ["typing", "device"]);
  assert.match(kept(local), /One\. Two\./);
  await wait(999);
  assert.equal(saves().length, 0);
  await wait(1);
  assert.deepEqual([saves()[0].fields.body, saves()[0].fields.base], ["One. Two.", 3]);
  await answer({ ok: true, version: 4 });
  assert.deepEqual([draft.saved, draft.base], ["saved", 4]);
  assert.equal(kept(local), "");
});

test("without a network every word stays here, and goes when it is back", async (t) => {
  const { draft, local, come, saves, answer } = await sheet(t, { isHere: false });
  draft.type({ body: "Typed in the bus." });
  assert.equal(await draft.saveNow(), false);
  assert.equal(draft.saved, "device");
  assert.match(kept(local), /in the bus/);
  await come();
  assert.deepEqual(saves().map(({ fields }) => fields.body), ["Typed in the bus."]);
  await answer({ ok: true, version: 4 });
  assert.equal(draft.saved, "saved");
  assert.equal(kept(local), "");
});

test("what is typed while a text is on its way goes after it, and is kept here until it is there", async (t) => {
  const { draft, local, saves, answer } = await sheet(t);
  draft.type({ body: "One. Two." });
  const isThere = draft.save();
  draft.type({ body: "One. Two. Three." });
  await answer({ ok: true, version: 4 });
  assert.equal(draft.saved === "saved", false);
  assert.match(kept(local), /Three/);
  assert.deepEqual([saves()[1].fields.body, saves()[1].fields.base], ["One. Two. Three.", 4]);
  await answer({ ok: true, version: 5 });
  assert.equal(await isThere, true);
  assert.deepEqual([draft.saved, kept(local)], ["saved", ""]);
});

test("where the answer was lost, the server's newer text is known as one's own", async (t) => {
  const { draft, saves, answer } = await sheet(t);
  draft.type({ body: "One. Two." });
  const first = draft.save();
  saves()[0].lose();
  assert.equal(await first, false);
  draft.type({ body: "One. Two. Three." });
  const again = draft.save();
  await answer(movedOn(4, "One. Two.", "One. Two.\n\nOne. Two. Three."));
  assert.deepEqual(draft.text.body, "One. Two. Three.");
  assert.deepEqual([saves()[2].fields.body, saves()[2].fields.base], ["One. Two. Three.", 4]);
  await answer({ ok: true, version: 5 });
  assert.equal(await again, true);
});

test("a no that passes is asked again, and a no that stays is said and keeps the words here", async (t) => {
  const wait = clock(t);
  const { draft, local, saves, answer } = await sheet(t);
  draft.type({ body: "One. Two." });
  draft.save();
  await answer({ ok: false, code: "busy", message: "In a moment." });
  assert.equal(draft.said, "In a moment.");
  await wait(4_000);
  assert.equal(saves().length, 2);
  await answer({ ok: false, code: "not_allowed", message: "Not here." });
  await wait(60_000);
  assert.equal(saves().length, 2);
  assert.equal(draft.said, "Not here.");
  assert.match(kept(local), /One\. Two\./);
});

test("where two wrote, both have all the words, and both texts stand where it was the same place", async (t) => {
  const { draft, saves, answer } = await sheet(t);
  const merged = [];
  draft.addEventListener("merged", () => merged.push(draft.text.body));
  draft.type({ body: "Hers." });
  const isThere = draft.save();
  const place = { where: "body", kept: "His.", written: "Hers.", stands: "His.\n\nHers." };
  const state = movedOn(4, "His.", "His.\n\nHers.", [place]);
  await answer({ ...state, state: { ...state.state, merged: undefined } });
  assert.equal(saves()[1].fields.was_body, "One.", "the text that hers went on from is sent where it is needed");
  await answer(state);
  assert.deepEqual([merged, draft.both], [["His.\n\nHers."], [place]]);
  assert.deepEqual([saves()[2].fields.body, saves()[2].fields.base], ["His.\n\nHers.", 4]);
  await answer({ ok: true, version: 5 });
  assert.equal(await isThere, true);
  draft.only(place, "Hers.");
  assert.deepEqual([draft.text.body, draft.both], ["Hers.", []]);
});

test("both texts still stand side by side for whoever opens it again, until she has said what becomes of them", async (t) => {
  const { draft, answer, shelf, local } = await sheet(t);
  draft.type({ body: "Hers." });
  const isThere = draft.save();
  const place = { where: "body", kept: "His.", written: "Hers.", stands: "His.\n\nHers." };
  await answer({ ok: false, code: "draft_moved_on", state: movedOn(4, "His.", "His.\n\nHers.", [place]).state });
  await answer({ ok: true, version: 5 });
  await isThere;
  await shelf.rest(); // the tablet is handed over
  const paper = { ...PAPER, body: "His.\n\nHers.", version: 5 };
  const again = await sheet(t, { local, paper });
  assert.deepEqual(again.draft.both, [place]);
  again.draft.settle(again.draft.both[0]);
  await again.shelf.settled();
  assert.deepEqual((await sheet(t, { local, paper })).draft.both, []);
});

test("no words come in over what is being typed: what is typed goes first", async (t) => {
  const { draft, saves, answer } = await sheet(t);
  draft.type({ body: "One. Her" });
  draft.save();
  draft.type({ body: "One. Hers." });
  await answer(movedOn(4, "One.\n\nHis.", "One. Her\n\nHis."));
  assert.equal(draft.text.body, "One. Hers.");
  assert.deepEqual([saves()[1].fields.body, saves()[1].fields.base], ["One. Hers.", 3]);
  await answer(movedOn(4, "One.\n\nHis.", "One. Hers.\n\nHis."));
  assert.equal(draft.text.body, "One. Hers.\n\nHis.");
});

test("another author's words come in by themselves where nothing waits, and are unread for a moment", async (t) => {
  const wait = clock(t);
  const { draft, topics, saves, answer } = await sheet(t);
  topics.tell("papers", told(3));
  await wait(0);
  assert.equal(saves().length, 0);
  topics.tell("papers", told(4));
  await wait(0);
  assert.deepEqual([saves()[0].fields.body, saves()[0].fields.was_body], ["One.", "One."]);
  await answer(movedOn(4, "One.\n\nHis.", "One.\n\nHis."));
  assert.deepEqual([draft.text.body, draft.saved, draft.base], ["One.\n\nHis.", "saved", 4]);
  assert.equal(draft.isUnread, true);
  await wait(1_500);
  assert.equal(draft.isUnread, false);
});

test("after a reload it goes on with what was kept here, from the text that it went on from", async (t) => {
  const local = storage();
  const before = await sheet(t, { local, isHere: false });
  before.draft.type({ body: "One. Typed before the reload." });
  await before.shelf.settled();
  const paper = { ...PAPER, body: "One.\n\nHis.", version: 5 };
  const { draft, saves } = await sheet(t, { local, paper });
  assert.equal(draft.text.body, "One. Typed before the reload.");
  const { body, base } = saves()[0].fields;
  assert.deepEqual([body, base, draft.was.body], ["One. Typed before the reload.", 3, "One."]);
});

test("what was typed before the script began stands beside what was kept here", async (t) => {
  const local = storage();
  const before = await sheet(t, { local, isHere: false });
  before.draft.type({ body: "Kept here." });
  await before.shelf.settled();
  const { draft } = await sheet(t, { local, isHere: false, form: { title: "A lamp", body: "Typed early." } });
  assert.equal(draft.text.body, "Kept here.\n\nTyped early.");
  const same = await sheet(t, { isHere: false, form: { title: "A lamp ", body: "One." } });
  assert.equal(same.draft.saved, "saved");
});

test("old words in the form go on from nothing, so that the server keeps its own beside them", async (t) => {
  const { draft, saves } = await sheet(t, { form: { title: "A lamp", body: "An older text." } });
  assert.deepEqual([draft.base, draft.was.body], [0, ""]);
  assert.deepEqual([saves()[0].fields.body, saves()[0].fields.base], ["An older text.", 0]);
});

test("once it is another's alone it leaves nothing here, not even an answer on its way", async (t) => {
  for (const late of [{ ok: true, version: 4 }, movedOn(4, "Hers alone.", "Hers alone.\n\nToo late.")]) {
    const { draft, local, saves, answer } = await sheet(t);
    draft.type({ body: "One.\n\nToo late." });
    draft.save();
    assert.deepEqual(draft.end(), ["Too late."]);
    await answer(late);
    draft.type({ body: "Once more." });
    assert.equal(await draft.saveNow(), true);
    assert.deepEqual([draft.text.body, draft.was.body, draft.both, saves().length], ["", "", [], 1]);
    assert.equal(kept(local), "");
  }
});

test("a page that has no place any more sends nothing, and goes on when it has one again", async (t) => {
  const wait = clock(t);
  const { draft, come, socket, saves } = await sheet(t);
  draft.type({ body: "One. Two." });
  draft.stop();
  await wait(1_000);
  socket.go();
  await come();
  assert.equal(saves().length, 0);
  draft.begin();
  socket.go();
  await come();
  assert.deepEqual(saves().map(({ fields }) => fields.body), ["One. Two."]);
});
