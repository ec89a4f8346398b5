import { t } from "./words.js";

/** What kind of item it is, as one reads it above its title. */
export function itemWord(kind, lang) {
  switch (kind) {
    case "opening":
      return t("Opening", {}, lang);
    case "paper":
      return t("Working paper", {}, lang);
    case "talk":
      return t("Talk", {}, lang);
    case "launch":
      return t("Launch", {}, lang);
    case "discussion":
      return t("Discussion", {}, lang);
    case "poll":
      return t("The hall answers", {}, lang);
    case "questions":
      return t("Questions", {}, lang);
    case "group_work":
      return t("Group work", {}, lang);
    case "break":
      return t("Break", {}, lang);
    case "closing":
      return t("Closing", {}, lang);
    default:
      return "";
  }
}
