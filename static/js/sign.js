// The star by which somebody is called: a colour and a number, the same on her phone, the tablet and the wall.
import { html } from "lit";
import { digits, t } from "./words.js";

/** What one says to call her: "the blue star, 3". */
export function signWords({ number, colour }, lang) {
  switch (colour) {
    case "violet":
      return t("the violet star, {number}", { number }, lang);
    case "orange":
      return t("the orange star, {number}", { number }, lang);
    case "blue":
      return t("the blue star, {number}", { number }, lang);
    case "pink":
      return t("the pink star, {number}", { number }, lang);
    case "green":
      return t("the green star, {number}", { number }, lang);
    default:
      return t("the brown star, {number}", { number }, lang);
  }
}

/** The star itself, with its number in it. */
export function sign({ number, colour }, lang) {
  return html`<span class="sign sign-${colour}" aria-hidden="true">
    <svg viewBox="0 0 24 24" focusable="false">
      <rect x="4.2" y="4.2" width="15.6" height="15.6" rx="0.6" />
      <rect x="4.2" y="4.2" width="15.6" height="15.6" rx="0.6" transform="rotate(45 12 12)" />
    </svg>
    <b>${digits(number, lang)}</b>
  </span>`;
}
