import assert from "node:assert/strict";
import { mock, test } from "node:test";

globalThis.document = { addEventListener() {}, getElementById: () => null, hidden: false };
globalThis.addEventListener = () => {};
const { news } = await import("../announce.js");

/** A hall with a list of hands and one of questions, and all that was said of it so far. */
function hall(hands, questions) {
  const told = { hands, questions };
  const said = [];
  const kind = (name) => ({
    ids: () => told[name],
    words: (fresh) => `${name}: ${fresh.length} of ${told[name].length}`,
  });
  const [look, beginAnew] = news([kind("hands"), kind("questions")], (sentence) => said.push(sentence));
  const tell = (name, ids) => {
    told[name] = ids;
    look();
  };
  return { tell, said, beginAnew };
}

test("what a page knows at first, or hears again, is no news", () => {
  const { tell, said } = hall(["a"]);
  tell("questions", ["q"]);
  tell("hands", ["a"]);
  tell("hands", []);
  tell("hands", ["a"]);
  assert.deepEqual(said, []);
  tell("hands", ["a", "b"]);
  assert.deepEqual(said, ["hands: 1 of 2"]);
});

test("twenty hands at once are two sentences, and another kind does not wait for them", () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const { tell, said } = hall([], []);
  for (let many = 1; many <= 20; many += 1) tell("hands", Array.from({ length: many }, (_, at) => at));
  tell("questions", ["q"]);
  assert.deepEqual(said, ["hands: 1 of 1", "questions: 1 of 1"]);
  mock.timers.tick(9_999);
  assert.equal(said.length, 2);
  mock.timers.tick(1);
  assert.deepEqual(said.slice(2), ["hands: 19 of 20"]);
  mock.timers.tick(60_000);
  assert.equal(said.length, 3);
  mock.timers.reset();
});

test("what is over before its turn came is not said; another session begins with no news", () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const { tell, said, beginAnew } = hall([], []);
  tell("hands", ["a"]);
  tell("hands", ["a", "b"]);
  tell("hands", ["a"]);
  mock.timers.tick(10_000);
  tell("hands", ["a", "c"]);
  tell("hands", ["d"]);
  beginAnew();
  mock.timers.tick(60_000);
  assert.deepEqual(said, ["hands: 1 of 1", "hands: 1 of 2"]);
  mock.timers.reset();
});
