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

/** The poll that can be asked once more: the counted one on the wall, else the one of this item that was taken
 * away; null when there is none. */
export function pollToAskAgain(poll, polls, item) {
  if (poll) return poll.state === "counted" || poll.state === "revealed" ? poll : null;
  const isTakenAway = (one) => one.state === "void" && item && (one.id === item.poll || one.item === item.id);
  return (polls?.prepared ?? []).find(isTakenAway) ?? null;
}

/** Whole minutes that an item is over its plan; 0 as long as it isn't. */
export function minutesOver(item, now) {
  if (!item?.started_at) return 0;
  return Math.max(0, Math.floor((now - Date.parse(item.started_at)) / 60_000) - item.minutes);
}

/** The act that is undone next, as long as it can be, with the seconds left; null when there is none. */
export function undoNow(floor, now) {
  const undo = floor?.undo;
  if (!undo) return null;
  const seconds = Math.ceil((Date.parse(undo.until) - now) / 1000);
  return seconds > 0 ? { ...undo, seconds } : null;
}

/** The paper of the item that is on, while the wall shows it and it goes on; null where it does not. */
export function paperToTurn(screen, item) {
  const paper = screen?.layout === "paper" ? screen.paper : null;
  return paper?.at && paper.item === item?.id && paper.at.leaf < paper.at.leaves ? paper : null;
}

/** The write that turns a paper on stage so many leaves on, or back. */
export function turning({ item, at }, by, epoch) {
  const seat = epoch === null || epoch === undefined ? {} : { epoch };
  return ["reading.turn", { item, from_leaf: at.leaf, leaf: at.leaf + by, ...seat }];
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
 * How one who is not in the seat comes to it: `accept_seat` what is offered, `take_seat` what a child
 * may take, `reclaim_seat` what an adult may; else the seat is somebody's and one looks on (`shadow`).
 */
function comingToSeat(seat, hadIt, session, { now, helps }) {
  const passed = (moment) => Boolean(moment) && now > Date.parse(moment);
  const holder = seat?.held ? (seat.name ?? {}) : null;
  const send = (name) => [name, { session }];
  const told = { holder, hadIt, helping: Boolean(seat?.helping) };
  if (seat?.mine) return { act: "take_seat", ...told, hadIt: true, send: send(helps ? "floor.reclaim_seat" : "floor.take_seat") };
  if (seat?.held && seat.offered_until && !passed(seat.offered_until)) {
    return { act: "accept_seat", ...told, send: send("floor.accept_seat") };
  }
  if (helps) {
    const may = !seat?.adult_from || passed(seat.adult_from);
    return may ? { act: "reclaim_seat", ...told, send: send("floor.reclaim_seat") } : { act: "shadow", ...told };
  }
  const may = !seat?.held || seat.helping || passed(seat.stale_at);
  return may ? { act: "take_seat", ...told, send: send("floor.take_seat") } : { act: "shadow", ...told };
}

/**
 * What the moderator does now: `{act, send: [message, fields]}`, with the item, the poll or the
 * number of answers to warn about. An act without `send` is something to wait for: `wait_for_team`
 * and `wait_for_adults` until those are there who have to be.
 */
export function whatNow(
  { floor, poll, polls, adults = null, screen = null },
  epoch,
  session,
  { now = Date.now(), helps = false } = {},
) {
  if (!floor) return { act: "wait" };
  if (OVER.has(floor.state)) return { act: "over" };
  if (!isOwnSeat(floor.seat, epoch)) {
    const hadIt = epoch !== null && epoch !== undefined;
    return comingToSeat(floor.seat, hadIt, session, { now, helps });
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
  const paper = paperToTurn(screen, item);
  if (paper) return { act: "turn", item, paper, send: turning(paper, 1, epoch) };
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
