// What a hand is up for, and why it stands where it stands, in a child's words.
import { t } from "./words.js";

export const WISHES = ["speak", "reply", "short_question", "read_for_me"];

/** On the button: as the child says it. */
export function wishToSay(wish) {
  switch (wish) {
    case "reply":
      return t("I want to reply");
    case "short_question":
      return t("A short question");
    case "read_for_me":
      return t("Read this for me");
    default:
      return t("I want to speak");
  }
}

/** Why the hand before one's own is before it. */
export function whyBehind(why) {
  switch (why) {
    case "pinned":
      return t("the moderator has put another hand first.");
    case "reply":
      return t("replies to what was just said go first.");
    case "turns":
      return t("those who have spoken less go first.");
    case "organisation":
      return t("groups that have spoken less go first.");
    case "first_time":
      return t("those who have never spoken go first.");
    default:
      return t("hands that went up before yours go first.");
  }
}

/** Why one's own hand is before the next one. */
function whyFirst(why) {
  switch (why) {
    case "pinned":
      return t("the moderator has put your hand first.");
    case "arrival":
      return t("your hand went up first.");
    default:
      return whyBehind(why);
  }
}

/** Where one's own hand stands. */
export function placeWords({ place, why, behind, rests }) {
  if (rests) return t("Your place is kept. You said: not now.");
  switch (place) {
    case 1:
      return t("You are next: {why}", { why: whyFirst(why) });
    case 2:
      return t("You are second: {why}", { why: whyBehind(behind) });
    case 3:
      return t("You are third: {why}", { why: whyBehind(behind) });
    case 4:
      return t("You are fourth: {why}", { why: whyBehind(behind) });
    default:
      return t("You are number {place}: {why}", { place, why: whyBehind(behind) });
  }
}
