import assert from "node:assert/strict";
import { test } from "node:test";
import { Shelf } from "../shelf.js";
import { STALE_MS, Unsent } from "../unsent.js";
import { storage } from "./storage.js";

const ME = { owner: "one", seal: btoa("k".repeat(32)) };

/** A tablet: each line is a page of its own, as after a reload. */
function tablet(me = ME) {
  const local = storage();
  const line = async (sitting = "now", who = me) => {
    const shelf = new Shelf({ me: who, local, session: storage() });
    await shelf.opened;
    const unsent = new Unsent(shelf, sitting);
    return { unsent, shelf, dropped: unsent.restore() };
  };
  return { local, line };
}

test("an unsent vote outlives a reload, with the same command id", async () => {
  const { line } = tablet();
  const { unsent, shelf } = await line();
  const { fields } = unsent.add("polls.cast", { poll: "p", choice: ["a"], n: 1 });
  await shelf.settled();
  const [again] = (await line()).unsent.entries;
  assert.deepEqual(again.fields, fields);
  assert.match(fields.command_id, /^[0-9a-f-]{36}$/);
});

test("writes wait in the order they were made, also after a reload", async () => {
  const { line } = tablet();
  const { unsent, shelf } = await line();
  unsent.add("polls.cast", { poll: "p", n: 1 }, 1_000);
  unsent.add("questions.ask", {}, 2_000);
  unsent.add("polls.cast", { poll: "q", n: 2 }, 3_000);
  await shelf.settled();
  for (const one of [unsent, (await line()).unsent]) {
    assert.deepEqual(one.entries.map(({ name }) => name), ["polls.cast", "questions.ask", "polls.cast"]);
    assert.deepEqual(one.named("polls.cast").map(({ fields }) => fields.n), [1, 2]);
  }
});

test("an answered write is gone, also from the device", async () => {
  const { line, local } = tablet();
  const { unsent, shelf } = await line();
  unsent.remove(unsent.add("polls.cast", {}));
  await shelf.settled();
  assert.deepEqual({ ...local }, {});
});

test("an act for the hall is not kept over a reload and grows stale; a vote does not", async () => {
  const { line } = tablet();
  const { unsent, shelf } = await line();
  unsent.add("floor.next", {}, 1_000);
  unsent.add("polls.cast", {}, 1_000);
  await shelf.settled();
  assert.deepEqual((await line()).unsent.entries.map(({ name }) => name), ["polls.cast"]);
  assert.deepEqual(unsent.takeStale(1_000 + STALE_MS), []);
  assert.deepEqual(unsent.takeStale(1_001 + STALE_MS).map(({ name }) => name), ["floor.next"]);
  assert.equal(unsent.entries.length, 1);
});

test("another child can neither send nor find what was unsent, and it waits for its owner", async () => {
  const { line } = tablet();
  const { unsent, shelf } = await line();
  unsent.add("questions.ask", { text: "Mine alone" });
  await shelf.settled();
  const other = await line("later", { owner: "other", seal: btoa("o".repeat(32)) });
  assert.equal(other.unsent.entries.length, 0);
  const again = await line("later");
  assert.equal(again.unsent.entries[0].fields.text, "Mine alone");
});

test("a vote of an earlier sign-in is dropped and said, never sent; a question is sent", async () => {
  const { line, local } = tablet();
  const { unsent, shelf } = await line("before");
  unsent.add("polls.cast", { poll: "p", n: 1 });
  unsent.add("questions.ask", { text: "Mine" });
  await shelf.settled();
  const after = await line("now");
  assert.deepEqual(after.dropped.map(({ name }) => name), ["polls.cast"]);
  assert.deepEqual(after.unsent.entries.map(({ name }) => name), ["questions.ask"]);
  await after.shelf.settled();
  assert.equal(Object.keys(local).length, 1);
});

test("handing over takes the votes out of the line, and nothing else", async () => {
  const { line, local } = tablet();
  const { unsent, shelf } = await line();
  unsent.add("polls.cast", { n: 1 });
  unsent.add("questions.ask", { text: "Mine" });
  assert.equal(unsent.takeVotes().length, 1);
  await shelf.settled();
  assert.equal(Object.keys(local).length, 1);
  assert.deepEqual(unsent.entries.map(({ name }) => name), ["questions.ask"]);
});
