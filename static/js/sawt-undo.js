// For a minute after an act that can be undone: what it was, and the way back; then the act before it. The
// same line stands on the tablets that look on, without the button.
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
// A second tap that was meant for one act must not undo the one before it as well.
const SETTLE_MS = 600;

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

  /** Whether the line says another act than a moment ago. */
  isNew({ id }) {
    if (id !== this.shown?.id) {
      this.shown = { id, since: this.shown ? Date.now() : 0 };
      setTimeout(this.redraw, SETTLE_MS);
    }
    return Date.now() - this.shown.since < SETTLE_MS;
  }

  render() {
    const next = undoNow(this.topics.data("floor"), live.serverNow());
    const what = next && actWords(next.act);
    if (!what) {
      this.shown = null;
      return this.absent();
    }
    const label = t("Undo: {what}", { what });
    const isHeld = this.isNew(next);
    return this.present(html`<div class="undo" data-act=${next.act}>
      ${hasSeat()
        ? this.button({ key: `undo-${next.id}`, label, drawing: takeBack, isHeld, press: () => this.undo(next) })
        : html`<p class="quiet">${label}</p>`}
      <p class="undo-left quiet" aria-hidden="true">${plural("{n} second", "{n} seconds", next.seconds)}</p>
    </div>`);
  }

  undo({ id }) {
    const fields = { session: page.session.slug, act: id, epoch: ownEpoch() };
    return this.press(`undo-${id}`, "floor.undo", fields);
  }
}

customElements.define("sawt-undo", SawtUndo);
