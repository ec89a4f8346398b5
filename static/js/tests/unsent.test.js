import assert from "node:assert/strict";
import { test } from "node:test";
import { STALE_MS, Unsent } from "../unsent.js";

function storage() {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
    kept,
  };
}

test("an unsent vote outlives a reload, with the same command id", () => {
  const store = storage();
  const { fields } = new Unsent(store).add("polls.cast", { poll: "p", choice: ["a"], n: 1 });
  const [again] = new Unsent(store).entries;
  assert.deepEqual(again.fields, fields);
  assert.match(fields.command_id, /^[0-9a-f-]{36}$/);
});

test("writes wait in the order they were made", () => {
  const line = new Unsent(storage());
  line.add("polls.cast", { n: 1 });
  line.add("questions.ask", {});
  line.add("polls.cast", { n: 2 });
  assert.deepEqual(line.entries.map(({ name }) => name), ["polls.cast", "questions.ask", "polls.cast"]);
  assert.deepEqual(line.named("polls.cast").map(({ fields }) => fields.n), [1, 2]);
});

test("an answered write is gone, also from the storage", () => {
  const store = storage();
  const line = new Unsent(store);
  line.remove(line.add("polls.cast", {}));
  assert.equal(store.kept.size, 0);
});

test("an act for the hall is not kept over a reload and grows stale; a vote does not", () => {
  const store = storage();
  const line = new Unsent(store);
  line.add("floor.next", {}, 1_000);
  line.add("polls.cast", {}, 1_000);
  assert.deepEqual(new Unsent(store).entries.map(({ name }) => name), ["polls.cast"]);
  assert.deepEqual(line.takeStale(1_000 + STALE_MS), []);
  assert.deepEqual(line.takeStale(1_001 + STALE_MS).map(({ name }) => name), ["floor.next"]);
  assert.equal(line.entries.length, 1);
});

test("another child in the same tab can neither send nor find what was unsent", () => {
  const store = storage();
  new Unsent(store, "one").add("questions.ask", { text: "Mine alone" });
  assert.equal(new Unsent(store, "other").entries.length, 0);
  assert.equal(store.kept.size, 0);
});

test("a full storage or a broken one stops nothing", () => {
  const broken = {
    getItem: () => "{not json",
    setItem: () => {
      throw new Error("full");
    },
  };
  const line = new Unsent(broken);
  assert.equal(line.entries.length, 0);
  line.add("polls.cast", {});
  assert.equal(line.entries.length, 1);
  assert.equal(new Unsent(undefined).entries.length, 0);
});
