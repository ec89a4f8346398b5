// The one next act of a session, from what the tablet knows. No words here: the component says it.

const OVER = new Set(["closed", "published", "cancelled"]);

/** Fewer answers than this, and people could guess who chose what. */
export const FEW = 5;

/** Whether the seat is held by the tablet that knows this epoch. */
export function isOwnSeat(seat, epoch) {
  if (epoch === null || epoch === undefined || !seat) return false;
  // Just taken, and the floor has not told it yet: its epoch is still behind.
  return seat.epoch < epoch || (seat.epoch === epoch && seat.held);
}

/** The item the session is at; null before the first. */
export function itemNow(floor) {
  return floor?.items.find(({ id }) => id === floor.item) ?? null;
}

/** The first item still to come, which is where `next` goes; null at the end of the run sheet. */
export function itemNext(floor) {
  const at = floor.items.findIndex(({ id }) => id === floor.item);
  const coming = floor.items.slice(at + 1).find(({ state }) => state === "planned");
  return coming ?? null;
}

/** The prepared poll of the item that can be opened now; null when there is none. */
export function pollReady(polls, item) {
  if (!item) return null;
  const isReady = ({ state }) => state === "ready";
  const prepared = (polls?.prepared ?? []).filter(isReady);
  return (
    prepared.find(({ id }) => id === item.poll) ??
    prepared.find((poll) => poll.item === item.id) ??
    null
  );
}

function voting(poll, epoch) {
  const fields = { poll: poll.id, epoch };
  if (poll.state === "open") return { act: "close_vote", poll, send: ["polls.close", fields] };
  if (poll.state === "closing") return { act: "wait_for_count", poll };
  if (poll.state === "counted") {
    // Too few ballots are never shown: there is nothing to do but to go on, or to ask again.
    if (poll.too_few) return null;
    const hands = (poll.results ?? []).reduce((sum, option) => sum + (option.hands ?? 0), 0);
    const answered = poll.answered + hands;
    const warn = answered > 0 && answered < FEW && poll.electorate === "everyone" ? answered : null;
    return { act: "show_result", poll, warn, send: ["polls.reveal", fields] };
  }
  return null;
}

/**
 * What the moderator does now: `{act, send: [message, fields]}`, with the item, the poll or the
 * number of answers to warn about. An act without `send` is something to wait for: `wait_for_team`
 * and `wait_for_adults` until those are there who have to be.
 */
export function whatNow({ floor, poll, polls, adults = null }, epoch, session) {
  if (!floor) return { act: "wait" };
  if (OVER.has(floor.state)) return { act: "over" };
  if (!isOwnSeat(floor.seat, epoch)) {
    const holder = floor.seat?.held ? (floor.seat.name ?? {}) : null;
    const hadIt = epoch !== null && epoch !== undefined;
    return { act: "take_seat", holder, hadIt, send: ["floor.take_seat", { session }] };
  }
  const steer = { session, version: floor.version, epoch };
  if (floor.state === "planned" || floor.state === "ready") return { act: "wait_for_doors" };
  if (floor.state === "open") {
    if (adults?.checklist?.blocks.length > 0) return { act: "wait_for_team" };
    return { act: "go_live", send: ["floor.go_live", steer] };
  }
  if (floor.state === "paused") {
    if (adults?.missing > 0) return { act: "wait_for_adults" };
    return { act: "resume", send: ["floor.resume", steer] };
  }
  if (floor.state === "closing") return { act: "wait_for_close" };

  const vote = poll && voting(poll, epoch);
  if (vote) return vote;
  const item = itemNow(floor);
  const ready = pollReady(polls, item);
  if (ready) {
    return { act: "open_vote", poll: ready, send: ["polls.open", { poll: ready.id, epoch }] };
  }
  const next = itemNext(floor);
  if (next) {
    return { act: "next", item: next, send: ["floor.next", { ...steer, from_item: floor.item }] };
  }
  return { act: "close", send: ["floor.close", steer] };
}
