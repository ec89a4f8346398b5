import assert from "node:assert/strict";
import { test } from "node:test";
import { askedBy } from "../clicker.js";

const key = (name, over = {}) => askedBy({ key: name, ...over });

test("three keys of a clicker ask for something", () => {
  assert.equal(key("PageDown"), "next");
  assert.equal(key("PageUp"), "back");
  assert.deepEqual([key("b"), key("B"), key(".")], ["blank", "blank", "blank"]);
  assert.equal(key("ArrowDown"), null);
});

test("a key that is held down or pressed with another asks for nothing", () => {
  assert.equal(key("PageDown", { repeat: true }), null);
  assert.equal(key("b", { ctrlKey: true }), null);
  assert.equal(key("b", { metaKey: true }), null);
});

test("whoever types is left alone", () => {
  const typing = { closest: (selector) => (selector.includes("textarea") ? {} : null) };
  assert.equal(key("b", { target: typing }), null);
  assert.equal(key("b", { target: { closest: () => null } }), "blank");
});
