// Texts read aloud by the device's own voices, each in its language.

const speech = globalThis.speechSynthesis;

/** Some voices of browsers speak elsewhere: whoever made the browser would get the words of a draft. */
function voiceOf(lang) {
  const voices = speech?.getVoices() ?? [];
  const speaks = (voice) => voice.lang.toLowerCase().replace("_", "-").split("-")[0] === lang;
  return voices.find((voice) => voice.localService && speaks(voice));
}

/** Whether this device has a voice for each of these texts (`[{text, lang}]`). */
export function canRead(texts) {
  return texts.length > 0 && texts.every(({ lang }) => voiceOf(lang));
}

/** Reads these texts one after the other, in place of what was being read; resolves at their end. */
export function read(texts) {
  speech.cancel();
  return new Promise((resolve) => {
    texts.forEach(({ text, lang }, at) => {
      const saying = new SpeechSynthesisUtterance(text);
      saying.lang = lang;
      saying.voice = voiceOf(lang);
      saying.onerror = resolve;
      if (at === texts.length - 1) saying.onend = resolve;
      speech.speak(saying);
    });
  });
}

/** Nothing is read any more. */
export function stopReading() {
  speech?.cancel();
}

/** Calls back when the device has found its voices, which some do late. */
export function whenVoicesCome(callback) {
  speech?.addEventListener?.("voiceschanged", callback);
  return () => speech?.removeEventListener?.("voiceschanged", callback);
}
