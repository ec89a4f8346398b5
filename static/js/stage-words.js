// What the wall says, as texts each in its own language: read aloud where one asks, and its beginning
// told to whoever does not see it.
import { itemWord } from "./item-words.js";
import { page } from "./page.js";
import { readIn } from "./read-in.js";
import { readable } from "./user-text.js";
import { inWords, t } from "./words.js";

const own = (text) => ({ text, lang: page.lang });

const textsOf = ({ title, paragraphs }) => [title, ...readable(paragraphs)];

/** All of it that can be read aloud; a waiting page stays silent, and a result reads itself. */
export function stageTexts({ layout, paper, message, item }, onStage) {
  switch (layout) {
    case "paper":
      return paper ? textsOf(readIn(paper)) : [];
    case "question":
      return onStage ? [onStage.text] : [];
    case "message":
      return message ? [message.text ?? own(inWords(message.words))] : [];
    case "item":
      return item ? [own(inWords(item.title))] : [];
    default:
      return [];
  }
}

/** What kind of thing it says now, in a word or two. */
export function stageKind({ layout, item }, onStage) {
  switch (layout) {
    case "paper":
      return t("Working paper");
    case "question":
      return onStage?.on_paper ? t("A question written on paper") : t("A question from the hall");
    case "item":
      return item ? itemWord(item.kind) : "";
    default:
      return t("On the wall now");
  }
}

/** The sentence of a page that waits; empty where the wall says something else. */
export function waitingWords({ layout }) {
  switch (layout) {
    case "paused":
      return t("A short pause. We go on in a moment.");
    case "waiting_for_adult":
      return `${t("A short pause.")} ${t("We go on when the adults of our team are with us.")}`;
    case "closed":
      return t("This session has ended. Thank you!");
    default:
      return "";
  }
}
