import assert from "node:assert/strict";
import { test } from "node:test";
import { PictureWords } from "../picture-words.js";
import { leastSaved } from "../draft.js";
import { Shelf } from "../shelf.js";
import { storage } from "./storage.js";

const SEAL = btoa("0123456789abcdef0123456789abcdef");
const picture = (text) => ({ id: "tree", alt: text ? { text } : null });
const inAMoment = () => new Promise((resolve) => setTimeout(resolve, 20));

/** A tablet with a badge: what it keeps is sealed. `answers` is what the server says, one after the other. */
async function tablet({ local = storage(), tab = "one", answers = [], me = { owner: "mina", seal: SEAL } } = {}) {
  const keeps = new Shelf({ me, local, session: storage() });
  await keeps.opened;
  const told = [];
  const tell = async (id, words) => {
    told.push({ id, ...words });
    return answers.shift() ?? { ok: false, code: "away" };
  };
  const words = new PictureWords("p1", tell, { keeps, tab });
  return { words, keeps, told, answers, local };
}

async function typed(one, text, shown = "") {
  one.words.type("tree", text, shown);
  await one.keeps.settled();
  await inAMoment();
}

/** What the same tablet has after a reload. */
const reloaded = (one, more = {}) => {
  one.words.stop();
  return tablet({ local: one.local, ...more });
};

test("every key is kept on the device, sealed, and it never says that it is saved before the server has it", async () => {
  const one = await tablet();
  one.words.type("tree", "A tree", "");
  assert.equal(one.words.stateOf("tree"), "typing");
  await one.keeps.settled();
  await inAMoment();
  assert.equal(one.words.stateOf("tree"), "device");
  assert.equal(one.words.savedOf(["tree", "river"]), "device");
  assert.equal(Object.keys(one.local).filter((name) => name.includes("alt/p1/tree")).length, 1);
  assert.ok(!Object.values(one.local).join(" ").includes("A tree"));
  one.words.stop();
});

test("a second after the last key the server has it, with the words it went on from, and the device none", async () => {
  const one = await tablet({ answers: [{ ok: true, alt: "A tall tree", version: 5 }] });
  await typed(one, "A tall tree ", "A tree");
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  assert.deepEqual(one.told, [{ id: "tree", alt: "A tall tree ", was: "A tree" }]);
  assert.equal(one.words.savedOf(["tree"]), "saved");
  await one.keeps.settled();
  assert.deepEqual(Object.keys(one.local), []);
  // Until its topic has that version too, and with the space of whoever is typing.
  assert.equal(one.words.text(picture("A tree"), 4), "A tall tree ");
  assert.equal(one.words.text(picture("A tall tree"), 5), "A tall tree ");
  assert.equal(one.words.text(picture("Another’s"), 6), "Another’s");
});

test("without a network it outlives a reload, and goes out as soon as there is one", async () => {
  const one = await tablet();
  await typed(one, "A tall tree", "A tree");
  assert.equal(await one.words.saveAll(), false);
  await one.keeps.settled();
  assert.equal(one.words.saidOf("tree"), "");
  const again = await reloaded(one, { answers: [{ ok: true, alt: "A tall tree", version: 5 }] });
  assert.equal(again.words.text(picture("A tree"), 4), "A tall tree");
  assert.equal(again.words.savedOf(["tree"]), "device");
  assert.equal(await again.words.begin(), true);
  assert.deepEqual(again.told, [{ id: "tree", alt: "A tall tree", was: "A tree" }]);
  await again.keeps.settled();
  assert.deepEqual(Object.keys(again.local), []);
});

test("what lies sealed for one child is not there for the next one on the same tablet", async () => {
  const one = await tablet();
  await typed(one, "A tall tree", "A tree");
  await one.keeps.close();
  const next = await reloaded(one, { me: { owner: "sami", seal: btoa("another-key-of-another-child-000") } });
  assert.equal(next.words.text(picture("A tree"), 4), "A tree");
  assert.equal(next.words.savedOf(["tree"]), "saved");
  const back = await reloaded(next);
  assert.equal(back.words.text(picture("A tree"), 4), "A tall tree");
});

test("what was sent without an answer is sent as it was first, then what was typed since goes on from it", async () => {
  const one = await tablet();
  await typed(one, "A tre", "");
  await one.words.saveAll();
  await typed(one, "A tree");
  one.answers.push({ ok: true, alt: "A tre", version: 5 }, { ok: true, alt: "A tree", version: 6 });
  assert.equal(await one.words.saveAll(), true);
  assert.deepEqual(
    one.told.map(({ alt, was }) => [alt, was]),
    [
      ["A tre", ""],
      ["A tre", ""],
      ["A tree", "A tre"],
    ],
  );
});

test("where two wrote, both texts stand in the field until the child says otherwise", async () => {
  const stands = "Hers\n\nMine";
  const both = [{ where: "body", kept: "Hers", written: "Mine", stands }];
  const one = await tablet({ answers: [{ ok: true, alt: stands, version: 7, both }] });
  await typed(one, "Mine", "A tree");
  assert.equal(await one.words.saveAll(), true);
  assert.equal(one.words.text(picture("Hers"), 6), stands);
  assert.equal(one.words.both.get("tree").kept, "Hers");
  one.answers.push({ ok: true, alt: "Hers", version: 8 });
  await one.words.only("tree", "Hers", stands);
  assert.deepEqual(one.told.at(-1), { id: "tree", alt: "Hers", was: stands });
  assert.equal(one.words.both.size, 0);
});

test("who writes on while the answer is on its way still sees what the other wrote", async () => {
  const both = [{ where: "body", kept: "Hers", written: "Mi", stands: "Hers\n\nMi" }];
  const one = await tablet({ answers: [{ ok: true, alt: "Hers\n\nMi", version: 7, both }] });
  await typed(one, "Mi", "A tree");
  const saving = one.words.save("tree");
  one.answers.push({ ok: true, alt: "Hers\n\nMine", version: 8, both: [] });
  one.words.type("tree", "Mine");
  assert.equal(await saving, true);
  assert.deepEqual(one.told.at(-1), { id: "tree", alt: "Mine", was: "Mi" });
  assert.equal(one.words.both.get("tree").stands, "Hers\n\nMine");
});

test("where both are too long together the device keeps its own beside the other, and one is chosen", async () => {
  const no = { ok: false, code: "too_long_together", message: "Too long.", state: { alt: "Hers" } };
  const one = await tablet({ answers: [no] });
  await typed(one, "Mine", "A tree");
  assert.equal(await one.words.saveAll(), false);
  assert.equal(one.words.savedOf(["tree"]), "device");
  assert.equal(one.words.saidOf("tree"), "Too long.");
  assert.equal(one.words.besideOf("tree"), "Hers");
  one.answers.push({ ok: true, alt: "Mine", version: 9 });
  assert.equal(await one.words.choose("tree", "Mine"), true);
  assert.deepEqual(one.told.at(-1), { id: "tree", alt: "Mine", was: "Hers" });
  assert.equal(one.words.besideOf("tree"), null);
});

test("what another tab kept stands here, or goes to the server where this one has words of its own", async () => {
  const one = await tablet();
  await typed(one, "From the first tab", "A tree");
  const two = await reloaded(one, { tab: "two" });
  assert.equal(two.words.text(picture("A tree"), 4), "From the first tab");
  const local = storage();
  const [first, second] = [await tablet({ local }), await tablet({ local, tab: "two" })];
  await typed(first, "From the first tab", "A tree");
  await typed(second, "From the second tab", "A tree");
  first.words.stop();
  const again = await reloaded(second, { tab: "two" });
  again.answers.push({ ok: true, alt: "a", version: 5 }, { ok: true, alt: "b", version: 6 });
  assert.equal(again.words.savedOf(["tree"]), "device");
  assert.equal(await again.words.begin(), true);
  assert.deepEqual(again.told.map(({ alt }) => alt).sort(), ["From the first tab", "From the second tab"]);
  await again.keeps.settled();
  assert.deepEqual(Object.keys(local), []);
});

test("what was typed before the script began is kept and sent", async () => {
  const one = await tablet({ answers: [{ ok: true, alt: "Early", version: 5 }] });
  assert.equal(await one.words.begin([{ id: "tree", text: "Early", was: "A tree" }]), true);
  assert.deepEqual(one.told, [{ id: "tree", alt: "Early", was: "A tree" }]);
  await one.keeps.settled();
  assert.deepEqual(Object.keys(one.local), []);
});

test("words about a picture that was erased are kept no more, and hold nothing up", async () => {
  const one = await tablet({ answers: [{ ok: false, code: "not_found" }] });
  await typed(one, "Mine", "A tree");
  assert.equal(await one.words.saveAll(), true);
  await one.keeps.settled();
  assert.deepEqual(Object.keys(one.local), []);
});

test("a paper is as saved as the least of its words", () => {
  assert.equal(leastSaved("saved", "saved"), "saved");
  assert.equal(leastSaved("saved", "device", "saved"), "device");
  assert.equal(leastSaved("device", "typing"), "typing");
});
