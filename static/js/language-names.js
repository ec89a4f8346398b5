// The languages of the conference: each in its own words, and named in a sentence of the page.
import { page } from "./page.js";
import { t } from "./words.js";

export const OWN_NAMES = { ar: "العربية", en: "English", fr: "Français" };

function named(lang) {
  switch (lang) {
    case "ar":
      return t("Arabic");
    case "fr":
      return t("French");
    default:
      return t("English");
  }
}

/** Languages as a sentence of the page counts them up: “Arabic and English”. */
export function languageNames(langs) {
  return new Intl.ListFormat(page.lang, { type: "conjunction" }).format(langs.map(named));
}
