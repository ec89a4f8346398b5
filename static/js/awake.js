// Keeps the light on where a hall depends on it. Browsers allow it over HTTPS only.

/** The display stays on as long as the page is seen, where the browser can do that. */
export function stayAwake() {
  if (!navigator.wakeLock) return;
  const ask = () => {
    if (!document.hidden) navigator.wakeLock.request("screen").catch(() => {});
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}
