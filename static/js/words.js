// Sentences, numbers and times in the languages of the page. English is the key of every sentence.
import { page } from "./page.js";

const ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩";

// Which form of a sentence a number takes: gettext's rules, as Babel writes them into a catalogue.
const FORM = {
  ar: (n) => {
    if (n <= 2) return n;
    const rest = n % 100;
    if (rest >= 3 && rest <= 10) return 3;
    return rest <= 2 ? 4 : 5;
  },
  fr: (n) => (n > 1 ? 1 : 0),
  en: (n) => (n === 1 ? 0 : 1),
};

let catalogues = page.words ?? {};

/** From now on sentences come from these catalogues: `{lang: {sentence: text or forms}}`. */
export function speakFrom(words) {
  catalogues = words;
}

/** A number as the language writes it. */
export function digits(number, lang = page.lang) {
  const text = String(number);
  return lang === "ar" ? text.replace(/[0-9]/g, (digit) => ARABIC_DIGITS[digit]) : text;
}

function fill(sentence, values, lang) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => {
    const value = values[name];
    if (value === undefined || value === null) return place;
    return typeof value === "number" ? digits(value, lang) : String(value);
  });
}

/** The sentence in the page's language (or the one named), its `{places}` filled. */
export function t(sentence, values = {}, lang = page.lang) {
  const known = catalogues[lang]?.[sentence];
  return fill(typeof known === "string" && known ? known : sentence, values, lang);
}

/** The sentence in the form that the number `n` takes in the language; `{n}` is filled. */
export function plural(one, other, n, values = {}, lang = page.lang) {
  const forms = catalogues[lang]?.[one];
  const known = Array.isArray(forms) ? forms[(FORM[lang] ?? FORM.en)(n)] : undefined;
  return fill(known || (n === 1 ? one : other), { n, ...values }, lang);
}

/** This language's text out of `{ar, en, fr}`, else English, else whichever was written. */
export function inWords(words, lang = page.lang) {
  if (!words) return "";
  if (typeof words === "string") return words;
  return words[lang] || words.en || Object.values(words).find(Boolean) || "";
}

/** Somebody's words inside a sentence, kept from turning the sentence's direction. */
export function isolated(text) {
  return `\u2068${text}\u2069`;
}

/** The direction in which a language is written. */
export function direction(lang) {
  return lang === "ar" ? "rtl" : "ltr";
}

/** Hours and minutes of a moment, in the event's zone where the page names it. */
export function clockTime(moment, lang = page.lang) {
  const time = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: page.zone,
  }).format(new Date(moment));
  return digits(time, lang);
}

/** Whole minutes between two moments, never below zero. */
export function minutesBetween(from, to) {
  return Math.max(0, Math.floor((new Date(to) - new Date(from)) / 60_000));
}

/** Digits of any script that children type, as 0–9, and nothing else. */
export function onlyDigits(text) {
  return Array.from(text.normalize("NFKC"))
    .map((char) => {
      if (char >= "0" && char <= "9") return char;
      const code = char.codePointAt(0);
      if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
      return code >= 0x6f0 && code <= 0x6f9 ? String(code - 0x6f0) : "";
    })
    .join("");
}

/** A room code as people read it aloud: 4+4, in the language's digits. */
export function roomCode(code, lang = page.lang) {
  return digits(code.replace(/^(\d{4})(\d{4})$/, "$1 $2"), lang);
}

/** The language that words are written in, as far as their letters tell, out of the session's. */
export function languageOf(text, preferred = page.lang, offered = ["ar", "en", "fr"]) {
  const arabic = (text.match(/\p{Script=Arabic}/gu) ?? []).length;
  const latin = (text.match(/\p{Script=Latin}/gu) ?? []).length;
  if (arabic === latin) return preferred;
  if (arabic > latin) return "ar";
  return preferred === "ar" ? (offered.find((lang) => lang !== "ar") ?? "en") : preferred;
}
