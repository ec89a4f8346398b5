// What is still missing before children come: what blocks the start, and what is only warned of.
import { html, nothing } from "lit";
import { blockWords, warnWords } from "./adults.js";
import { clear, doors, icon, missing, note } from "./icons.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { t } from "./words.js";

const BEFORE_DOORS = new Set(["planned", "ready"]);

class SawtReady extends SawtElement {
  static follows = ["adults", "floor"];

  render() {
    const floor = this.topics.data("floor");
    const adults = this.topics.data("adults");
    if (!floor || !adults?.checklist) return this.absent();
    const { blocks, warns } = adults.checklist;
    return this.present(html`<section class="ready stack-tight" aria-labelledby="ready-title">
      <h2 id="ready-title">${t("Before we begin")}</h2>
      <ul class="checklist" role="list">
        ${blocks.map((one) => this.line("blocks", missing, blockWords(one, adults)))}
        ${blocks.length === 0 ? this.line("done", clear, t("All that has to be here is here.")) : nothing}
        ${warns.map((one) => this.line("warns", note, warnWords(one)))}
      </ul>
      ${floor.state === "planned" ? this.ready(blocks, warns) : nothing}
      ${BEFORE_DOORS.has(floor.state) ? this.doors(floor) : nothing} ${this.callOff()}
    </section>`);
  }

  line(weight, drawing, words) {
    return words ? html`<li data-weight=${weight}>${icon(drawing)}<span>${words}</span></li>` : nothing;
  }

  ready(blocks, warns) {
    if (blocks.length > 0) return nothing;
    return this.button({
      key: "ready",
      label: warns.length > 0 ? t("We are ready all the same") : t("We are ready"),
      drawing: clear,
      kind: "button-main",
      press: () => this.press("ready", "floor.make_ready", { session: page.session.slug }),
    });
  }

  /** Final, so it is said twice before it is done. */
  callOff() {
    return html`<details class="call-off">
      <summary>${t("The session does not take place")}</summary>
      ${this.button({
        key: "cancel",
        label: t("Call the session off"),
        kind: "button-stop",
        hint: t("It doesn't come back. Everybody in the room reads that it is over."),
        press: () => this.press("cancel", "floor.cancel", { session: page.session.slug }),
      })}
    </details>`;
  }

  doors({ state }) {
    return this.button({
      key: "doors",
      label: t("Open the doors"),
      drawing: doors,
      kind: state === "ready" ? "button-main" : "button-quiet",
      hint: t("From then on people can come in and send questions."),
      press: () => this.press("doors", "floor.open_doors", { session: page.session.slug }),
    });
  }
}

customElements.define("sawt-ready", SawtReady);
