import assert from "node:assert/strict";
import { test } from "node:test";
import { rowsOf, whole } from "../shares.js";

const options = ["a", "b", "c"].map((id) => ({ id, text: { en: id } }));
const poll = (kind, counts, over = {}) => ({
  kind,
  options,
  answered: 10,
  median: null,
  earlier: null,
  results: counts.map((count, at) => ({ option: options[at].id, count, hands: 0 })),
  ...over,
});

test("a bar is a part of all answers, hands in the room among them", () => {
  const told = poll("single", [6, 2, 0]);
  told.results[1].hands = 2;
  const rows = rowsOf(told);
  assert.deepEqual(rows.map(({ share }) => share), [60, 40, 0]);
  assert.deepEqual([rows[1].total, rows[1].handsShare], [4, 20]);
});

test("of several answers each bar is a part of those who answered", () => {
  assert.deepEqual(rowsOf(poll("multiple", [10, 5, 1])).map(({ share }) => share), [100, 50, 10]);
});

test("a ranking's bar is full where everybody put it first", () => {
  assert.equal(whole(poll("ranking", [20, 7, 3])), 20);
  assert.deepEqual(rowsOf(poll("ranking", [20, 7, 3])).map(({ share }) => share), [100, 35, 15]);
});

test("points are parts of all points", () => {
  assert.deepEqual(rowsOf(poll("points", [25, 25, 0])).map(({ share }) => share), [50, 50, 0]);
});

test("the shift since the round before is told in points of a hundred", () => {
  const earlier = { answered: 4, results: [{ option: "a", count: 1 }, { option: "b", count: 3 }] };
  const rows = rowsOf(poll("single", [5, 5, 0], { earlier }));
  assert.deepEqual(rows.map(({ shift }) => shift), [25, -25, null]);
});

test("nobody has answered: no bar has a length", () => {
  for (const kind of ["single", "multiple", "ranking", "points", "scale"]) {
    const rows = rowsOf(poll(kind, [0, 0, 0], { answered: 0 }));
    assert.deepEqual(rows.map(({ share }) => share), [0, 0, 0]);
  }
});
