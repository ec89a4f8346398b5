// A calm page that asks every two seconds whether it may go on, and then goes on by itself.

const ASK_MS = 2_000;

/** The page's `data-waits` names the address that says `{waits}`; the same address leads on. */
export function goOnWhenReady() {
  const address = document.querySelector("[data-waits]")?.dataset.waits;
  if (!address) return;
  const ask = async () => {
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (!(await answer.json()).waits) {
        location.replace(address);
        return;
      }
    } catch {
      // The Wi-Fi is gone: it is asked again.
    }
    setTimeout(ask, ASK_MS);
  };
  setTimeout(ask, ASK_MS);
}
