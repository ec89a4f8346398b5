// What the moderator's buttons say of a poll; no phone carries these words.
import { isBallot } from "./choices.js";
import { t } from "./words.js";

/** What the one button says that lets the hall answer. */
export function openWords(poll) {
  if (isBallot(poll)) return t("Open the vote");
  return poll.kind === "words" ? t("Ask for words") : t("Open the show of hands");
}

/** What it says while the answers come in. */
export function closeWords(poll) {
  if (isBallot(poll)) return t("Close the vote");
  return poll.kind === "words" ? t("Stop asking for words") : t("Close the show of hands");
}

/** What stays possible after it is opened, said before the tap. */
export function openHint(poll) {
  if (poll.electorate === "delegates") return t("After this every delegate can vote. You can still take the vote away.");
  if (isBallot(poll)) return t("After this every badge can vote. You can still take the vote away.");
  return t("After this every phone can answer. You can still take it away.");
}

/** What the quiet button says that lets it count for nothing. */
export function takeAwayWords(poll) {
  if (isBallot(poll)) return t("Take the vote away");
  return poll.kind === "words" ? t("Take the words away") : t("Take the show of hands away");
}
