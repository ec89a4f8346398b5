import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeSocket } from "./fake-socket.js";

globalThis.document = { addEventListener() {}, getElementById: () => null, hidden: false };
const network = new EventTarget();
globalThis.addEventListener = (...heard) => network.addEventListener(...heard);
const { Live } = await import("../live.js");
const { Shelf } = await import("../shelf.js");
const { Topics } = await import("../store.js");

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

test("once the network is back, a try that hangs is dropped for a new one, and a connection that stands stays", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { socket, live } = hall(t);
  socket.come();
  socket.sent[0].answer(SNAPSHOT);
  network.dispatchEvent(new Event("online"));
  assert.equal(socket.connected, true);

  socket.go();
  socket.isTrying = true; // in the network of before, where no answer comes
  network.dispatchEvent(new Event("online"));
  assert.equal(socket.isTrying, false);
  t.mock.timers.tick(1_500);
  assert.equal(socket.isTrying, true);
  socket.come();
  socket.sent[1].answer(SNAPSHOT);
  assert.equal(live.status, "here");
});

test("what no message can hold is answered here, and the connection stays", async (t) => {
  const { socket, live } = hall(t);
  socket.come();
  socket.sent[0].answer(SNAPSHOT);
  const text = "ص".repeat(500_000);
  for (const sent of [live.send("questions.ask", { text }), live.ask("questions.like", { text })]) {
    const { ok, message } = await sent;
    assert.equal(ok, false);
    assert.match(message, /shorter/);
  }
  assert.equal(socket.sent.length, 1);
  assert.equal(live.unsent.entries.length, 0);
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
  live.send("floor.raise_hand");
  live.send("floor.lower_hand");
  live.send("questions.ask", { text: "Why?" });
  socket.come();
  socket.sent[0].answer(SNAPSHOT);
  const sent = () => socket.sent.slice(1).map(({ name }) => name);
  assert.deepEqual(sent(), ["floor.raise_hand", "questions.ask"]); // of each kind the oldest
  socket.named("floor.raise_hand")[0].answer({ ok: true });
  assert.deepEqual(sent(), ["floor.raise_hand", "questions.ask", "floor.lower_hand"]);
});

test("of the choices made while away only the last one goes out", async (t) => {
  const { socket, live } = hall(t);
  const first = live.send("polls.cast", { poll: "p", choice: ["a"], n: 1 });
  live.send("polls.cast", { poll: "q", choice: ["x"], n: 1 });
  live.send("polls.cast", { poll: "p", choice: ["b"], n: 2 });
  assert.equal(live.unsent.entries.length, 2);
  assert.equal((await first).code, "replaced");
  socket.come();
  socket.sent[0].answer(SNAPSHOT);
  socket.named("polls.cast")[0].answer({ ok: true });
  assert.deepEqual(socket.named("polls.cast").map(({ fields }) => fields.choice), [["x"], ["b"]]);
});

test("a vote that may have arrived is never replaced: both go out in their order", (t) => {
  const { socket, live } = hall(t);
  socket.come();
  socket.sent[0].answer(SNAPSHOT);
  live.send("polls.cast", { poll: "p", choice: ["a"], n: 1 });
  socket.go(); // sent, and its answer lost
  live.send("polls.cast", { poll: "p", choice: ["b"], n: 2 });
  socket.come();
  socket.named("live.follow")[1].answer(SNAPSHOT);
  socket.named("polls.cast")[1].answer({ ok: true });
  assert.deepEqual(socket.named("polls.cast").map(({ fields }) => fields.n), [1, 1, 2]);
});

test("what a child made waits out a busy server, later and later; an act for the hall gives up", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const { socket, live } = hall(t);
  socket.come();
  socket.sent[0].answer(SNAPSHOT);
  live.send("questions.ask", { text: "Why?" });
  const next = live.send("floor.next", {});
  const gaps = [];
  socket.named("questions.ask")[0].answer({ ok: false, code: "busy" });
  live.send("consent.turn_dial", {}); // what else goes out does not hurry it
  assert.equal(socket.named("questions.ask").length, 1);
  t.mock.timers.tick(3_001);
  for (let at = 0; at < 8; at += 1) {
    const before = socket.named("questions.ask").length;
    socket.named("questions.ask").at(-1).answer({ ok: false, code: "busy" });
    let waited = 0;
    while (socket.named("questions.ask").length === before && waited < 60_000) {
      t.mock.timers.tick(500);
      waited += 500;
    }
    gaps.push(waited);
  }
  assert.ok(gaps.at(-1) >= 15_000 && gaps.at(-1) <= 31_000, String(gaps));
  assert.ok(gaps[0] < gaps.at(-1), String(gaps));
  assert.equal(live.unsent.named("questions.ask").length, 1);
  const acts = socket.named("floor.next");
  acts.at(-1).answer({ ok: false, code: "busy" });
  t.mock.timers.tick(60_000);
  assert.equal((await next).ok, false);
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

test("a badge whose sign-in is gone is asked for in its page, once its last words are kept", async (t) => {
  const { page } = await import("../page.js");
  const events = [];
  const { me } = page;
  page.me = { badge: true, owner: "mina" };
  document.dispatchEvent = (event) => !events.push(event);
  t.after(() => {
    page.me = me;
    delete document.dispatchEvent;
  });
  for (const code of ["not_signed_in", "not_allowed"]) {
    const { socket, live } = hall(t);
    const kept = live.unsent.shelf.put("draft/p1", { body: "Hers." });
    socket.come();
    socket.sent[0].answer({ ok: false, code, message: "…" });
    assert.deepEqual([live.status, live.isAskedAgain], ["ended", code === "not_signed_in"]);
    await kept;
  }
  assert.deepEqual(events.map(({ type, detail }) => [type, detail.owner]), [["sawt-signed-out", "mina"]]);
  await events[0].detail.kept;
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
