import { html, nothing } from "lit";
import { inWords } from "./words.js";

/** The picture of an option, told in words to whoever doesn't see it; nothing where it has none. */
export function optionPicture({ picture, alt }, lang) {
  if (!picture) return nothing;
  return html`<img class="option-picture" src=${picture} alt=${inWords(alt, lang)} width="96" height="96" />`;
}
