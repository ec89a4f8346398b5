import assert from "node:assert/strict";
import { test } from "node:test";
import { cloudPlaces } from "../cloud-places.js";

const LETTERS = [20, 27, 36, 46, 58];
const measure = ({ text }, size) => text.length * size * 0.55;
const room = { width: 900, height: 420 };

function words(many) {
  return Array.from({ length: many }, (_, at) => ({
    id: `w${at}`,
    text: "x".repeat(3 + (at % 7)),
    size: 1 + ((many - at) % 5),
  }));
}

test("no word lies on another, and each is whole inside the room", () => {
  const placed = [...cloudPlaces(words(40), room, LETTERS, measure).values()];
  assert.ok(placed.length > 25);
  for (const [at, one] of placed.entries()) {
    assert.ok(one.x - one.width / 2 >= 0 && one.x + one.width / 2 <= room.width);
    assert.ok(one.y - one.height / 2 >= 0 && one.y + one.height / 2 <= room.height);
    for (const other of placed.slice(at + 1)) {
      const apart =
        Math.abs(one.x - other.x) * 2 >= one.width + other.width ||
        Math.abs(one.y - other.y) * 2 >= one.height + other.height;
      assert.ok(apart);
    }
  }
});

test("words that join or leave move no other word", () => {
  const all = words(30);
  const first = cloudPlaces(all.slice(0, 12), room, LETTERS, measure);
  const later = cloudPlaces(all, room, LETTERS, measure, first);
  for (const [id, place] of first) assert.deepEqual(later.get(id), place);
  const fewer = cloudPlaces(all.slice(5), room, LETTERS, measure, later);
  for (const [id, place] of later) if (fewer.has(id)) assert.deepEqual(fewer.get(id), place);
  assert.equal(fewer.has("w0"), false);
});

test("the same words in the same order stand in the same places everywhere", () => {
  assert.deepEqual(
    [...cloudPlaces(words(20), room, LETTERS, measure)],
    [...cloudPlaces(words(20), room, LETTERS, measure)],
  );
});

test("letters are never made smaller to fit: what has no room has no place", () => {
  const small = { width: 160, height: 60 };
  const placed = cloudPlaces(words(40), small, LETTERS, measure);
  assert.ok(placed.size < 10);
  for (const { size } of placed.values()) assert.ok(LETTERS.includes(size));
});
