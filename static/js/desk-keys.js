// The keys of the papers' desk: J and K through the list, a letter for each thing to do with a paper.
// By the place of a key, so that an Arabic keyboard has them too; never while somebody writes.
const WRITES = "input, textarea, select, [contenteditable]";

function step(by) {
  const links = [...document.querySelectorAll(".curate-row a")];
  const at = links.indexOf(document.activeElement);
  links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
}

function use(found) {
  if (found instanceof HTMLDetailsElement) {
    found.open = true;
    found.querySelector("textarea, input:not([type=hidden]), select").focus();
  } else {
    found.focus();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(WRITES)) return;
  const key = event.code.replace("Key", "").toLowerCase();
  const found = key.length === 1 && document.querySelector(`[data-key="${key}"]`);
  if (key === "j") step(1);
  else if (key === "k") step(-1);
  else if (found) use(found);
  else return;
  event.preventDefault();
});
