// Who else writes a paper, before the first letter that is shared; and the way out of it, with what is one's own.
import { html } from "lit";
import { SawtElement } from "./sawt-element.js";
import { inWords, isolated, t } from "./words.js";

class SawtPaperTogether extends SawtElement {
  static properties = {
    draft: { attribute: false },
    authors: { attribute: false },
    by: { attribute: false },
  };

  render() {
    const { authors, by } = this;
    if (!(authors > 1)) return this.absent();
    return this.present(html`<div class="card stack-tight">
      <p>${by ? t("We write together: {names}", { names: isolated(inWords(by)) }) : t("We write together.")}</p>
      <p>${t("The safety team can open a shared draft if someone may be in danger.")}</p>
      ${this.button({
        key: "leave",
        label: t("I write on without this paper"),
        hint: t("My name and my lines come along into a paper of my own."),
        press: () => this.leave(),
      })}
    </div>`);
  }

  async leave() {
    if (!(await this.draft.save())) return;
    const answer = await this.press("leave", "papers.leave", { paper: this.draft.paper });
    if (answer.ok) location.assign(`/papers/${answer.paper}`);
  }
}

customElements.define("sawt-paper-together", SawtPaperTogether);
