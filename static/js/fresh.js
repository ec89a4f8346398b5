/** A page that the browser kept for its back button is asked for again: it may be somebody else's. */
export function freshFromHistory() {
  globalThis.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
