import { html } from "lit";
import { direction, inWords } from "./words.js";

/** Somebody's words as a paragraph, in their own language and direction. */
export function userText({ text, lang, dir }, kind = "") {
  return html`<p class="user-text ${kind}" lang=${lang} dir=${dir}>${text}</p>`;
}

/** A paragraph of a paper, under its heading where it has one. */
export function paragraphText(paragraph) {
  return html`${paragraph.heading ? headingText(paragraph.heading) : ""}${userText(paragraph)}`;
}

function headingText({ text, lang, dir }) {
  return html`<h3 class="user-text text-heading" lang=${lang} dir=${dir}>${text}</h3>`;
}

/** What is read aloud of paragraphs: each heading before what stands below it. */
export function readable(paragraphs) {
  return paragraphs.flatMap((paragraph) => (paragraph.heading ? [paragraph.heading, paragraph] : [paragraph]));
}

/** What somebody's words are about, beside them; nothing where they are about nothing. */
export function aside(about) {
  return about ? html`<p class="by">${inWords(about)}</p>` : "";
}

/** Somebody's words within a line, kept from turning the line's direction. */
export function userWords({ text, lang, dir }) {
  return html`<bdi lang=${lang} dir=${dir}>${text}</bdi>`;
}

/** A sentence as a child wrote it, in the reader's language or in the one there is. */
export function saidWords(words) {
  const text = inWords(words);
  const lang = Object.keys(words).find((one) => words[one] === text);
  return userWords({ text, lang, dir: direction(lang) });
}
