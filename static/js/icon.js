import { noChange } from "lit";
import { Directive, directive } from "lit/directive.js";

// Arrows and the like point the way one reads; the styles turn them round in Arabic.
const POINTS = /arrow-right|lucide-send|undo|log-out|chevron-(?:left|right)/;

// The drawings are files of the icon package, read at build time; nobody's words are among them.
function drawn(source) {
  const svg = new DOMParser().parseFromString(source, "image/svg+xml").documentElement;
  svg.setAttribute("class", POINTS.test(source) ? "icon icon-way" : "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  return document.importNode(svg, true);
}

class Icon extends Directive {
  render(source) {
    if (source === this.source) return noChange; // the same drawing stays under the finger
    this.source = source;
    return drawn(source);
  }
}

/** An icon that stands beside its word; screen readers skip it. */
export const icon = directive(Icon);
