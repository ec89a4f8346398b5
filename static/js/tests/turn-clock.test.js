import assert from "node:assert/strict";
import { test } from "node:test";
import { measureClock, median, offsetOf } from "../clock-offset.js";
import { clockWords, leftMs, ranMs, stageOf } from "../turn-clock.js";

const NOON = Date.parse("2026-05-18T12:00:00.000Z");
const turn = { started_at: "2026-05-18T12:00:00.000Z", paused_at: null, paused_ms: 0, budget_ms: 120_000 };

test("what has run is counted without the pauses", () => {
  assert.equal(ranMs({ ...turn, started_at: null }, NOON), 0);
  assert.equal(ranMs({ ...turn, paused_ms: 5_000 }, NOON + 20_000), 15_000);
  assert.equal(ranMs({ ...turn, paused_at: "2026-05-18T12:00:10.000Z" }, NOON + 90_000), 10_000);
  assert.equal(leftMs(turn, NOON + 130_000), -10_000);
});

test("the end is said in words, step by step", () => {
  assert.deepEqual([90_000, 30_000, 10_000, 0, -5].map(stageOf), ["plenty", "half", "last", "over", "over"]);
});

test("the clock speaks the language's digits and never goes below zero", () => {
  assert.equal(clockWords(89_001, "en"), "1:30");
  assert.equal(clockWords(5_000, "ar"), "٠:٠٥");
  assert.equal(clockWords(-1, "fr"), "0:00");
});

test("the median lets one slow answer move nothing", () => {
  assert.equal(median([7, 1, 900]), 7);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(offsetOf(NOON, NOON + 40, "2026-05-18T12:00:01.020Z"), 1_000);
});

test("a device whose clock is wrong knows the server's moment after a few questions", async () => {
  const wrong = 7 * 60_000;
  const live = Object.assign(new EventTarget(), {
    clockAhead: 0,
    ask: async () => ({ ok: true, server_now: new Date(Date.now() - wrong).toISOString() }),
  });
  await measureClock(live, { wait: async () => {} });
  assert.ok(Math.abs(live.clockAhead + wrong) < 50, String(live.clockAhead));
  live.ask = () => assert.fail("it was measured just now");
  await measureClock(live, { wait: async () => {} });
});
