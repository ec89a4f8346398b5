// How far this device's clock is from the server's: the median of several questions there and back, so
// that one slow answer moves nothing.
const ASKED = 5;
const APART_MS = 400;
const GOOD_FOR_MS = 5 * 60_000;

/** The middle one; of an even number the mean of both in the middle. */
export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The server's clock less this one's, by one answer: it was read half way between. */
export function offsetOf(asked, answered, server_now) {
  return Date.parse(server_now) - (asked + answered) / 2;
}

/** Measures anew where the last time is long past; from then on `live.serverNow()` is the server's. */
export async function measureClock(live, { wait = (ms) => new Promise((go) => setTimeout(go, ms)) } = {}) {
  if (live.isMeasuring || (live.measuredAt && performance.now() - live.measuredAt < GOOD_FOR_MS)) return;
  live.isMeasuring = true;
  const found = [];
  for (let n = 0; n < ASKED; n += 1) {
    // A whole hall asks when somebody is called: at different moments.
    await wait(APART_MS * (0.5 + Math.random()));
    const asked = Date.now();
    const answer = await live.ask("live.clock");
    if (answer.ok) found.push(offsetOf(asked, Date.now(), answer.server_now));
  }
  live.isMeasuring = false;
  if (found.length === 0) return;
  live.clockAhead = median(found);
  live.measuredAt = performance.now();
  live.dispatchEvent(new Event("clock"));
}
