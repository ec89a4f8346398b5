import assert from "node:assert/strict";
import { test } from "node:test";
import { linesNotIn } from "../draft.js";
import { opened } from "./drawn.js";

const TYPED = { by: null, is_own: false, is_mine: true, is_open: true };
const paper = (over) => ({ id: "p1", title: "A", body: "One.", lang: "en", version: 3, state: "draft", ...over });
const inAMoment = () => new Promise((resolve) => setTimeout(resolve, 5));

async function sheet(file, topic, over, answer) {
  const sent = [];
  const server = async (name, fields) => {
    sent.push({ name, ...fields });
    return answer(name, fields);
  };
  const page = { lang: "en", dir: "ltr", words: {}, me: { owner: "sami" }, topics: {}, paper: paper(over) };
  const found = await opened(file, page, { server });
  const tell = (version, papers) => found.topics.tell(topic, { version, data: { papers } });
  return { ...found, sent, tell, draft: found.element.draft };
}

const child = (answer) => sheet("sawt-paper-editor", "papers", { typed: TYPED, authors: 1 }, answer);
const adult = (answer) => sheet("sawt-typed-editor", "typing", {}, answer);

test("what of a text is not in the one it went on from is found line by line", () => {
  const was = { title: "A", body: "One.\n\nTwo." };
  assert.deepEqual(linesNotIn({ title: "A", body: "One.\n\nTwo, and more.\n\nThree." }, was), ["Two, and more.", "Three."]);
  assert.deepEqual(linesNotIn(was, was), []);
  assert.deepEqual(linesNotIn({ title: "", body: "One." }, undefined), ["One."]);
});

test("she says yes to the version that she has before her, and not to one that came this moment", async () => {
  const { draft, sent, part } = await child(() => ({ ok: true, version: 4 }));
  const question = part("sawt-own-words", { draft });
  assert.deepEqual(await question.asSeen(), { version: 3 });
  draft.type({ body: "One, mended." });
  assert.deepEqual(await question.asSeen(), { version: 4 });
  assert.equal(sent[0].body, "One, mended.");
  draft.take({ title: "A", body: "One, mended.\n\nTwo.", lang: "en", both: [] });
  assert.match((await question.asSeen()).said, /have changed/);
});

test("where the server has newer words than hers they stand on the sheet, and none of hers goes", async () => {
  const { draft } = await child(() => ({ ok: true, version: 4 }));
  const newer = { title: "A", body: "One. Two.", lang: "en", version: 9 };
  draft.readAnew(newer);
  assert.deepEqual([draft.text.body, draft.base], ["One. Two.", 9]);
  draft.type({ body: "One. Two. Mine." });
  draft.readAnew({ ...newer, body: "Other.", version: 10 });
  assert.equal(draft.text.body, "One. Two. Mine.", "it is kept first, and both become one");
});

test("it is not sent before she has said so, and is afterwards", async () => {
  const { element, shows } = await child(() => ({ ok: true, version: 4 }));
  assert.doesNotMatch(shows(), /Send my paper/);
  assert.match(shows(), /Are these your words/);
  element.hasSaidOwn = true;
  assert.match(shows(), /Send my paper/);
});

test("of a paper that is the child's alone an adult's page has what it could not keep, and no more", async () => {
  const { element, draft, tell, shows, shelf } = await adult(() => ({ ok: false, code: "not_found", message: "" }));
  tell(1, [{ id: "p1", version: 3 }]);
  element.willUpdate();
  assert.match(shows(), /One\./);
  draft.type({ body: "One.\n\nToo late." });
  await inAMoment();
  assert.equal(shelf.all("draft/typed/p1").length, 1);
  tell(2, []);
  element.willUpdate();
  assert.match(shows(), /Too late\./);
  assert.doesNotMatch(shows(), /One\./);
  assert.equal(shelf.all("draft/typed/p1").length, 0);
  draft.type({ body: "Once more." });
  assert.equal(await element.saveNow(), true);
  assert.equal(shelf.all("draft/typed/p1").length, 0);
});
