// A paper as somebody reads it: in her language where its author said yes to a translation, else, or where
// she wishes it, in the author's own words.
import { page } from "./page.js";

let wantsOwn = false;

/** Whether a person has translated it into the language of this page. */
export const isTranslated = (paper) => Boolean(paper.in?.[page.lang]);

/** Whether the author's own words are shown where there is a translation. */
export const showsOwn = () => wantsOwn;

/** From now on the other one. */
export function turnOver() {
  wantsOwn = !wantsOwn;
}

/** The paper with the title and the paragraphs that are shown: as many, in the same places. */
export function readIn(paper) {
  return wantsOwn ? paper : { ...paper, ...paper.in?.[page.lang] };
}
