import assert from "node:assert/strict";
import { test } from "node:test";
import {
  answerAt,
  goesAtOnce,
  isSame,
  isWhole,
  mayAnswer,
  moved,
  placeOf,
  pointsLeft,
  ranked,
  shared,
  toggled,
} from "../choices.js";

const options = ["a", "b", "c"].map((id) => ({ id }));
const poll = (kind, over = {}) => ({ kind, options, electorate: "everyone", min: 1, max: 2, points: 5, ...over });

test("one tap goes out at once in a show of hands, and never in a ballot", () => {
  assert.equal(goesAtOnce(poll("single")), true);
  assert.equal(goesAtOnce(poll("scale")), true);
  assert.equal(goesAtOnce(poll("single", { electorate: "badges" })), false);
  assert.equal(goesAtOnce(poll("ranking")), false);
});

test("a scale answers with a number from one, everything else with options", () => {
  assert.equal(answerAt(poll("scale"), 0), 1);
  assert.deepEqual(answerAt(poll("single"), 2), ["c"]);
  assert.equal(placeOf(poll("scale"), 3), 2);
  assert.equal(placeOf(poll("single"), ["b"]), 1);
  assert.equal(placeOf(poll("single"), null), -1);
});

test("only those who have a voice may answer", () => {
  const phone = { me: { kind: "device" }, as: "audience" };
  const adult = { me: { kind: "person" }, as: "audience" };
  const child = { me: { kind: "person" }, as: "delegate" };
  const may = (electorate) => [phone, adult, child].map((who) => mayAnswer(poll("single", { electorate }), who));
  assert.deepEqual(may("everyone"), [true, true, true]);
  assert.deepEqual(may("badges"), [false, true, true]);
  assert.deepEqual(may("delegates"), [false, false, true]);
});

test("no more are chosen than the poll takes", () => {
  assert.deepEqual(toggled(["a"], "b", 2), ["a", "b"]);
  assert.deepEqual(toggled(["a", "b"], "a", 2), ["b"]);
  assert.equal(toggled(["a", "b"], "c", 2), null);
});

test("a tap gives the next place, and a step exchanges neighbours", () => {
  assert.deepEqual(ranked(["b"], "a"), ["b", "a"]);
  assert.deepEqual(ranked(["b", "a"], "b"), ["a"]);
  assert.deepEqual(moved(["a", "b", "c"], "c", -1), ["a", "c", "b"]);
  const order = ["a", "b"];
  assert.equal(moved(order, "a", -1), order);
  assert.equal(moved(order, "c", 1), order);
});

test("points never go below none nor beyond all", () => {
  const all = { a: 5 };
  assert.equal(shared(poll("points"), all, "b", 1), all);
  assert.equal(shared(poll("points"), all, "b", -1), all);
  assert.deepEqual(shared(poll("points"), { a: 1 }, "a", -1), {});
  assert.equal(pointsLeft(poll("points"), { a: 2, b: 1 }), 2);
});

test("only a whole answer can be sent", () => {
  assert.equal(isWhole(poll("multiple"), []), false);
  assert.equal(isWhole(poll("multiple"), ["a", "b"]), true);
  assert.equal(isWhole(poll("ranking"), ["a", "b"]), false);
  assert.equal(isWhole(poll("ranking"), ["a", "b", "c"]), true);
  assert.equal(isWhole(poll("points"), { a: 4 }), false);
  assert.equal(isWhole(poll("points"), { a: 4, b: 1 }), true);
  assert.equal(isWhole(poll("scale"), 4), false);
  assert.equal(isWhole(poll("scale"), 1), true);
  assert.equal(isWhole(poll("single"), null), false);
});

test("the same answer is the same whatever the order of its points", () => {
  assert.equal(isSame({ a: 1, b: 2 }, { b: 2, a: 1 }), true);
  assert.equal(isSame(["a", "b"], ["b", "a"]), false);
  assert.equal(isSame(null, undefined), true);
});
