// Children whose badge was opened on a tablet that is new here: an adult who sees one nods.
import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { clear } from "./icons.js";
import { SawtElement } from "./sawt-element.js";
import { digits, inWords, plural, t } from "./words.js";

class SawtNods extends SawtElement {
  static follows = ["nods"];

  render() {
    const waiting = this.topics.data("nods")?.waiting ?? [];
    if (waiting.length === 0) return this.absent();
    return this.present(html`<section class="nods card stack-tight" aria-label=${t("Waiting for a nod")}>
      <h2 role="status">
        ${plural("{n} child waits for a nod", "{n} children wait for a nod", waiting.length)}
      </h2>
      <p class="quiet">${t("Nod only if you see this child in front of you.")}</p>
      <ul class="nods-list">
        ${repeat(waiting, ({ device }) => device, (child) => this.child(child))}
      </ul>
    </section>`);
  }

  child({ device, name, number }) {
    return html`<li class="nod stack-tight">
      <p><strong><bdi>${inWords(name)}</bdi></strong> <bdi class="code quiet">${digits(number)}</bdi></p>
      <div class="button-row">
        ${this.button({
          key: `nod-${device}`,
          label: t("Yes, I see this child"),
          drawing: clear,
          kind: "button",
          press: () => this.press(`nod-${device}`, "tablets.nod", { device, yes: true }),
        })}
        ${this.button({
          key: `no-nod-${device}`,
          label: t("No"),
          press: () => this.press(`no-nod-${device}`, "tablets.nod", { device, yes: false }),
        })}
      </div>
    </li>`;
  }
}

customElements.define("sawt-nods", SawtNods);
