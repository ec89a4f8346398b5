import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.document = { addEventListener() {}, getElementById: () => null, hidden: false };
globalThis.addEventListener = () => {};
const { Live } = await import("../live.js");
const { Shelf } = await import("../shelf.js");
const { Topics } = await import("../store.js");

/** A server's end in one object: what was sent waits until the test answers it. */
class FakeSocket {
  constructor() {
    this.heard = new Map();
    this.sent = [];
    this.connected = false;
  }

  on(name, hear) {
    this.heard.set(name, hear);
  }

  timeout() {
    return this;
  }

  emit(name, fields, answered) {
    this.sent.push({ name, fields, answer: (answer) => answered(null, answer), lose: () => answered(new Error()) });
  }

  tell(name, data) {
    this.heard.get(name)(data);
  }

  come() {
    this.connected = true;
    this.tell("connect");
  }

  go() {
    this.connected = false;
    this.tell("disconnect", "transport close");
  }

  connect() {}

  disconnect() {
    this.connected = false;
  }

  named(name) {
    return this.sent.filter((message) => message.name === name);
  }
}

function hall(t, following = { session: "hall", as: "audience" }) {
  const socket = new FakeSocket();
  const topics = new Topics();
  const live = new Live(topics, { connect: () => socket, keeps: new Shelf({ me: {} }) });
  live.follow(following);
  t.after(() => live.end({ code: "test" }));
  return { socket, topics, live };
}

const SNAPSHOT = { ok: true, session: "hall", topics: { floor: { version: 2, data: "two" } } };

test("it follows on every connection and keeps the higher version", (t) => {
  const { socket, topics, live } = hall(t);
  socket.come();
  socket.tell("live.changed", { session: "hall", topic: "floor", version: 3, data: "three" });
  socket.sent[0].answer(SNAPSHOT);
  assert.equal(topics.data("floor"), "three");
  assert.equal(live.status, "here");
  socket.go();
  assert.equal(live.status, "away");
  socket.come();
  assert.equal(socket.named("live.follow").length, 2);
});

test("a vote made while away is sent once on return, before the answers of others matter", async (t) => {
  const { socket, live } = hall(t);
  socket.come();
  socket.sent[0].answer(SNAPSHOT);
  socket.go();
  const answered = live.send("polls.cast", { poll: "p", choice: ["a"], n: 1 });
  assert.equal(socket.named("polls.cast").length, 0);
  socket.come();
  assert.equal(socket.named("polls.cast").length, 0);
  socket.named("live.follow")[1].answer(SNAPSHOT);
  const [cast] = socket.named("polls.cast");
  cast.answer({ ok: true, receipt: "counted" });
  assert.deepEqual(await answered, { ok: true, receipt: "counted" });
  assert.equal(live.unsent.entries.length, 0);
});

test("a write whose answer was lost goes out again with the same id", (t) => {
  const { socket, live } = hall(t);
  socket.come();
  socket.sent[0].answer(SNAPSHOT);
  live.send("questions.ask", { text: "Why?" });
  socket.named("questions.ask")[0].lose();
  const [first, second] = socket.named("questions.ask");
  assert.equal(first.fields.command_id, second.fields.command_id);
});

test("writes go out in the order in which they were made", (t) => {
  const { socket, live } = hall(t);
  [1, 2, 3].forEach((n) => live.send("polls.cast", { n }));
  socket.come();
  socket.sent[0].answer(SNAPSHOT);
  assert.deepEqual(socket.named("polls.cast").map(({ fields }) => fields.n), [1, 2, 3]);
});

test("a no is handed to whoever asked, and told to everybody", async (t) => {
  const { socket, live } = hall(t);
  socket.come();
  socket.sent[0].answer(SNAPSHOT);
  const heard = [];
  live.addEventListener("answered", ({ name, answer }) => heard.push([name, answer.code]));
  const answered = live.send("polls.cast", { n: 1 });
  socket.named("polls.cast")[0].answer({ ok: false, code: "poll_closed", message: "…" });
  assert.equal((await answered).code, "poll_closed");
  assert.deepEqual(heard, [["polls.cast", "poll_closed"]]);
});

test("a refused follow or an ended authority ends the page; a wall without a room waits", (t) => {
  const phone = hall(t);
  phone.socket.come();
  phone.socket.sent[0].answer({ ok: false, code: "not_signed_in", message: "Please join first." });
  assert.equal(phone.live.status, "ended");
  assert.equal(phone.live.ending.message, "Please join first.");

  const other = hall(t);
  other.socket.tell("live.ended", { code: "handed_over", message: "…" });
  assert.equal(other.live.status, "ended");

  const socket = new FakeSocket();
  const wall = new Live(new Topics(), { connect: () => socket, keeps: new Shelf({ me: {} }) });
  t.after(() => wall.end({ code: "test" }));
  wall.follow({ as: "screen" }, { tolerant: true });
  socket.come();
  socket.sent[0].answer({ ok: false, code: "not_paired" });
  assert.equal(wall.status, "here");
});

test("a screen moves with its room and hears no more of the session before", (t) => {
  const { socket, topics, live } = hall(t, { as: "screen" });
  socket.come();
  socket.sent[0].answer(SNAPSHOT);
  assert.equal(live.session, "hall");
  socket.tell("live.moved", { session: "next", topics: { floor: { version: 1, data: "new" } } });
  socket.tell("live.changed", { session: "hall", topic: "floor", version: 9, data: "old" });
  assert.equal(topics.data("floor"), "new");
  socket.tell("live.changed", { session: "next", topic: "floor", version: 2, data: "newer" });
  assert.equal(topics.data("floor"), "newer");
});
