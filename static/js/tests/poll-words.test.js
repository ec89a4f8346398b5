import assert from "node:assert/strict";
import { test } from "node:test";
import { closeWords, openHint, openWords, takeAwayWords } from "../poll-acts.js";
import { pollName } from "../poll-words.js";

const SAID = [pollName, openWords, closeWords, openHint, takeAwayWords];
const said = (poll) => SAID.map((words) => words(poll)).join(" ");

test("only what gives each badge one voice is called a vote", () => {
  for (const electorate of ["badges", "delegates"]) assert.match(said({ electorate, kind: "single" }), /vote/);
  for (const kind of ["single", "ranking", "words"]) assert.doesNotMatch(said({ electorate: "everyone", kind }), /vote/i);
});

test("a show of hands, words from everyone and the two votes have names of their own", () => {
  const polls = [
    { electorate: "everyone", kind: "single" },
    { electorate: "everyone", kind: "words" },
    { electorate: "badges", kind: "single" },
    { electorate: "delegates", kind: "single" },
  ];
  assert.equal(new Set(polls.map((poll) => pollName(poll))).size, 4);
});
