// What the parts of a poll share: a poll, the choice as it stands, and an event for each change of it.
import { LitElement } from "lit";

export class SawtChoice extends LitElement {
  static properties = { poll: { attribute: false }, choice: { attribute: false } };

  constructor() {
    super();
    this.poll = null;
    this.choice = null;
  }

  createRenderRoot() {
    return this;
  }

  /** The answer as it is now, whole or not yet. */
  choose(choice) {
    this.dispatchEvent(new CustomEvent("choose", { detail: choice, bubbles: true }));
  }
}
