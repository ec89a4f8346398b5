// What a phone says aloud of itself: what the wall shows, the hall is asked, time to answer is over, the
// result is here.
import { announce } from "./announce.js";
import { mayAnswer } from "./choices.js";
import { topics } from "./live.js";
import { page } from "./page.js";
import { pollName, restWords } from "./poll-words.js";
import { stageBeginning, stageKind, waitingWords } from "./stage-words.js";
import { inWords, t } from "./words.js";

const poll = () => topics.data("poll");

/** The poll of the hall as long as it is in one of these states. */
function pollIn(...states) {
  const one = poll();
  if (one === undefined) return undefined;
  return states.includes(one?.state) ? [`${one.id}/${one.round}`] : [];
}

function asked(one) {
  const words = `${pollName(one)}: ${inWords(one.title)}`;
  return mayAnswer(one, page) ? `${words} ${t("You can answer now.")}` : words;
}

const screen = () => topics.data("screen");

/** The question before the hall, chosen for the wall or not. */
const onStage = () => screen()?.question ?? topics.data("questions")?.on_stage;

function question() {
  const one = onStage();
  if (one) return [one.id];
  return topics.data("questions") ? [] : undefined;
}

/** What else the wall says: once for each text, however often it comes back. */
function wall() {
  if (!screen()) return undefined;
  const words = waitingWords(screen()) || beginning()?.text;
  return words && screen().layout !== "question" ? [`${screen().layout}/${words}`] : [];
}

const beginning = () => stageBeginning(screen(), onStage());

/** What it is, and how it begins, in its own language. */
const shown = (kind, text) => [{ text: `${kind}: ` }, text];

announce([
  { ids: question, words: () => shown(stageKind({ layout: "question" }, onStage()), onStage().text) },
  { ids: wall, words: () => waitingWords(screen()) || shown(stageKind(screen()), beginning()) },
  { ids: () => pollIn("open"), words: () => asked(poll()) },
  { ids: () => pollIn("closing", "counted"), words: () => restWords(poll()) },
  { ids: () => pollIn("revealed"), words: () => `${t("The hall’s answer")}: ${inWords(poll().title)}` },
]);
