const ON_ITS_WAY = new Set(["sent", "cleared", "shortlisted", "on_stage"]);

/** Whether one of these questions of one's own is on its way: the next is asked once it is done. */
export function oneIsOnItsWay(questions) {
  return questions.some(({ state }) => ON_ITS_WAY.has(state));
}
