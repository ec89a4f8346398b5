import assert from "node:assert/strict";
import { test } from "node:test";
import { Topics, withSnapshot, withTopic, withoutIds } from "../store.js";

test("the higher version stays, whichever arrives first", () => {
  const first = withTopic({}, "floor", { version: 2, data: "new" });
  assert.equal(withTopic(first, "floor", { version: 1, data: "old" }), first);
  assert.equal(withTopic(first, "floor", { version: 2, data: "same" }), first);
  assert.equal(withTopic(first, "floor", { version: 3, data: "newer" }).floor.data, "newer");
});

test("messages before and after their snapshot end in the same state", () => {
  const told = { version: 5, data: { n: 5 } };
  const snapshot = { poll: { version: 4, data: { n: 4 } }, floor: { version: 1, data: {} } };
  const before = withSnapshot(withTopic({}, "poll", told), snapshot);
  const after = withTopic(withSnapshot({}, snapshot), "poll", told);
  assert.deepEqual(before, after);
});

test("a topic with null as its data is known", () => {
  const topics = new Topics({ poll: { version: 1, data: null } });
  assert.equal(topics.data("poll"), null);
  assert.equal(topics.data("questions"), undefined);
});

test("what is taken back is gone everywhere but in one's own list", () => {
  const question = { id: "q1", text: {} };
  const topics = {
    questions: { version: 1, data: { on_stage: question, public: [question, { id: "q2" }] } },
    mine: { version: 1, data: { questions: [question] } },
    poll: { version: 1, data: { id: "p1" } },
    floor: { version: 1, data: { items: [{ id: "i1" }] } },
  };
  const left = withoutIds(topics, ["q1", "p1"]);
  assert.deepEqual(left.questions.data, { on_stage: null, public: [{ id: "q2" }] });
  assert.deepEqual(left.mine, topics.mine);
  assert.equal(left.poll.data, null);
  assert.equal(left.floor, topics.floor);
});

test("listeners hear the names of what changed, and nothing when nothing did", () => {
  const topics = new Topics({ floor: { version: 1, data: 1 } });
  const heard = [];
  topics.addEventListener("changed", ({ names }) => heard.push(names));
  topics.tell("floor", { version: 1, data: 2 });
  topics.tellAll({ floor: { version: 2, data: 2 }, poll: { version: 1, data: null } });
  topics.retract(["nothing"]);
  topics.replaceAll({ floor: { version: 1, data: 3 } });
  assert.deepEqual(heard, [["floor", "poll"], ["floor", "poll"]]);
  assert.equal(topics.data("floor"), 3);
});
