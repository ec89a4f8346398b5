import assert from "node:assert/strict";
import { test } from "node:test";
import {
  digits,
  inWords,
  isolated,
  languageOf,
  minutesBetween,
  onlyDigits,
  plural as counted,
  roomCode,
  speakFrom,
  t as told,
} from "../words.js";

speakFrom({
  ar: {
    "Send": "أرسل",
    "{n} minute": ["صفر", "دقيقة", "دقيقتان", "{n} دقائق", "{n} دقيقة.", "{n} دقيقة"],
  },
  fr: { "{n} minute": ["{n} minute", "{n} minutes"] },
});

test("a sentence is told in its language, and in English where it is not translated", () => {
  assert.equal(told("Send", {}, "ar"), "أرسل");
  assert.equal(told("Send", {}, "fr"), "Send");
  assert.equal(told("{n} of {m}", { n: 3, m: 10 }, "ar"), "٣ of ١٠");
  assert.equal(told("{unknown} stays", {}, "en"), "{unknown} stays");
});

test("Arabic takes six forms, French one for nought and one", () => {
  const minutes = (n, lang) => counted("{n} minute", "{n} minutes", n, {}, lang);
  assert.equal(minutes(1, "ar"), "دقيقة");
  assert.equal(minutes(2, "ar"), "دقيقتان");
  assert.equal(minutes(7, "ar"), "٧ دقائق");
  assert.equal(minutes(12, "ar"), "١٢ دقيقة");
  assert.equal(minutes(101, "ar"), "١٠١ دقيقة.");
  assert.equal(minutes(0, "fr"), "0 minute");
  assert.equal(minutes(2, "fr"), "2 minutes");
  assert.equal(minutes(0, "en"), "0 minutes");
});

test("a word's value may be text with a dollar sign or braces", () => {
  assert.equal(told("Next: “{title}”", { title: "$& {n}" }, "en"), "Next: “$& {n}”");
});

test("several languages fall back to whichever was written", () => {
  assert.equal(inWords({ ar: "سلام", en: "" }, "en"), "سلام");
  assert.equal(inWords({ en: "Hello", ar: "سلام" }, "fr"), "Hello");
  assert.equal(inWords(null), "");
});

test("numbers, codes and digits of any script", () => {
  assert.equal(digits(120, "ar"), "١٢٠");
  assert.equal(roomCode("12345678", "en"), "1234 5678");
  assert.equal(onlyDigits("٤٨ 2۱-９3"), "482193");
  assert.equal(isolated("a"), "\u2068a\u2069");
  assert.equal(minutesBetween("2030-01-01T10:00:00Z", "2030-01-01T10:04:59Z"), 4);
});

test("the language of a question is read from its letters", () => {
  assert.equal(languageOf("لماذا؟", "en"), "ar");
  assert.equal(languageOf("Why?", "ar", ["ar", "fr"]), "fr");
  assert.equal(languageOf("Pourquoi ?", "fr"), "fr");
  assert.equal(languageOf("؟ 12", "ar"), "ar");
});
