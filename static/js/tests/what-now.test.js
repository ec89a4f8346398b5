import assert from "node:assert/strict";
import { test } from "node:test";
import { isOwnSeat, itemNext, minutesOver, pollReady, pollToAskAgain, undoNow, whatNow } from "../what-now.js";

const SEAT = { held: true, name: { en: "Noor" }, epoch: 3 };

function floor(over = {}) {
  return {
    state: "live",
    version: 7,
    item: "opening",
    items: [
      { id: "opening", state: "current", poll: null },
      { id: "break", state: "skipped", poll: null },
      { id: "vote", state: "planned", poll: "p1" },
      { id: "end", state: "planned", poll: null },
    ],
    seat: SEAT,
    ...over,
  };
}

const act = (topics, epoch = 3) => whatNow({ poll: null, polls: null, ...topics }, epoch, "hall");

const NOW = Date.parse("2026-05-18T09:00:00Z");
const at = (seconds) => new Date(NOW + seconds * 1000).toISOString();

function coming(seat, { helps = false, epoch = null } = {}) {
  const topics = { floor: floor({ seat: { ...SEAT, ...seat } }), poll: null, polls: null };
  return whatNow(topics, epoch, "hall", { now: NOW, helps });
}

test("a free, silent or own seat is taken; another child's is looked on at", () => {
  assert.deepEqual(coming({ held: false }).send, ["floor.take_seat", { session: "hall" }]);
  assert.equal(coming({ held: false }).holder, null);
  assert.equal(coming({ stale_at: at(-1) }).act, "take_seat");
  assert.equal(coming({ helping: true, stale_at: at(30) }).act, "take_seat");
  assert.equal(coming({ mine: true, stale_at: at(30) }, { epoch: 2 }).act, "take_seat");
  assert.equal(coming({ stale_at: at(30) }).act, "shadow");
  assert.equal(coming({ stale_at: at(30) }, { epoch: 2 }).send, undefined);
});

test("an offered seat is accepted, until the offer is over", () => {
  const offered = { stale_at: at(30), offered_until: at(60) };
  assert.deepEqual(coming(offered).send, ["floor.accept_seat", { session: "hall" }]);
  assert.equal(coming(offered, { helps: true }).act, "accept_seat");
  assert.equal(coming({ ...offered, offered_until: at(-1) }).act, "shadow");
});

test("an adult helps only from the moment on that the server names", () => {
  const adult = (seat) => coming({ stale_at: at(-1), ...seat }, { helps: true });
  assert.equal(adult({ adult_from: at(5) }).act, "shadow");
  assert.deepEqual(adult({ adult_from: at(-5) }).send, ["floor.reclaim_seat", { session: "hall" }]);
  assert.equal(adult({ held: false, adult_from: null }).act, "reclaim_seat");
});

test("the last act can be undone for as long as the server says", () => {
  const undo = { id: "a", act: "floor.next", until: at(20) };
  assert.equal(undoNow({ undo }, NOW).seconds, 20);
  assert.equal(undoNow({ undo }, NOW + 20_000), null);
  assert.equal(undoNow({ undo: null }, NOW), null);
  assert.equal(undoNow({}, NOW), null);
});

test("a step is over its plan by whole minutes", () => {
  const item = { minutes: 5, started_at: at(-7 * 60) };
  assert.equal(minutesOver(item, NOW), 2);
  assert.equal(minutesOver({ ...item, minutes: 9 }, NOW), 0);
  assert.equal(minutesOver({ minutes: 5, started_at: null }, NOW), 0);
});

test("a seat just taken is one's own before the floor has told it", () => {
  assert.equal(isOwnSeat(SEAT, 4), true);
  assert.equal(isOwnSeat(SEAT, 3), true);
  assert.equal(isOwnSeat({ ...SEAT, held: false }, 3), false);
  assert.equal(isOwnSeat(SEAT, 2), false);
});

test("before the doors open the moderator waits, then goes live", () => {
  assert.equal(act({ floor: floor({ state: "planned" }) }).send, undefined);
  assert.equal(act({ floor: floor({ state: "ready" }) }).act, "wait_for_doors");
  assert.deepEqual(act({ floor: floor({ state: "open", item: null }) }).send, [
    "floor.go_live",
    { session: "hall", version: 7, epoch: 3 },
  ]);
});

test("next names the item it leaves and the version it saw, and passes skipped items", () => {
  const now = act({ floor: floor() });
  assert.equal(now.act, "next");
  assert.equal(now.item.id, "vote");
  assert.deepEqual(now.send, [
    "floor.next",
    { session: "hall", version: 7, epoch: 3, from_item: "opening" },
  ]);
});

test("before the first item, next goes to the first", () => {
  const items = [{ id: "a", state: "planned", poll: null }];
  assert.equal(itemNext(floor({ item: null, items })).id, "a");
});

test("an item with a ready poll offers the vote, then its end, then its result, then the next item", () => {
  const at_vote = floor({ item: "vote" });
  const polls = { prepared: [{ id: "p1", item: "vote", state: "ready" }] };
  assert.deepEqual(act({ floor: at_vote, polls }).send, ["polls.open", { poll: "p1", epoch: 3 }]);
  const poll = { id: "p1", state: "open", answered: 9 };
  assert.equal(act({ floor: at_vote, poll }).act, "close_vote");
  assert.equal(act({ floor: at_vote, poll: { ...poll, state: "closing" } }).send, undefined);
  const counted = act({ floor: at_vote, poll: { ...poll, state: "counted" } });
  assert.equal(counted.act, "show_result");
  assert.equal(counted.warn, null);
  assert.equal(act({ floor: at_vote, poll: { ...poll, state: "revealed" } }).act, "next");
});

test("fewer than five answers are warned about before they are shown", () => {
  const poll = { id: "p1", state: "counted", answered: 4, electorate: "everyone" };
  assert.equal(act({ floor: floor(), poll }).warn, 4);
  assert.equal(act({ floor: floor(), poll: { ...poll, answered: 0 } }).warn, null);
  const results = [{ option: "a", count: 4, hands: 1 }];
  assert.equal(act({ floor: floor(), poll: { ...poll, results } }).warn, null);
});

test("a ballot of fewer than five is never shown: the next act is to go on", () => {
  const poll = { id: "p1", state: "counted", answered: null, electorate: "delegates", too_few: true };
  assert.equal(act({ floor: floor(), poll }).act, "next");
});

test("a poll belongs to its item whichever side names it", () => {
  const prepared = [{ id: "p2", item: "vote", state: "ready" }, { id: "p3", item: null, state: "ready" }];
  assert.equal(pollReady({ prepared }, { id: "vote", poll: null }).id, "p2");
  assert.equal(pollReady({ prepared }, { id: "end", poll: null }), null);
  assert.equal(pollReady({ prepared: [{ ...prepared[0], state: "revealed" }] }, { id: "vote" }), null);
});

test("a vote that was taken away can be asked again, as the page says", () => {
  const polls = { prepared: [{ id: "p1", item: "vote", state: "void" }, { id: "p2", item: "end", state: "void" }] };
  assert.equal(pollToAskAgain(null, polls, { id: "vote", poll: "p1" }).id, "p1");
  assert.equal(pollToAskAgain(null, polls, { id: "end", poll: null }).id, "p2");
  assert.equal(pollToAskAgain(null, polls, { id: "break", poll: null }), null);
  assert.equal(pollToAskAgain({ id: "p3", state: "revealed" }, polls, { id: "vote" }).id, "p3");
  assert.equal(pollToAskAgain({ id: "p3", state: "open" }, polls, { id: "vote" }), null);
});

test("after the last item the session is closed, and then it is over", () => {
  assert.equal(act({ floor: floor({ item: "end" }) }).send[0], "floor.close");
  assert.equal(act({ floor: floor({ state: "paused" }) }).act, "resume");
  assert.equal(act({ floor: floor({ state: "closed" }) }, null).act, "over");
  assert.equal(act({ floor: undefined }).act, "wait");
});

test("the start waits for what blocks it, and says so instead of offering a button", () => {
  const open = floor({ state: "open", item: null });
  const missing = { missing: 1, checklist: { blocks: [{ what: "adults", n: 1 }], warns: [] } };
  assert.equal(act({ floor: open, adults: missing }).act, "wait_for_team");
  assert.equal(act({ floor: open, adults: missing }).send, undefined);
  const warned = { missing: 0, checklist: { blocks: [], warns: [{ what: "screen" }] } };
  assert.equal(act({ floor: open, adults: warned }).act, "go_live");
});

test("a paused session goes on in one tap as soon as the adults are back", () => {
  const paused = floor({ state: "paused" });
  assert.equal(act({ floor: paused, adults: { missing: 2 } }).send, undefined);
  assert.equal(act({ floor: paused, adults: { missing: 2 } }).act, "wait_for_adults");
  assert.equal(act({ floor: paused, adults: { missing: 0 } }).act, "resume");
});

test("in quiet mode the session goes on", () => {
  assert.equal(act({ floor: floor(), adults: { missing: 1, quiet: true } }).act, "next");
});
