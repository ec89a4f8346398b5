// What whoever sent something is told, the same for everything: one sentence, and the code of her own
// that opens the answer.
import { html, nothing } from "lit";
import { inWords, t } from "./words.js";

export const receipt = (told) => html`<p>${inWords(told.receipt)}</p>
  ${told.code ? html`<p class="quiet">${t("Your code:")} <bdi class="code" dir="ltr">${told.code}</bdi></p>` : nothing}`;
