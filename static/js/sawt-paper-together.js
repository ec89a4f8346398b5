// Who else writes a paper, before the first letter that is shared; and the way out of it, with what is one's own.
import { html, nothing } from "lit";
import { icon, together } from "./icons.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { inWords, isolated, t } from "./words.js";

const WRITTEN = new Set(["draft", "withdrawn"]);

class SawtPaperTogether extends SawtElement {
  static properties = {
    draft: { attribute: false },
    authors: { attribute: false },
    by: { attribute: false },
  };

  /** Once there is one less, the others read why lines are gone. */
  willUpdate(changed) {
    const before = changed.get("authors");
    if (before > this.authors) this.isOneLess = true;
    else if (before < this.authors) this.isOneLess = false;
  }

  render() {
    const { authors, by } = this;
    if (!(authors > 1)) return this.isOneLess ? this.present(this.oneLess()) : this.absent();
    return this.present(html`${this.isOneLess ? this.oneLess() : nothing}
    <div class="card stack-tight">
      <p>${by ? t("We write together: {names}", { names: isolated(inWords(by)) }) : t("We write together.")}</p>
      <p>${t("The safety team can open a shared draft if someone may be in danger.")}</p>
      ${this.button({
        key: "leave",
        label: t("I write on without this paper"),
        hint: this.whatComes(),
        press: () => this.leave(),
      })}
    </div>`);
  }

  whatComes() {
    const along = t("My name and my lines come along into a paper of my own.");
    if (!this.isOut) return along;
    return `${along} ${t("The rest is a draft of the others again: it has no place in a session or a book until they send it anew.")}`;
  }

  /** Whether it was sent: leaving takes it back for the others too. */
  get isOut() {
    return !WRITTEN.has((this.draft.told ?? page.paper)?.state);
  }

  oneLess() {
    return html`<p class="notice" role="status">
      ${icon(together)}<span>${t("One of us writes on in another paper now. Those lines went along.")}</span>
    </p>`;
  }

  async leave() {
    const pictures = document.querySelectorAll("sawt-paper-pictures");
    await Promise.all(Array.from(pictures, (one) => one.saveNow())); // what she tells of hers goes along
    if (!(await this.draft.save())) {
      this.say("leave", this.draft.whyHere(t("That needs the Wi-Fi. Your words are safe on this device.")));
      return;
    }
    const answer = await this.press("leave", "papers.leave", { paper: this.draft.paper });
    if (!answer.ok) return;
    await this.draft.stand([]); // what the others wrote is theirs
    location.assign(`/papers/${answer.paper}?left=1`);
  }
}

customElements.define("sawt-paper-together", SawtPaperTogether);
