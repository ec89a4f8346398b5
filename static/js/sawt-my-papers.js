// A child's papers: where each one is, and which one waits for an answer.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { paperWord } from "./paper-words.js";
import { SawtElement } from "./sawt-element.js";
import { whose } from "./sawt-own-words.js";
import { star } from "./star.js";
import { userWords } from "./user-text.js";
import { inWords, plural, t } from "./words.js";

class SawtMyPapers extends SawtElement {
  static follows = ["papers"];

  render() {
    const papers = this.topics.data("papers")?.papers;
    if (!papers) return this.absent();
    if (papers.length === 0) {
      return this.present(html`<div class="empty">
        ${star()}
        <p>${t("No paper yet.")}</p>
        <p class="quiet">${t("Begin one. You can stop and go on at any time.")}</p>
      </div>`);
    }
    return this.present(html`<ul class="paper-list" aria-live="polite">
      ${repeat(papers, ({ id }) => id, (paper) => html`<li>${this.paper(paper)}</li>`)}
    </ul>`);
  }

  paper({ id, title, state, session, asks, comments, typed }) {
    const many = comments.filter(({ is_earlier: isEarlier }) => !isEarlier).length;
    return html`<a class="card paper-link" href="/papers/${id}" data-state=${state}>
      <span class="paper-title">${title?.text ? userWords(title) : t("Without a title so far")}</span>
      <span class="paper-state">${star(state !== "draft")} ${paperWord(state)}</span>
      ${session ? html`<span class="quiet">${inWords(session.title)}</span>` : nothing}
      ${many > 0
        ? html`<span class="quiet">${plural("{n} comment on my sentences", "{n} comments on my sentences", many)}</span>`
        : nothing}
      ${typed && !typed.is_own && state === "draft"
        ? html`<span class="asks notice-warm">${whose(typed, title?.text)}</span>`
        : nothing}
      ${asks ? html`<span class="asks notice-warm">${asks === "stay" ? t("May this stay for another year?") : t("It was chosen. Are you in?")}</span>` : nothing}
    </a>`;
  }
}

customElements.define("sawt-my-papers", SawtMyPapers);
