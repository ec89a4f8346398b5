// The honest label of what is typed.
import { html } from "lit";
import { t } from "./words.js";

/** Where what is typed is kept by now. */
export function saveState(saved) {
  const sentence = {
    saved: t("Saved"),
    device: t("Saved on this device"),
    typing: t("Not saved yet. Please leave this page open."),
  }[saved];
  return html`<p class="save-state" data-state=${saved} role="status" aria-live="polite">${sentence}</p>`;
}
