// What a paper is about: one tap or one number key for each subject of the list. Other adults see it at once.
import { html } from "lit";
import { deskPapers } from "./desk-papers.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { digits, inWords } from "./words.js";

class SawtSubjects extends SawtElement {
  connectedCallback() {
    super.connectedCallback();
    deskPapers.addEventListener("changed", this.redraw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    deskPapers.removeEventListener("changed", this.redraw);
  }

  get chosen() {
    return deskPapers.get(page.paper.id)?.subjects ?? [];
  }

  render() {
    const { chosen } = this;
    return this.present(html`<div class="curate-chips">
        ${page.subjects.map(({ id, words }, place) => this.subject(id, words, place + 1, chosen.includes(id)))}
      </div>
      ${this.beside("subject")}`);
  }

  subject(id, words, key, isChosen) {
    return html`<button
      type="button"
      class="button-quiet"
      data-key=${key}
      data-at-once
      aria-keyshortcuts=${key}
      aria-pressed=${String(isChosen)}
      @click=${() => this.press("subject", "papers.set_subject", { paper: page.paper.id, subject: id, on: !isChosen })}
    >
      <span>${inWords(words)}</span> <kbd>${digits(key)}</kbd>
    </button>`;
  }
}

customElements.define("sawt-subjects", SawtSubjects);
