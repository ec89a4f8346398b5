// What the wall says, as texts each in its own language: read aloud where one asks, and its beginning
// told to whoever does not see it.
import { itemWord } from "./item-words.js";
import { page } from "./page.js";
import { readIn } from "./read-in.js";
import { readable } from "./user-text.js";
import { inWords, t } from "./words.js";

const own = (text) => ({ text, lang: page.lang });

const textsOf = ({ title, paragraphs, pictures }) => [
  title,
  ...readable(paragraphs),
  ...pictures.map(({ alt }) => alt).filter(Boolean),
];

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

/** What it says first, for whoever does not see it: of a picture what can be seen in it. */
export function stageBeginning(screen, onStage) {
  const picture = screen.layout === "paper" && screen.paper?.at?.picture;
  if (!picture) return stageTexts(screen, onStage)[0];
  return picture.alt ?? own(t("The wall shows a picture. Nobody has said what can be seen in it."));
}

/** What kind of thing it says now, in a word or two. */
export function stageKind({ layout, item, paper }, onStage) {
  switch (layout) {
    case "paper":
      return paper?.at?.picture ? t("Picture") : t("Working paper");
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
