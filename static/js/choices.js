// What a choice is in each kind of poll, and how taps change it; no words and no drawing here.

const ONE_TAP = new Set(["single", "yes_no_abstain", "scale"]);

/** Whether people with a badge have one voice each, secret and final. */
export function isBallot(poll) {
  return poll.electorate !== "everyone";
}

/** Whether one tap is the whole answer and goes out at once: what can be changed needs no asking. */
export function goesAtOnce(poll) {
  return ONE_TAP.has(poll.kind) && !isBallot(poll);
}

/** Whether one tap is a whole answer. */
export function isOneTap(poll) {
  return ONE_TAP.has(poll.kind);
}

/** Whether whoever holds this page may answer: `me` is who is signed in, `as` how the page listens. */
export function mayAnswer(poll, { me, as }) {
  if (poll.electorate === "delegates") return as === "delegate";
  return poll.electorate === "everyone" || me?.kind === "person";
}

/** The answer of one option or step: its id, or its place on a scale, which begins at 1. */
export function answerAt(poll, at) {
  return poll.kind === "scale" ? at + 1 : [poll.options[at].id];
}

/** Where this answer stands among the options; -1 for none. */
export function placeOf(poll, choice) {
  if (choice === null || choice === undefined) return -1;
  if (poll.kind === "scale") return choice - 1;
  return poll.options.findIndex(({ id }) => id === choice[0]);
}

/** Several to choose: this one taken in or out; null where there would be too many. */
export function toggled(chosen, id, most) {
  if (chosen.includes(id)) return chosen.filter((other) => other !== id);
  return chosen.length < most ? [...chosen, id] : null;
}

/** An order in which this one takes the next free place, or gives its place back. */
export function ranked(order, id) {
  return order.includes(id) ? order.filter((other) => other !== id) : [...order, id];
}

/** An order in which this one has changed places with its neighbour; the same at either end. */
export function moved(order, id, by) {
  const from = order.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= order.length) return order;
  const next = [...order];
  [next[from], next[to]] = [next[to], next[from]];
  return next;
}

/** How many points are still to share out. */
export function pointsLeft(poll, shares) {
  return poll.points - Object.values(shares ?? {}).reduce((sum, points) => sum + points, 0);
}

/** Shares with one point more or fewer for this one; the same where none is left, or none is there. */
export function shared(poll, shares, id, by) {
  const points = (shares[id] ?? 0) + by;
  if (points < 0 || (by > 0 && pointsLeft(poll, shares) < by)) return shares;
  const next = { ...shares, [id]: points };
  if (points === 0) delete next[id];
  return next;
}

/** Whether this is a whole answer, which can be sent. */
export function isWhole(poll, choice) {
  if (choice === null || choice === undefined) return false;
  switch (poll.kind) {
    case "scale":
      return choice >= 1 && choice <= poll.options.length;
    case "multiple":
      return choice.length >= poll.min && choice.length <= poll.max;
    case "ranking":
      return choice.length === poll.options.length;
    case "points":
      return pointsLeft(poll, choice) === 0;
    default:
      return choice.length === 1;
  }
}

/** Whether two answers are the same. */
export function isSame(one, other) {
  const plain = (choice) =>
    choice && !Array.isArray(choice) && typeof choice === "object"
      ? Object.entries(choice).sort(([a], [b]) => (a < b ? -1 : 1))
      : (choice ?? null);
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}
