// What adults say beside single sentences of a child's paper. It comes by itself, and asks for nothing.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { comment, icon } from "./icons.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { userText } from "./user-text.js";
import { plural, t } from "./words.js";

// Until it is decided she can do something with it; afterwards it is folded away.
const OPEN = new Set(["draft", "submitted", "in_review", "questions_back", "change_offered"]);

class SawtPaperComments extends SawtElement {
  static follows = ["papers"];

  get paper() {
    return this.topics.data("papers")?.papers.find(({ id }) => id === page.paper?.id) ?? page.paper;
  }

  render() {
    const { comments = [], state } = this.paper ?? {};
    const many = comments.length;
    const said = many > 0 ? plural("{n} comment on my sentences", "{n} comments on my sentences", many) : nothing;
    return this.present(html`<p class="visually-hidden" role="status">${said}</p>
      ${many > 0 ? this.list(comments, said, OPEN.has(state)) : nothing}`);
  }

  list(comments, said, isOpen) {
    return html`<details class="card paper-comments" ?open=${isOpen}>
      <summary>
        ${icon(comment)}<span>${said}</span>
      </summary>
      <p class="quiet">
        ${t("Adults who read your paper wrote this. It is your paper: you decide what you do with it.")}
      </p>
      <ul>
        ${repeat(comments, ({ id }) => id, (one) => this.comment(one))}
      </ul>
    </details>`;
  }

  comment({ sentence, text, is_earlier: isEarlier }) {
    return html`<li class="stack-tight">
      ${isEarlier ? html`<p class="tag">${t("About your text before this one")}</p>` : nothing}
      ${userText(sentence, "comment-quote")} ${userText(text, "letter-words")}
    </li>`;
  }
}

customElements.define("sawt-paper-comments", SawtPaperComments);
