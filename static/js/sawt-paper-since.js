// Words of a paper that are not in what was sent, where the sheet to write on is not shown: said calmly, to be
// read, and how they can be sent.
import { html, nothing } from "lit";
import { readLine } from "./draft.js";
import { icon, write } from "./icons.js";
import { SawtElement } from "./sawt-element.js";
import { t } from "./words.js";

const IN_A_SESSION = new Set(["selected", "joined", "confirmed"]);

const lines = ({ title, body }) => [title, ...body.split("\n")].map((line) => line.trim()).filter(Boolean);

/** Whether words stand in the text that are not in what was sent, or are no more. */
export function isWrittenSince(text, sent) {
  if (!sent || lines(text).length === 0) return false;
  return ["title", "body"].some((field) => text[field].trim() !== sent[field].trim());
}

/** The lines of the one that the other does not have. */
function without(some, others) {
  const left = [...others];
  return some.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

class SawtPaperSince extends SawtElement {
  static properties = {
    text: { attribute: false },
    sent: { attribute: false },
    state: { attribute: false },
    authors: { attribute: false },
    saved: { attribute: false },
  };

  render() {
    const added = without(lines(this.text), lines(this.sent));
    const gone = without(lines(this.sent), lines(this.text));
    return html`<section class="card written-since stack-tight" aria-labelledby="since-title">
      <h2 id="since-title">${icon(write)}<span>${this.title(added)}</span></h2>
      ${this.saved}
      <p>${this.how()}</p>
      ${IN_A_SESSION.has(this.state) ? html`<p>${t("Taken back, it has no place in the session any more.")}</p>` : nothing}
      ${added.length + gone.length > 0 ? this.read(added, gone) : nothing}
    </section>`;
  }

  title(added) {
    if (added.length === 0) return t("Something changed here that is not sent yet");
    return this.authors > 1 ? t("We wrote more that is not sent yet") : t("I wrote more that is not sent yet");
  }

  how() {
    return this.state === "withdrawn"
      ? t("Bring it back, then send it. Or keep it for later: it stays here.")
      : t("Take it back, then send it again. Or keep it for later: it stays here.");
  }

  read(added, gone) {
    return html`<details>
      <summary>${t("Read it")}</summary>
      <div class="text-sides">
        ${gone.length > 0 ? this.side(t("What was sent"), gone) : nothing}
        ${added.length > 0 ? this.side(t("What stands here now"), added) : nothing}
      </div>
    </details>`;
  }

  side(name, words) {
    const { lang } = this.text;
    return html`<div class="text-side">
      <h3 class="text-side-name">${name}</h3>
      ${words.map((line) => html`<p class="user-text" lang=${lang} dir="auto">${readLine(line)}</p>`)}
    </div>`;
  }
}

customElements.define("sawt-paper-since", SawtPaperSince);
