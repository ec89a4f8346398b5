import { html } from "lit";
import { icon } from "./icon.js";
import gladder from "lucide-static/icons/laugh.svg";
import glad from "lucide-static/icons/smile.svg";
import even from "lucide-static/icons/meh.svg";
import sad from "lucide-static/icons/frown.svg";
import sadder from "lucide-static/icons/angry.svg";

const FACES = [gladder, glad, even, sad, sadder];

/** The face of the five-face poll at this place; its word always stands beside it. */
export function face(at) {
  return html`<span class="face">${icon(FACES[at] ?? even)}</span>`;
}
