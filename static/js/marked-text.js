// Somebody's words cut into pieces: at their marks, or into words that can be covered one by one.
import { html } from "lit";
import { page } from "./page.js";
import { direction, t } from "./words.js";

/** What a mark says, as a word: colour alone says nothing. */
export function markWord(mark) {
  switch (mark) {
    case "contact":
      return t("Contact details?");
    case "disclosure":
      return t("May need help?");
    case "unkind":
      return t("Unkind?");
    default:
      return t("A name?");
  }
}

/** The text as pieces `{text, marks}`, cut wherever a mark begins or ends. */
export function cutAtMarks(text, marks) {
  const ends = marks.flatMap(({ start, end }) => [start, end]).filter((at) => at > 0 && at < text.length);
  const cuts = [...new Set([0, ...ends, text.length])].sort((one, other) => one - other);
  return cuts.slice(0, -1).map((start, at) => ({
    text: text.slice(start, cuts[at + 1]),
    marks: [
      ...new Set(
        marks.filter((mark) => mark.start < cuts[at + 1] && mark.end > start).map(({ mark }) => mark),
      ),
    ],
  }));
}

/** The words of a text and the gaps between them, each with the place where it stands. */
export function wordsOf(text) {
  return [...text.matchAll(/\S+|\s+/gu)].map(([word]) => word).reduce((pieces, word) => {
    const start = pieces.at(-1)?.end ?? 0;
    return [...pieces, { text: word, start, end: start + word.length, isGap: /^\s/u.test(word) }];
  }, []);
}

/** What to cover, from the numbers of the words: stretches `[start, end]`; neighbours are one. */
export function stretchesOf(pieces, covered) {
  return pieces.reduce((stretches, piece, at) => {
    const isBetween = piece.isGap && covered.has(at - 1) && covered.has(at + 1);
    if (!covered.has(at) && !isBetween) return stretches;
    const last = stretches.at(-1);
    if (last && last[1] === piece.start) {
      return [...stretches.slice(0, -1), [last[0], piece.end]];
    }
    return [...stretches, [piece.start, piece.end]];
  }, []);
}

/** A text with each mark drawn inside it, and said in the language of the page; read aloud or copied, the word stands
 * in brackets, so that it is no part of what somebody wrote. */
export function drawnMarks(text, marks) {
  const { lang } = page;
  const word = (on) =>
    html`<span class="visually-hidden"> (</span
      ><span class="mark-word" lang=${lang} dir=${direction(lang)}>${on.map(markWord).join(" · ")}</span
      ><span class="visually-hidden">) </span>`;
  return cutAtMarks(text, marks).map(({ text: piece, marks: on }) =>
    on.length === 0 ? piece : html`<mark class="marked" data-mark=${on[0]}>${piece}${word(on)}</mark>`,
  );
}

/** Somebody's words with their marks. */
export function markedText({ text, lang, dir }, marks) {
  return html`<p class="user-text big" lang=${lang} dir=${dir}>${drawnMarks(text, marks)}</p>`;
}
