// The star of the hall: each phone is a tile, each vote brightens one at random, and at reveal the
// bright ones flow into the bars. Calm, silent; whole at once where motion is not wanted.
import { LitElement, html } from "lit";
import { starPlaces } from "./star-places.js";

const SVG = "http://www.w3.org/2000/svg";
const FLOW_MS = 900;

const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

class SawtStarField extends LitElement {
  static properties = {
    present: { attribute: false },
    votes: { attribute: false },
    ballot: { attribute: false },
    foot: { attribute: false },
  };

  constructor() {
    super();
    this.present = 0;
    this.votes = 0;
    this.ballot = null;
    this.foot = 0;
    this.tiles = [];
    this.bright = new Set();
    this.sizes = new ResizeObserver(() => this.requestUpdate());
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

  render() {
    return html`<svg class="star-field" aria-hidden="true" focusable="false" width="100%" height="100%">
      <defs>
        <symbol id="hall-tile" viewBox="0 0 24 24">
          <rect x="4.2" y="4.2" width="15.6" height="15.6" rx="0.6" />
          <rect x="4.2" y="4.2" width="15.6" height="15.6" rx="0.6" transform="rotate(45 12 12)" />
        </symbol>
        <pattern id="hall-pattern" patternUnits="userSpaceOnUse">
          <use href="#hall-tile" class="field-outline" fill="none" stroke="currentColor" />
        </pattern>
      </defs>
      <path class="field-pattern" fill="url(#hall-pattern)" fill-rule="evenodd" />
      <g class="tiles"></g>
    </svg>`;
  }

  updated() {
    const width = this.clientWidth || innerWidth;
    const height = this.clientHeight || innerHeight;
    const laid = starPlaces(this.present, width, height, this.foot);
    const layout = `${laid.size}/${width}/${height}/${this.foot}`;
    if (layout !== this.layout) {
      this.layout = layout;
      this.tiles.forEach((tile) => tile.remove());
      this.tiles = [];
      this.drawPattern(laid, width);
    }
    this.matchTiles(laid);
    this.matchVotes();
  }

  drawPattern({ size, thickness, depth }, width) {
    const pattern = this.querySelector("pattern");
    pattern.setAttribute("width", size);
    pattern.setAttribute("height", size);
    const outline = pattern.firstElementChild;
    outline.setAttribute("width", size);
    outline.setAttribute("height", size);
    const inner = width - thickness;
    this.querySelector(".field-pattern").setAttribute(
      "d",
      `M0 0H${width}V${depth}H${inner}V${thickness}H${thickness}V${depth}H0Z`,
    );
  }

  matchTiles({ size, places }) {
    const group = this.querySelector(".tiles");
    const isFirst = this.tiles.length === 0;
    for (const [x, y] of places.slice(this.tiles.length)) {
      const tile = document.createElementNS(SVG, "use");
      tile.setAttribute("href", "#hall-tile");
      tile.setAttribute("x", x);
      tile.setAttribute("y", y);
      tile.setAttribute("width", size);
      tile.setAttribute("height", size);
      tile.setAttribute("class", isFirst ? "tile" : "tile fresh");
      group.append(tile);
      this.tiles.push(tile);
    }
    this.tiles.splice(places.length).forEach((tile) => {
      this.bright.delete(tile);
      tile.remove();
    });
    this.bright.forEach((tile) => this.tiles.includes(tile) || this.bright.delete(tile));
  }

  matchVotes() {
    if (this.ballot !== this.shownBallot || this.votes < this.shownVotes) this.darken();
    this.shownBallot = this.ballot;
    this.shownVotes = this.votes;
    if (this.hasFlowed) return;
    const dark = this.tiles.filter((tile) => !this.bright.has(tile));
    while (this.bright.size < this.votes && dark.length > 0) {
      const [tile] = dark.splice(Math.floor(Math.random() * dark.length), 1);
      tile.classList.add("lit");
      this.bright.add(tile);
    }
  }

  darken() {
    this.hasFlowed = false;
    this.bright.forEach((tile) => tile.classList.remove("lit"));
    this.bright.clear();
  }

  /** The bright tiles go, in random order, into these places of the page, and are dark again after. */
  flowInto(targets) {
    this.hasFlowed = true;
    const moving = [...this.bright];
    this.bright.clear();
    if (isCalm() || targets.length === 0 || !moving[0]?.animate) {
      moving.forEach((tile) => tile.classList.remove("lit"));
      return;
    }
    moving.forEach((tile) => {
      const to = targets[Math.floor(Math.random() * targets.length)];
      const from = tile.getBoundingClientRect();
      const x = to.left + Math.random() * to.width - from.left - from.width / 2;
      const y = to.top + to.height / 2 - from.top - from.height / 2;
      const delay = Math.random() * FLOW_MS * 0.45;
      tile
        .animate(
          [
            { transform: "none", opacity: 1 },
            { transform: `translate(${x}px, ${y}px)`, opacity: 0.9, offset: 0.85 },
            { transform: `translate(${x}px, ${y}px)`, opacity: 0 },
          ],
          { duration: FLOW_MS - delay, delay, easing: "ease-out" },
        )
        .finished.catch(() => {})
        .then(() => tile.classList.remove("lit"));
    });
  }
}

customElements.define("sawt-star-field", SawtStarField);
