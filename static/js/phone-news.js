// What a phone says aloud of itself: the hall is asked, time to answer is over, the result is here.
import { announce } from "./announce.js";
import { mayAnswer } from "./choices.js";
import { topics } from "./live.js";
import { page } from "./page.js";
import { pollName, restWords } from "./poll-words.js";
import { inWords, t } from "./words.js";

const poll = () => topics.data("poll");

/** The poll of the hall as long as it is in one of these states. */
function pollIn(...states) {
  const one = poll();
  if (one === undefined) return undefined;
  return states.includes(one?.state) ? [`${one.id}/${one.round}`] : [];
}

function asked(one) {
  const question = `${pollName(one)}: ${inWords(one.title)}`;
  return mayAnswer(one, page) ? `${question} ${t("You can answer now.")}` : question;
}

announce([
  { ids: () => pollIn("open"), words: () => asked(poll()) },
  { ids: () => pollIn("closing", "counted"), words: () => restWords(poll()) },
  { ids: () => pollIn("revealed"), words: () => `${t("The hall’s answer")}: ${inWords(poll().title)}` },
]);
