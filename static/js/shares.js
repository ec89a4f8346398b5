// What a result's bars are made of, from the poll as everybody is told it; no words, no drawing.

const BY_POINTS = new Set(["ranking", "points"]);

/** Whether a result is counted in points instead of answers. */
export function isByPoints({ kind }) {
  return BY_POINTS.has(kind);
}

/** What a full bar stands for: everybody's answers, all points given, or a first place by everybody. */
export function whole(poll, results = poll.results, answered = poll.answered) {
  const sum = results.reduce((all, { count, hands }) => all + count + (hands ?? 0), 0);
  if (poll.kind === "multiple") return Math.max(answered ?? 0, 1);
  if (poll.kind === "ranking") return Math.max((answered ?? 0) * (poll.options.length - 1), 1);
  return sum;
}

function percent(part, all) {
  return all > 0 ? Math.min(100, Math.round((part / all) * 100)) : 0;
}

/**
 * One row for each answer: its share and the share of its hands, in percent of the whole bar; of the
 * round before, where the room has seen one, its share then and the shift since.
 */
export function rowsOf(poll) {
  const all = whole(poll);
  const { earlier } = poll;
  const allThen = earlier ? whole(poll, earlier.results, earlier.answered) : 0;
  return poll.results.map(({ option, count, hands = 0, place, firsts }) => {
    const then = earlier?.results.find((one) => one.option === option);
    const share = percent(count + hands, all);
    const shareThen = then ? percent(then.count + (then.hands ?? 0), allThen) : null;
    return {
      ...poll.options.find(({ id }) => id === option),
      at: poll.options.findIndex(({ id }) => id === option),
      total: count + hands,
      share,
      hands,
      handsShare: percent(hands, all),
      place,
      firsts,
      shareThen,
      shift: shareThen === null ? null : share - shareThen,
      isMiddle: poll.median?.includes(option) ?? false,
    };
  });
}
