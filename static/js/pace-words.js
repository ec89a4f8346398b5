// What the hall can say of the pace: on a phone's buttons, and at the front.
import { t } from "./words.js";

export const SIGNALS = ["slower", "again", "lost", "agree"];

/** As a child says it. */
export function paceWords(signal) {
  switch (signal) {
    case "slower":
      return t("Slower, please");
    case "again":
      return t("Say it again");
    case "lost":
      return t("I am lost");
    default:
      return t("I agree");
  }
}
