import { html } from "lit";

/** Somebody's words as a paragraph, in their own language and direction. */
export function userText({ text, lang, dir }, kind = "") {
  return html`<p class="user-text ${kind}" lang=${lang} dir=${dir}>${text}</p>`;
}

/** Somebody's words within a line, kept from turning the line's direction. */
export function userWords({ text, lang, dir }) {
  return html`<bdi lang=${lang} dir=${dir}>${text}</bdi>`;
}
