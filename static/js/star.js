import { html } from "lit";

/** The eight-pointed star, two squares turned on each other: one tile is one voice. */
export function star(isLit = false) {
  return html`<svg class=${isLit ? "star star-lit" : "star"} viewBox="0 0 24 24" aria-hidden="true">
    <rect x="4.2" y="4.2" width="15.6" height="15.6" rx="0.6" />
    <rect x="4.2" y="4.2" width="15.6" height="15.6" rx="0.6" transform="rotate(45 12 12)" />
  </svg>`;
}
