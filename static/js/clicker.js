// A presenter's clicker is a keyboard with three keys: on, back, and a dark wall. It presses the
// buttons of the page, so whatever holds a finger back holds the clicker back too. A paper on stage goes on
// paragraph by paragraph, and then the run sheet.
const KEYS = { PageDown: "next", PageUp: "back", b: "blank", B: "blank", ".": "blank" };
const GOES_ON = new Set(["turn", "next"]);
const TYPES = "input, textarea, select, [contenteditable]";

/** What a key asks for; null while somebody types, holds it down, or presses it with another. */
export function askedBy({ key, repeat, ctrlKey, metaKey, altKey, target }) {
  if (repeat || ctrlKey || metaKey || altKey || target?.closest?.(TYPES)) return null;
  return KEYS[key] ?? null;
}

function pressed(selector) {
  const button = document.querySelector(selector);
  button?.click();
  return Boolean(button);
}

/** Whether there was something to press. `next` moves the paper and the run sheet alone: no vote opens by it. */
function does(asked) {
  switch (asked) {
    case "next":
      return GOES_ON.has(document.querySelector("sawt-what-now")?.now.act) && pressed('[data-press="act"]');
    case "back":
      return pressed('[data-press="leaf-back"]') || pressed('sawt-undo [data-act="floor.next"] button');
    default:
      return pressed('sawt-screen-tools [data-press="blank"]');
  }
}

/** From now on the page hears a clicker. */
export function listenToClicker() {
  document.addEventListener("keydown", (event) => {
    const asked = askedBy(event);
    if (asked && does(asked)) event.preventDefault();
  });
}
