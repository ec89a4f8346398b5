import assert from "node:assert/strict";
import { test } from "node:test";
import {
  DeviceDraft,
  beside,
  isExactly,
  isSameText,
  isWrittenOn,
  marksOfTab,
  onlyOne,
  placeIn,
  readLine,
  turnHeading,
  wordCount,
} from "../draft.js";
import { Shelf } from "../shelf.js";
import { storage } from "./storage.js";

test("of what was kept here and what was typed before the script began no word is lost", () => {
  const kept = { title: "A", body: "mine", lang: "ar" };
  assert.equal(beside(kept, { ...kept, body: "mine, longer" }).body, "mine, longer");
  assert.equal(beside({ ...kept, body: "mine, longer" }, kept).body, "mine, longer");
  assert.deepEqual(beside(kept, { title: "B", body: "theirs", lang: "en" }), {
    title: "A / B",
    body: "mine\n\ntheirs",
    lang: "en",
  });
});

test("the caret stays beside the same words when others' words come in", () => {
  const before = "One.\n\nTwo here.\n\nThree.";
  const at = before.indexOf("here");
  assert.equal(placeIn(before, `${before  }\n\nFour.`, at), at);
  const after = "Zero.\n\nOne.\n\nTwo here.\n\nThree!";
  assert.equal(placeIn(before, after, at), after.indexOf("here"));
  assert.equal(placeIn(before, `Zero. ${  before.replace("Two", "2")}`, before.length), before.length + 4);
  assert.equal(placeIn(before, "gone", at), 4);
});

test("a line becomes a heading and a line again, and the caret stays at its word", () => {
  const body = "One.\nWhy\nTwo.";
  const at = body.indexOf("hy");
  const turned = turnHeading(body, at);
  assert.deepEqual(turned, { text: "One.\n# Why\nTwo.", at: at + 2 });
  assert.deepEqual(turnHeading(turned.text, turned.at), { text: body, at });
  assert.deepEqual(turnHeading("", 0), { text: "# ", at: 2 });
  assert.deepEqual(turnHeading("# a", 0), { text: "a", at: 0 });
  assert.equal(readLine("# Why"), "Why");
  assert.equal(readLine("#why"), "#why");
});

test("of two texts at one place one is left when a child says so, and all else stays", () => {
  const text = { title: "T", body: "One.\n\nhers $&\n\nhis\n\nTwo.", lang: "en" };
  const place = { where: "body", stands: "hers $&\n\nhis" };
  assert.equal(onlyOne(text, place, "hers $&").body, "One.\n\nhers $&\n\nTwo.");
  assert.deepEqual(onlyOne({ ...text, body: "written on" }, place, "his").body, "written on");
});

test("what was typed before the script began is taken when it only goes on", () => {
  const text = { title: "T", body: "one", lang: "en" };
  assert.equal(isWrittenOn({ ...text, body: "one two" }, text), true);
  assert.equal(isWrittenOn({ ...text, body: "older" }, text), false);
  assert.equal(isWrittenOn({ ...text, body: "one, two" }, text), true);
  assert.equal(isSameText({ ...text, body: "one\n" }, text), true);
  assert.equal(isExactly({ ...text, body: "one\n" }, text), false);
});

test("a text that begins with the same letters and another word is another text", () => {
  const text = { title: "T", body: "سلام", lang: "ar" };
  for (const body of ["سلامة الأطفال", "سلامٌ", "سلام’"]) assert.equal(isWrittenOn({ ...text, body }, text), false, body);
  assert.equal(isWrittenOn({ ...text, title: "T2" }, text), false);
  const kept = beside({ ...text, body: "سلامة الأطفال" }, text);
  assert.deepEqual(kept.body.split("\n\n"), ["سلامة الأطفال", "سلام"]);
});

test("words are counted in every script", () => {
  assert.equal(wordCount("صوت الأطفال يصل"), 3);
  assert.equal(wordCount("  It's one, two.\nThree "), 4);
  assert.equal(wordCount(""), 0);
});

test("a draft is kept on the device and forgotten when the server has it", async () => {
  const local = storage();
  const shelf = new Shelf({ me: {}, local, session: storage() });
  const draft = new DeviceDraft("p1", shelf, { mark: "one" });
  const was = { title: "", body: "b", lang: "fr" };
  assert.equal(draft.read(), null);
  assert.equal(await draft.keep({ title: "T", body: "b", lang: "fr" }, 3, was), true);
  assert.deepEqual(Object.keys(local), ["sawt-kept//draft/p1/one"]);
  const again = new DeviceDraft("p1", shelf, { mark: "two" });
  assert.deepEqual(again.read(), { title: "T", body: "b", lang: "fr", base: 3, was });
  draft.forget();
  await shelf.settled();
  assert.deepEqual({ ...local }, {});
});

const open = async (local) => {
  const shelf = new Shelf({ me: {}, local, session: storage() });
  await shelf.opened;
  return shelf;
};
const typed = (body) => [{ title: "", body, lang: "en" }, 1, { title: "", body: "Before.", lang: "en" }];
const bodies = (draft) => draft.others.map(([, { body }]) => body);

test("two tabs without a network keep their lines beside each other, and each shows its own after a reload", async () => {
  const local = storage();
  const [one, two] = [
    new DeviceDraft("p1", await open(local), { mark: "one" }),
    new DeviceDraft("p1", await open(local), { mark: "two" }),
  ];
  await one.keep(...typed("Before.\n\nHers."));
  await two.keep(...typed("Before.\n\nHis."));
  for (const [before, own, other] of [["one", "Hers.", "His."], ["two", "His.", "Hers."]]) {
    const again = new DeviceDraft("p1", await open(local), { mark: "again", before });
    assert.equal(again.read().body, `Before.\n\n${own}`);
    assert.deepEqual(bodies(again), [`Before.\n\n${other}`]);
  }
});

test("what a page went on with is kept once, as its own", async () => {
  const local = storage();
  await new DeviceDraft("p1", await open(local), { mark: "one" }).keep(...typed("Hers."));
  const shelf = await open(local);
  const again = new DeviceDraft("p1", shelf, { mark: "again", before: "one" });
  again.read();
  await again.keep(...typed("Hers, and more."));
  await shelf.settled();
  assert.deepEqual(Object.keys(local), ["sawt-kept//draft/p1/again"]);
});

test("a tab that was doubled takes no word that the first one typed since", async () => {
  const [local, session] = [storage(), storage()];
  const first = new DeviceDraft("p1", await open(local), marksOfTab(session));
  const doubled = await open(local);
  const second = new DeviceDraft("p1", doubled, marksOfTab(storage({ ...session })));
  await first.keep(...typed("ALPHA"));
  await second.keep(...typed("BETA"));
  second.forget(); // the server has it
  await doubled.settled();
  assert.equal(new DeviceDraft("p1", await open(local), { mark: "later" }).read().body, "ALPHA");

  const late = await open(local);
  const third = new DeviceDraft("p1", late, { mark: "third" });
  third.read();
  await first.keep(...typed("ALPHA, and more"));
  third.forget(); // it gave the server what it had read
  await late.settled();
  assert.equal(new DeviceDraft("p1", await open(local), { mark: "later" }).read().body, "ALPHA, and more");
});

test("what other tabs kept goes to the server from the text it went on from, and is kept no more", async () => {
  const local = storage();
  await new DeviceDraft("p1", await open(local), { mark: "one" }).keep(...typed("Before.\n\nHers."));
  await new DeviceDraft("p1", await open(local), { mark: "two" }).keep(...typed("Before.\n\nHis."));
  const shelf = await open(local);
  const again = new DeviceDraft("p1", shelf, { mark: "one" });
  again.read();
  assert.equal(await again.handInOthers(async () => ({ ok: false, code: "away" })), null);
  assert.deepEqual(bodies(again), ["Before.\n\nHis."]);
  const place = { where: "body", kept: "Mine.", written: "His.", stands: "Mine.\n\nHis." };
  const merged = { title: "", body: "Before.\n\nMine.\n\nHis.", lang: "en", both: [place] };
  const sent = [];
  const save = async (fields) => {
    sent.push(fields);
    const state = { title: "", body: "Before.\n\nMine.", lang: "en", version: 4, merged };
    return sent.length === 1 ? { ok: false, code: "draft_moved_on", state } : { ok: true, version: 5 };
  };
  assert.deepEqual(await again.handInOthers(save), [place]);
  assert.deepEqual(
    sent.map(({ body, base, was_body: was }) => [body, base, was]),
    [
      ["Before.\n\nHis.", 1, "Before."],
      [merged.body, 4, "Before.\n\nMine."],
    ],
  );
  await shelf.settled();
  assert.deepEqual(Object.keys(local), ["sawt-kept//draft/p1/one"]);
});

test("a new tab goes on with what a closed one kept, and only once the server has it is it gone", async () => {
  const local = storage();
  await new DeviceDraft("p1", await open(local), { mark: "closed" }).keep(...typed("Hers."));
  await new DeviceDraft("p10", await open(local), { mark: "closed" }).keep(...typed("Of another paper."));
  const shelf = await open(local);
  const draft = new DeviceDraft("p1", shelf, { mark: "new" });
  assert.deepEqual([draft.read().body, bodies(draft)], ["Hers.", []]);
  await draft.keep(...typed("Hers, and more."));
  draft.forget();
  await shelf.settled();
  assert.deepEqual(Object.keys(local), ["sawt-kept//draft/p10/closed"]);
});

test("each page has a mark of its own, and knows that of the page before it in its tab", () => {
  const [one, two] = [storage(), storage()];
  const first = marksOfTab(one);
  assert.equal(marksOfTab(one).before, first.mark);
  assert.equal(marksOfTab(two).before, null);
  assert.equal(new Set([first.mark, marksOfTab(one).mark, marksOfTab(two).mark]).size, 3);
  assert.ok(marksOfTab(null).mark);
});
