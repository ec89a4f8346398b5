// One line for delegates: who the adults in this room are.
import { html } from "lit";
import { names } from "./adults.js";
import { SawtElement } from "./sawt-element.js";
import { t } from "./words.js";

class SawtAdultsLine extends SawtElement {
  static follows = ["adults"];

  render() {
    const adults = this.topics.data("adults");
    if (!adults || adults.here.length === 0) return this.absent();
    const here = adults.here.map(({ name }) => name);
    return this.present(html`<p class="adults-line">${t("Adults in this room: {names}", { names: names(here, "conjunction") })}</p>`);
  }
}

customElements.define("sawt-adults-line", SawtAdultsLine);
