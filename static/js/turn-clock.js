// The clock of whoever speaks: worked out from the server's moments, so that it is the same everywhere.
import { digits } from "./words.js";

const HALF_MS = 30_000;
const LAST_MS = 10_000;

/** Milliseconds that somebody has spoken, without the pauses. */
export function ranMs(turn, now) {
  if (!turn.started_at) return 0;
  const until = turn.paused_at ? Date.parse(turn.paused_at) : now;
  return Math.max(0, until - Date.parse(turn.started_at) - turn.paused_ms);
}

/** Milliseconds that are left; below zero when the time is over. */
export function leftMs(turn, now) {
  return turn.budget_ms - ranMs(turn, now);
}

/** Where the turn is in its time: `plenty`, `half` a minute left, `last` words, `over`. */
export function stageOf(left) {
  if (left <= 0) return "over";
  if (left <= LAST_MS) return "last";
  return left <= HALF_MS ? "half" : "plenty";
}

/** Minutes and seconds, in the language's digits; never below zero. */
export function clockWords(left, lang) {
  const seconds = Math.max(0, Math.ceil(left / 1_000));
  return digits(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`, lang);
}
