import { t } from "./words.js";

/** Where a paper is, in the words of its author. */
export function paperWord(state) {
  switch (state) {
    case "draft":
      return t("I am writing it");
    case "submitted":
      return t("Sent");
    case "in_review":
      return t("Someone is reading it");
    case "questions_back":
      return t("They have questions");
    case "change_offered":
      return t("Someone suggests a change. OK?");
    case "selected":
      return t("Chosen for a session");
    case "not_this_time":
      return t("Not in a session this time");
    case "joined":
      return t("Joined with another paper");
    case "confirmed":
      return t("I'm in");
    case "withdrawn":
      return t("Taken back");
    default:
      return "";
  }
}
