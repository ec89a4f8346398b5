// A paper that an adult typed for a child: whose it is, and the one tap by which it is hers alone.
import { html, nothing } from "lit";
import { isExactly } from "./draft.js";
import { clear, down, icon, keys, takeBack, write } from "./icons.js";
import { SawtElement } from "./sawt-element.js";
import { inWords, isolated, t } from "./words.js";

/** What is said of it, and asked of its author once there are words. */
export function whose({ is_own: isOwn, is_mine: isMine }, hasWords) {
  if (!isOwn && isMine && !hasWords) return t("An adult of the team types this for you. You read along here.");
  if (!isOwn) {
    return isMine
      ? t("An adult of the team typed this for you. Are these your words?")
      : t("An adult of the team types this for one of you.");
  }
  return isMine
    ? t("An adult of the team typed this, and you said: these are my words.")
    : t("An adult of the team typed this for one of you, who said: these are my words.");
}

/** Who typed it, and what is asked of its author, with the way to where she answers. */
export function typedNotice(typed, hasWords) {
  const isAsked = typed.is_mine && !typed.is_own && hasWords;
  return html`<p class="notice typed-for-me" role="status">
    ${icon(keys)}<span>${whose(typed, hasWords)}
      ${typed.by ? html`<span class="typed-by quiet small">${t("Who typed it: {name}", { name: isolated(inWords(typed.by)) })}</span>` : nothing}
      ${isAsked ? html`<a class="button-quiet typed-answer" href="#own-words-title">${icon(down)}<span>${t("I answer below")}</span></a>` : nothing}</span>
  </p>`;
}

class SawtOwnWords extends SawtElement {
  static properties = {
    draft: {},
    typed: {},
    hasWords: {},
    isHeld: {},
    goOn: {},
    takeBack: {},
  };

  render() {
    if (!this.typed.is_mine) {
      return html`<p class="notice">
        ${t("Until then the adult reads what you write here, too. It can be sent once whoever it is typed for has said: these are my words.")}
      </p>`;
    }
    return html`<section class="card stack own-words" aria-label=${t("My words")}>
      ${this.hasWords ? this.question() : nothing}
      ${this.button({
        key: "back",
        label: t("Take my paper back"),
        drawing: takeBack,
        hint: t("Nobody asks why. Then the adult can’t read it any more, either."),
        press: () => this.takeBack(),
      })}
    </section>`;
  }

  /** Asked once there are words that can be hers. */
  question() {
    return html`<h2 id="own-words-title">${t("Are these your words?")}</h2>
      ${this.button({
        key: "own",
        label: t("These are my words"),
        drawing: clear,
        kind: "button-main",
        hint: t("Then only I write here, and the adult can’t read it any more. After that I can send it."),
        isHeld: this.isHeld,
        press: () => this.sayOwn(),
      })}
      ${this.button({
        key: "change",
        label: t("I change something first"),
        drawing: write,
        press: () => this.closest("sawt-paper-editor").querySelector(".sheet-body").focus(),
      })}`;
  }

  /** The version that she has before her, once it is kept; with what to say instead where it can't be,
   * or where other words came into it a moment ago. */
  async asSeen() {
    const { draft } = this;
    const changed = { said: t("The words have changed. Please read them once more.") };
    if (draft.isUnread) return changed;
    const seen = { ...draft.text };
    if (!(await draft.save())) return { said: draft.whyHere(t("That needs the Wi-Fi. Your words are safe on this device.")) };
    return isExactly(seen, draft.text) ? { version: draft.base } : changed;
  }

  async sayOwn() {
    const { said, version } = await this.asSeen();
    if (said) return this.say("own", said);
    const answer = await this.press("own", "papers.own_words", { paper: this.draft.paper, version });
    if (answer.code === "words_changed" && answer.state) this.draft.readAnew(answer.state);
    if (answer.ok) this.goOn();
  }
}

customElements.define("sawt-own-words", SawtOwnWords);
