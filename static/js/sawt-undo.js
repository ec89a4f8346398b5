// For a minute after an act that can be undone: what it was, and the way back. The same line stands on
// the tablets that look on, without the button.
import { html } from "lit";
import { actWords } from "./act-words.js";
import { takeBack } from "./icons.js";
import { live } from "./live.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { hasSeat, ownEpoch } from "./seat.js";
import { undoNow } from "./what-now.js";
import { plural, t } from "./words.js";

const TICK_MS = 1_000;

class SawtUndo extends SawtElement {
  static follows = ["floor", "seat"];

  connectedCallback() {
    super.connectedCallback();
    this.tick = setInterval(this.redraw, TICK_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.tick);
  }

  render() {
    const last = undoNow(this.topics.data("floor"), live.serverNow());
    const what = last && actWords(last.act);
    if (!what) return this.absent();
    const label = t("Undo: {what}", { what });
    return this.present(html`<div class="undo" data-act=${last.act}>
      ${hasSeat()
        ? this.button({ key: `undo-${last.id}`, label, drawing: takeBack, press: () => this.undo(last) })
        : html`<p class="quiet">${label}</p>`}
      <p class="undo-left quiet" aria-hidden="true">${plural("{n} second", "{n} seconds", last.seconds)}</p>
    </div>`);
  }

  undo({ id }) {
    const fields = { session: page.session.slug, act: id, epoch: ownEpoch() };
    return this.press(`undo-${id}`, "floor.undo", fields);
  }
}

customElements.define("sawt-undo", SawtUndo);
