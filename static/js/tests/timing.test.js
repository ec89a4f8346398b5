import assert from "node:assert/strict";
import { test } from "node:test";
import { minutesAfter, standing } from "../timing.js";

const NOW = Date.parse("2026-05-18T06:30:00Z");
const item = (state, minutes, started = null, ended = null) => ({
  state,
  minutes,
  started_at: started && `2026-05-18T06:${started}:00Z`,
  ended_at: ended && `2026-05-18T06:${ended}:00Z`,
});

test("what was put aside is neither planned nor still to come; what it took is spent", () => {
  const items = [
    item("done", 5, "00", "08"),
    item("parked", 10, "08", "11"),
    item("skipped", 20),
    item("current", 25, "11"),
    item("planned", 10),
  ];
  const { planned, spent, left, ends } = standing(items, NOW);
  assert.deepEqual([planned, spent, left], [40, 30, 16]);
  assert.equal(ends, NOW + 16 * 60_000);
});

test("a step over its plan takes nothing from the others", () => {
  const items = [item("current", 5, "10"), item("planned", 10)];
  assert.equal(standing(items, NOW).left, 10);
});

test("how late the end will be is said in whole minutes, and never before", () => {
  assert.equal(minutesAfter(NOW, "2026-05-18T06:27:30Z"), 2);
  assert.equal(minutesAfter(NOW, "2026-05-18T06:40:00Z"), 0);
  assert.equal(minutesAfter(NOW, null), 0);
});
