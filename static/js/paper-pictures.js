// Pictures of a paper, as its authors see them: drawn, told in words, and made small enough for a slow Wi-Fi.
import { html, nothing } from "lit";
import { userText } from "./user-text.js";
import { t } from "./words.js";

export const MOST = 6;
const LONGEST_SIDE = 1600;
const SMALL_ENOUGH = 700_000;

/** What can be seen in it, or that nobody has said it yet. */
export function altOf({ alt, kind }) {
  if (alt) return alt.text;
  return kind === "sheet"
    ? t("A page written by hand.")
    : t("A picture. Nobody has said yet what can be seen in it.");
}

export const kindWord = ({ kind }) => (kind === "sheet" ? t("Page written by hand") : t("Picture"));

/** The picture itself; `base` is the address of what it stands in. */
export function drawn(one, base, { isSmall = false } = {}) {
  const { id, alt, width, height } = one;
  return html`<img
    src="${base}/pictures/${id}${isSmall ? "?small" : ""}"
    alt=${altOf(one)}
    lang=${alt?.lang ?? nothing}
    dir=${alt?.dir ?? nothing}
    width=${width}
    height=${height}
    decoding="async"
  />`;
}

/** Pictures of one kind with their words below, as they were sent; nothing where there is none. */
export function sentPictures(pictures, kind, base) {
  const these = (pictures ?? []).filter((one) => one.kind === kind);
  if (these.length === 0) return nothing;
  return html`<div class="paper-pictures ${kind === "sheet" ? "paper-sheets" : ""}">
    ${these.map(
      (one) =>
        html`<figure class="paper-picture" data-kind=${kind}>
          ${drawn(one, base)} ${one.alt ? html`<figcaption>${userText(one.alt)}</figcaption>` : nothing}
        </figure>`,
    )}
  </div>`;
}

/** The file, or the same picture no larger than a wall needs: a photo of a tablet would take minutes on the way.
 * What can't be drawn here goes as it is, and the server says what it is. */
export async function smaller(file) {
  try {
    const pixels = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(pixels.width, pixels.height));
    if (scale === 1 && file.size < SMALL_ENOUGH) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(pixels.width * scale));
    canvas.height = Math.max(1, Math.round(pixels.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(pixels, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
    return made ?? file;
  } catch {
    return file;
  }
}
