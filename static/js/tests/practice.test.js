import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, goesOn, lesson, take, topicsOf } from "../practice.js";
import { whatNow } from "../what-now.js";

const NOW = Date.parse("2026-05-18T06:00:00Z");

/** Does what the big button says, and hands back the session with what was pressed. */
function pressed(session, now) {
  const told = topicsOf(session);
  const { act, send } = whatNow(told, session.epoch || null, "practice", { now });
  if (!send) return { session, act };
  const taken = take(session, send[0], send[1], now);
  assert.equal(taken.ok, true, send[0]);
  return { session: taken.session, act };
}

function does(session, name, fields, now = NOW) {
  const taken = take(session, name, fields, now);
  assert.equal(taken.ok, true, name);
  return taken.session;
}

test("the big button and a question lead through all of it to the star", () => {
  let session = begin(NOW);
  let now = NOW;
  const acts = [];
  const lessons = [];
  for (let step = 0; step < 30 && lesson(session) !== "ready"; step += 1) {
    now += 5_000;
    session = goesOn(session, now);
    lessons.push(lesson(session));
    if (lesson(session) === "question") {
      session = does(session, "questions.put_on_stage", { question: "question-1" }, now);
    } else if (lesson(session) === "answer") {
      session = does(session, "questions.answered", { question: "question-1" }, now);
    } else {
      const done = pressed(session, now);
      acts.push(done.act);
      session = done.session;
    }
  }
  assert.deepEqual(acts, [
    "take_seat", "go_live", "next", "open_vote", "close_vote", "show_result", "next", "close",
  ]);
  assert.deepEqual(lessons, [
    "sit", "begin", "next", "open_vote", "close_vote", "show", "shown", "question", "answer", "close",
  ]);
  assert.equal(lesson(session), "ready");
});

test("voices come in one after the other, and never more than there are", () => {
  let session = does(begin(NOW), "floor.take_seat");
  session = does(session, "floor.go_live");
  session = does(session, "floor.next", { from_item: "step-1" });
  session = does(session, "polls.open");
  assert.equal(goesOn(session, NOW + 1_000).poll.answered, 3);
  session = goesOn(session, NOW + 600_000);
  assert.equal(session.poll.answered, 14);
  session = goesOn(does(session, "polls.close"), NOW + 600_000);
  const { results, answered } = topicsOf(session).poll;
  assert.equal(results.reduce((sum, { count }) => sum + count, 0), answered);
});

test("steps too many are undone as in a session, one after the other, once", () => {
  let session = does(does(begin(NOW), "floor.take_seat"), "floor.go_live");
  session = does(session, "floor.next", { from_item: "step-1" });
  const { undo: first } = topicsOf(session).floor;
  assert.equal(Date.parse(first.until), NOW + 60_000);
  session = does(session, "floor.pause");
  session = does(session, "floor.undo", { act: topicsOf(session).floor.undo.id });
  assert.equal(session.state, "live");
  assert.deepEqual(topicsOf(session).floor.undo, first);
  session = does(session, "floor.undo", { act: first.id });
  assert.equal(session.item, "step-1");
  assert.equal(topicsOf(session).floor.undo, null);
  assert.equal(take(session, "floor.undo", { act: first.id }, NOW).ok, false);
});

test("what practice does not know changes nothing", () => {
  const session = does(begin(NOW), "floor.take_seat");
  for (const [name, fields] of [["floor.offer_seat"], ["floor.next", { from_item: "step-2" }], ["polls.close"]]) {
    const taken = take(session, name, fields, NOW);
    assert.equal(taken.ok, false);
    assert.equal(taken.session, session);
  }
});
