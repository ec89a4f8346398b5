// A small true picture of the wall: the wall's own component, as large as a projector, drawn small.
import { LitElement, html } from "lit";
import "./sawt-wall.js";

const WIDTH = 1920;

class SawtWallPicture extends LitElement {
  static properties = { picture: { attribute: false } };

  constructor() {
    super();
    this.picture = null;
    this.sizes = new ResizeObserver(() => this.fit());
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  /** What it says stands beside it in words; here it is only to be seen. */
  render() {
    return html`<div class="wall-picture night wall-page" aria-hidden="true" inert>
      <sawt-wall .picture=${this.picture}></sawt-wall>
    </div>`;
  }

  updated() {
    this.fit();
  }

  fit() {
    this.querySelector(".wall-picture")?.style.setProperty("--drawn", this.clientWidth / WIDTH);
  }
}

customElements.define("sawt-wall-picture", SawtWallPicture);
