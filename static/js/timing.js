// How a session stands in its time: planned against real, what was put aside left out. No words here.

const MINUTE = 60_000;
const PUT_ASIDE = new Set(["parked", "skipped"]);

function real({ started_at: started, ended_at: ended }, now) {
  return started ? Math.max(0, (ended ? Date.parse(ended) : now) - Date.parse(started)) : 0;
}

/**
 * Whole minutes: `planned` of all steps that are not put aside, `spent` so far, `left` of what still
 * comes; and the moment `ends` at which the last step ends if the rest keeps to its plan.
 */
export function standing(items, now) {
  const kept = items.filter(({ state }) => !PUT_ASIDE.has(state));
  const sum = (each) => kept.reduce((total, item) => total + each(item), 0);
  const left = sum((item) => {
    if (item.state === "planned") return item.minutes * MINUTE;
    return item.state === "current" ? Math.max(0, item.minutes * MINUTE - real(item, now)) : 0;
  });
  return {
    planned: sum(({ minutes }) => minutes),
    spent: Math.floor(items.reduce((total, item) => total + real(item, now), 0) / MINUTE),
    left: Math.ceil(left / MINUTE),
    ends: now + left,
  };
}

/** Whole minutes by which a moment lies after another; 0 where it does not. */
export function minutesAfter(moment, planned) {
  return planned ? Math.max(0, Math.floor((moment - Date.parse(planned)) / MINUTE)) : 0;
}
