// Words are read by the device itself, or not at all: nobody else gets them.
import assert from "node:assert/strict";
import { test } from "node:test";

const spoken = [];
let voices = [];
globalThis.speechSynthesis = {
  getVoices: () => voices,
  cancel() {},
  speak(saying) {
    spoken.push(saying.voice.name);
    saying.onend?.();
  },
};
globalThis.SpeechSynthesisUtterance = class {
  constructor(text) {
    this.text = text;
  }
};
const { canRead, read } = await import("../read-aloud.js");
const WORDS = [{ text: "الدرج مظلم.", lang: "ar" }];
const AFAR = { name: "afar", lang: "ar-EG", localService: false };
const HERE = { name: "here", lang: "ar_SA", localService: true };

test("a voice that speaks elsewhere is none", () => {
  voices = [AFAR];
  assert.equal(canRead(WORDS), false);
});

test("the device's own voice reads, also where another one comes first", async () => {
  voices = [AFAR, HERE];
  assert.equal(canRead(WORDS), true);
  await read(WORDS);
  assert.deepEqual(spoken, ["here"]);
});
