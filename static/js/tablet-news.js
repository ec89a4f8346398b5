// What the tablets of those who lead say aloud of themselves: hands, questions, texts that wait.
import { topics } from "./live.js";
import { plural } from "./words.js";

const idsOf = (list) => list?.map(({ id }) => id);

/** How many hands are up, when one more is. */
export const hands = {
  ids: () => idsOf(topics.data("floor")?.queue),
  words: () => plural("{n} hand is up", "{n} hands are up", topics.data("floor").queue.length),
};

/** Read questions that she can choose. */
export const questions = {
  ids: () => idsOf(topics.data("questions")?.cleared),
  words: ({ length }) => plural("{n} new question", "{n} new questions", length),
};

/** How many texts an adult on duty has before her, when one more is. */
export const texts = {
  ids: () => (topics.data("clearing")?.duty.on ? idsOf(topics.data("clearing").line) : undefined),
  words: () => {
    const many = topics.data("clearing").line.reduce((sum, one) => sum + one.many, 0);
    return plural("{n} text waits", "{n} texts wait", many);
  },
};
