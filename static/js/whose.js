// Says whose unsent words lie sealed on this tablet; never a word of them.
import { unsentOf } from "./rows.js";

function sentence(place, called) {
  const name = called?.[document.documentElement.lang] || called?.en;
  // Isolated, so that a name in another script does not turn the sentence around.
  return name ? place.dataset.named.replaceAll("{name}", `\u2068${name}\u2069`) : place.dataset.nameless;
}

/** Fills every `[data-unsent-of]` in here with the sentences; `owner` knows of her own words. */
export function sayWhose(root, owner = "") {
  for (const place of root.querySelectorAll("[data-unsent-of]")) {
    const said = [...new Set(unsentOf(owner).map((called) => sentence(place, called)))];
    place.replaceChildren(
      ...said.map((text) => Object.assign(document.createElement("li"), { textContent: text })),
    );
    place.hidden = said.length === 0;
  }
}

/** Fills the page's own, once it is read. */
export function sayWhoseIsUnsent() {
  const fill = () => {
    const own = document.getElementById("page");
    sayWhose(document, own ? JSON.parse(own.textContent).me?.owner : "");
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", fill);
  else fill();
}
