import assert from "node:assert/strict";
import { test } from "node:test";
import { unsentOf } from "../rows.js";
import { Shelf } from "../shelf.js";
import { storage } from "./storage.js";

const WORDS = "كلمات لا يقرؤها غيري";
const DAY_MS = 24 * 3600 * 1000;
const seal = (letter) => btoa(letter.repeat(32));
const MINA = { owner: "mina", sitting: "1", seal: seal("m"), called: { en: "Mina", ar: "مينا" } };
const SAMI = { owner: "sami", sitting: "2", seal: seal("s"), called: null };
const PHONE = { owner: "phone", sitting: "3" };

function tablet() {
  const local = storage();
  const session = storage();
  const all = () => JSON.stringify([{ ...local }, { ...session }]);
  const page = async (me, more = {}) => {
    const shelf = new Shelf({ me, local, session, ...more });
    await shelf.opened;
    return shelf;
  };
  return { local, session, all, page };
}

test("a badge's words lie sealed, and open by themselves on its own page", async () => {
  const { page, all } = tablet();
  assert.equal(await (await page(MINA)).put("draft/p1", { body: WORDS }), true);
  assert.ok(!all().includes(WORDS) && !all().includes(WORDS.slice(0, 5)));
  assert.ok(!all().includes(MINA.seal));
  assert.deepEqual((await page(MINA)).get("draft/p1"), { body: WORDS });
});

test("another child finds no word, only whose they are, and they stay for their owner", async () => {
  const { page, local } = tablet();
  await (await page(MINA)).put("draft/p1", { body: WORDS });
  const other = await page(SAMI);
  assert.deepEqual(other.all(""), []);
  assert.deepEqual(unsentOf(SAMI.owner, local), [MINA.called]);
  assert.deepEqual(unsentOf(MINA.owner, local), []);
  assert.deepEqual((await page(MINA)).get("draft/p1"), { body: WORDS });
});

test("a page whose sign-in is gone keeps the last letter, forgets the key, and opens it for its owner alone", async () => {
  const { page, all } = tablet();
  const hers = await page(MINA);
  hers.put("draft/p1", { body: "kal" });
  hers.put("draft/p1", { body: WORDS });
  await hers.close();
  assert.deepEqual([hers.held, hers.get("draft/p1"), await hers.put("draft/p1", { body: "" })], [{}, undefined, false]);
  assert.ok(!all().includes(WORDS));
  assert.deepEqual((await page(SAMI)).all(""), []);
  assert.deepEqual((await page(MINA)).get("draft/p1"), { body: WORDS });
});

test("where nothing can be sealed the words stay in the tab of who signs in again, and go with anybody else", async () => {
  const { page } = tablet();
  const open = { subtle: null };
  const hers = await page(MINA, open);
  await hers.put("draft/p1", { body: WORDS });
  await hers.close();
  assert.deepEqual((await page(MINA, open)).get("draft/p1"), { body: WORDS });
  assert.deepEqual((await page(SAMI, open)).all(""), []);
  assert.equal((await page(MINA, open)).get("draft/p1"), undefined);
});

test("how a page was left is hers alone, and is nobody's unsent word", async () => {
  const { page, local } = tablet();
  await (await page(MINA)).put("as-left/prompts", true);
  assert.equal((await page(SAMI)).get("as-left/prompts"), undefined);
  assert.deepEqual(unsentOf(SAMI.owner, local), []);
  assert.equal((await page(MINA)).get("as-left/prompts"), true);
});

test("the key of another badge opens nothing, also under the owner's mark or another name", async () => {
  const { page, local } = tablet();
  await (await page(MINA)).put("draft/p1", { body: WORDS });
  assert.equal((await page({ ...SAMI, owner: "mina" })).get("draft/p1"), undefined);
  local["sawt-kept/mina/draft/p2"] = local["sawt-kept/mina/draft/p1"];
  assert.equal((await page(MINA)).get("draft/p2"), undefined);
});

test("a page that rests forgets key and words, keeps nothing more, and loses nothing", async () => {
  const { page } = tablet();
  const shelf = await page(MINA);
  shelf.put("draft/p1", { body: WORDS }); // still being sealed when the page is emptied
  await shelf.rest();
  assert.equal(shelf.held.key, undefined);
  assert.deepEqual(shelf.all(""), []);
  assert.equal(await shelf.put("draft/p1", { body: "of the next child" }), false);
  assert.deepEqual((await page(MINA)).get("draft/p1"), { body: WORDS });
});

test("without a secure page a badge's words stay in the tab, until the page rests", async () => {
  const { page, local, session } = tablet();
  const plain = { subtle: null };
  const shelf = await page(MINA, plain);
  assert.equal(await shelf.put("draft/p1", { body: WORDS }), true);
  assert.deepEqual({ ...local }, {});
  assert.deepEqual((await page(MINA, plain)).get("draft/p1"), { body: WORDS }); // a reload
  await shelf.rest();
  assert.equal(await shelf.put("draft/p1", { body: WORDS }), false);
  assert.deepEqual({ ...session }, {});
});

test("open words in the tab are gone for whoever comes next", async () => {
  const { page, session } = tablet();
  await (await page(MINA, { subtle: null })).put("draft/p1", { body: WORDS });
  assert.deepEqual((await page(SAMI, { subtle: null })).all(""), []);
  assert.deepEqual({ ...session }, {});
});

test("a phone keeps its own words open for a day; a badge that signs in finds none of them", async () => {
  const { page, local } = tablet();
  await (await page(PHONE)).put("questions", { hall: WORDS });
  assert.deepEqual((await page(PHONE)).get("questions"), { hall: WORDS });
  assert.equal(local["sawt-phone"], "phone");
  assert.deepEqual((await page(SAMI)).all(""), []);
  assert.deepEqual({ ...local }, {});
  await (await page(PHONE)).put("questions", { hall: WORDS });
  const tomorrow = { now: () => Date.now() + DAY_MS + 1 };
  assert.equal((await page(PHONE, tomorrow)).get("questions"), undefined);
});

test("sealed words wait two weeks for their owner", async () => {
  const { page, local } = tablet();
  await (await page(MINA)).put("draft/p1", { body: WORDS });
  await page(SAMI, { now: () => Date.now() + 14 * DAY_MS - 1000 });
  assert.equal(unsentOf("", local).length, 1);
  await page(SAMI, { now: () => Date.now() + 14 * DAY_MS + 1000 });
  assert.equal(unsentOf("", local).length, 0);
});

test("the newest words are kept, whatever order the sealing takes", async () => {
  const { page } = tablet();
  const shelf = await page(MINA);
  await Promise.all(["a", "ab", "abc"].map((body) => shelf.put("draft/p1", { body })));
  assert.deepEqual((await page(MINA)).get("draft/p1"), { body: "abc" });
  shelf.put("draft/p1", { body: "abcd" });
  await shelf.remove("draft/p1");
  assert.equal((await page(MINA)).get("draft/p1"), undefined);
});

test("a forbidden, full or broken storage stops nothing", async () => {
  const nowhere = new Shelf({ me: MINA, local: undefined, session: undefined });
  await nowhere.opened;
  assert.equal(await nowhere.put("draft/p1", {}), false);
  assert.deepEqual(nowhere.get("draft/p1"), {});
  const full = storage({ "sawt-kept/mina/draft/p0": "{not json" });
  Object.getPrototypeOf(full).setItem.call(full, "other", "stays");
  const shelf = new Shelf({ me: MINA, local: full, session: storage() });
  await shelf.opened;
  assert.deepEqual({ ...full }, { other: "stays" });
});
