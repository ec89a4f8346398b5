// A paper as it is read: its words, its pictures, and both for whoever would rather hear them.
import { html, nothing } from "lit";
import { readLine } from "./draft.js";
import { sentPictures } from "./paper-pictures.js";
import "./sawt-read.js";
import { paragraphText, readable } from "./user-text.js";

/** A draft as it is read: its title, and its paragraphs. */
export function asRead({ title, body, lang }) {
  const words = (text) => ({ text, lang });
  return { title: words(title), paragraphs: body.split(/\n+/).filter(Boolean).map(readLine).map(words) };
}

/** Whoever reads slowly, or wants to hear whether it sounds right, has it read. */
export function readAloud({ title, paragraphs }) {
  const texts = [title, ...readable(paragraphs)].filter(({ text }) => text.trim());
  return html`<sawt-read .texts=${texts}></sawt-read>`;
}

/** The whole of it, with pages written by hand below; `base` is the address of what its pictures stand in. */
export function paperRead(shown, base) {
  const { title, paragraphs, pictures } = shown;
  // Where she wrote none, lists name it by its opening words; here they stand below.
  const hasTitle = Boolean((shown.words?.title ?? title.text).trim());
  return html`<article class="sheet sheet-read">
      ${hasTitle ? html`<h2 class="user-text" lang=${title.lang} dir="auto">${title.text}</h2>` : nothing}
      ${paragraphs.map((paragraph) => paragraphText({ ...paragraph, dir: "auto" }))}
      ${sentPictures(pictures, "picture", base)}
      ${readAloud(hasTitle ? shown : { ...shown, title: { ...title, text: "" } })}
    </article>
    ${sentPictures(pictures, "sheet", base)}`;
}
