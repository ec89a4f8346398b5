import assert from "node:assert/strict";
import { test } from "node:test";
import { isLeftAlone } from "../lock.js";

test("a page rests once nobody has touched it for as long as the server said", () => {
  const page = { touchedAt: 1_000, after: 60, staysAwake: false };
  assert.equal(isLeftAlone({ ...page, now: 60_999 }), false);
  assert.equal(isLeftAlone({ ...page, now: 61_000 }), true);
});

test("the seat of a session under way stays awake, and a page that never rests does not rest", () => {
  const long = { touchedAt: 0, now: 10_000_000 };
  assert.equal(isLeftAlone({ ...long, after: 60, staysAwake: true }), false);
  assert.equal(isLeftAlone({ ...long, after: 0, staysAwake: false }), false);
});
