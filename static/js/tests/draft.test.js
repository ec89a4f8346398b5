import assert from "node:assert/strict";
import { test } from "node:test";
import { DeviceDraft, bothTexts, isSameText, isWrittenOn, whatToOpen, wordCount } from "../draft.js";
import { Shelf } from "../shelf.js";
import { storage } from "./storage.js";

const server = { title: "T", body: "one", lang: "en", version: 4 };

test("words on this device that build on the server's version are opened", () => {
  assert.equal(whatToOpen(server, null), "server");
  assert.equal(whatToOpen(server, { title: "T", body: "one", lang: "en", base: 2 }), "server");
  assert.equal(whatToOpen(server, { title: "T", body: "one two", lang: "en", base: 4 }), "device");
});

test("where both sides went on writing, both are shown", () => {
  assert.equal(whatToOpen(server, { title: "T", body: "mine", lang: "en", base: 3 }), "both");
});

test("keeping both loses no word", () => {
  const kept = bothTexts({ title: "A", body: "mine", lang: "ar" }, { title: "B", body: "theirs", lang: "en" });
  assert.deepEqual(kept, { title: "A / B", body: "mine\n\n* * *\n\ntheirs", lang: "ar" });
  assert.equal(bothTexts({ title: "A", body: "", lang: "ar" }, { title: "A", body: "b" }).title, "A");
});

test("what was typed before the script began is taken when it only goes on", () => {
  const text = { title: "T", body: "one", lang: "en" };
  assert.equal(isWrittenOn({ ...text, body: "one two" }, text), true);
  assert.equal(isWrittenOn({ ...text, body: "older" }, text), false);
  assert.equal(isSameText({ ...text, body: "one\n" }, text), true);
});

test("words are counted in every script", () => {
  assert.equal(wordCount("صوت الأطفال يصل"), 3);
  assert.equal(wordCount("  It's one, two.\nThree "), 4);
  assert.equal(wordCount(""), 0);
});

test("a draft is kept on the device and forgotten when the server has it", async () => {
  const local = storage();
  const shelf = new Shelf({ me: {}, local, session: storage() });
  const draft = new DeviceDraft("p1", shelf);
  assert.equal(draft.read(), null);
  assert.equal(await draft.keep({ title: "T", body: "b", lang: "fr" }, 3), true);
  assert.deepEqual(Object.keys(local), ["sawt-kept//draft/p1"]);
  assert.deepEqual(draft.read(), { title: "T", body: "b", lang: "fr", base: 3 });
  draft.forget();
  await shelf.settled();
  assert.deepEqual({ ...local }, {});
});
