// The star of the hall: each phone is a tile, each vote brightens one at random, and at reveal the
// bright ones flow into the bars. Thanks ripple over it. After them lie the tiles of the day's mosaic. Calm,
// silent; whole at once where motion is not wanted.
import { LitElement, html } from "lit";
import { starPlaces } from "./star-places.js";

const SVG = "http://www.w3.org/2000/svg";
const FLOW_MS = 900;

// A ripple: rings of light, one after the other, in 3.2 s over the whole wall. Shorter than the server's
// step from one to the next (`screen/thanks/lately.py`).
const RINGS = 14; // in the width of the wall
const RING_MS = 1_200;
const RING_LATER_MS = 125;
const CALM_MS = 3_000;

const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

class SawtStarField extends LitElement {
  static properties = {
    present: { attribute: false },
    day: { attribute: false },
    votes: { attribute: false },
    ballot: { attribute: false },
    foot: { attribute: false },
  };

  constructor() {
    super();
    this.present = 0;
    this.day = 0;
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
      <g class="ripple"></g>
    </svg>`;
  }

  updated() {
    const width = this.clientWidth || innerWidth;
    const height = this.clientHeight || innerHeight;
    const laid = starPlaces(this.present + this.day, width, height, this.foot);
    this.cells = laid.cells;
    this.size = laid.size;
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

  matchTiles({ places }) {
    const group = this.querySelector(".tiles");
    const isFirst = this.tiles.length === 0;
    for (const place of places.slice(this.tiles.length)) {
      const tile = this.tileAt(place, isFirst ? "tile" : "tile fresh");
      group.append(tile);
      this.tiles.push(tile);
    }
    // Whoever is here comes first, so that in the fullest pattern too each phone has its tile.
    this.tiles.forEach((tile, at) => tile.classList.toggle("of-day", at >= this.present));
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

  /**
   * A light runs once over the whole pattern, from a place that means nobody; one that runs already is
   * enough. Where motion is not wanted the pattern brightens all together, and is as before again.
   */
  async ripple() {
    if (this.hasAttribute("data-ripples")) return;
    this.toggleAttribute("data-ripples", true);
    const group = this.querySelector(".ripple");
    const shining = this.rings().map((cells, at) => {
      const ring = document.createElementNS(SVG, "g");
      ring.append(...cells.map((cell) => this.tileAt(cell, "ring-tile")));
      group.append(ring);
      const pace = isCalm() ? { duration: CALM_MS } : { duration: RING_MS, delay: at * RING_LATER_MS };
      return ring.animate([{ opacity: 0 }, { opacity: 1 }, { opacity: 0 }], { ...pace, fill: "backwards" }).finished;
    });
    await Promise.allSettled(shining);
    group.replaceChildren();
    this.toggleAttribute("data-ripples", false);
  }

  /** The cells of the pattern by how far they are from one of them, the nearest first. */
  rings() {
    const [x, y] = this.cells[Math.floor(Math.random() * this.cells.length)];
    const step = (this.clientWidth || innerWidth) / RINGS;
    const rings = [];
    for (const cell of this.cells) {
      const at = Math.round(Math.hypot(cell[0] - x, cell[1] - y) / step);
      (rings[at] ??= []).push(cell);
    }
    return Array.from(rings, (ring) => ring ?? []);
  }

  tileAt([x, y], kind) {
    const tile = document.createElementNS(SVG, "use");
    const told = { href: "#hall-tile", x, y, width: this.size, height: this.size, class: kind };
    Object.entries(told).forEach(([name, value]) => tile.setAttribute(name, value));
    return tile;
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
