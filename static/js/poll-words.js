// What a poll is called. An open one of phones is a show of hands; a vote is only where each badge has
// one voice (safeguarding.md, decision 9): whoever could answer twice must not look like an electorate.
import { isBallot } from "./choices.js";
import { t } from "./words.js";

/** Its name by who answers and how, as a sign above its question. */
export function pollName(poll, lang) {
  if (poll.electorate === "delegates") return t("Secret vote of the delegates", {}, lang);
  if (isBallot(poll)) return t("Secret vote of all badges", {}, lang);
  return poll.kind === "words" ? t("Words from everyone", {}, lang) : t("Show of hands", {}, lang);
}

/** What a phone says of a poll that takes no answers any more and shows no result yet. */
export function restWords(poll) {
  if (poll.kind === "words") return t("Writing has ended. The words are read first; then the cloud comes here.");
  if (poll.too_few) return t("Fewer than five have voted. The result stays closed, so that nobody's vote can be guessed.");
  return poll.seen
    ? t("The result rests for a moment. The hall has seen it.")
    : t("Time to answer is over. The result comes here in a moment.");
}
