import assert from "node:assert/strict";
import { test } from "node:test";
import { starPlaces } from "../star-places.js";

const at = (count) => starPlaces(count, 1920, 1080, 120);

test("one who comes moves nobody else's tile", () => {
  assert.deepEqual(at(21).places.slice(0, 20), at(20).places);
});

test("the same hall has the same pattern", () => {
  assert.deepEqual(at(300), at(300));
});

test("five hundred tiles each have a place of their own at the edge", () => {
  const { places, size, thickness } = at(500);
  assert.equal(places.length, 500);
  assert.equal(new Set(places.map(String)).size, 500);
  assert.ok(thickness < 1080 / 10);
  for (const [x, y] of places) {
    assert.ok(x >= 0 && x + size <= 1920.1 && y >= 0 && y + size <= 1080 - 120 + 0.1);
    assert.ok(y < thickness || x < thickness || x + size > 1920 - thickness - 0.1);
  }
});

test("an empty hall and an overfull one are drawn too", () => {
  assert.deepEqual(at(0).places, []);
  assert.ok(at(5_000).places.length > 700);
  assert.ok(starPlaces(40, 320, 200, 0).places.length > 0);
});
