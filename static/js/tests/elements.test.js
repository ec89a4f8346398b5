import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const folder = new URL("../", import.meta.url);
const read = (name) => readFileSync(new URL(name, folder), "utf8");
const methods = (source) => [...source.matchAll(/^ {2}(?:async |get )?([a-z]\w*)\(/gm)].map(([, name]) => name);
// These are there to be built upon.
const ITS_LIFE = new Set(["constructor", "createRenderRoot", "connectedCallback", "disconnectedCallback"]);

test("no element takes the name of something that every element does for its presses", () => {
  const shared = new Set(methods(read("sawt-element.js")).filter((name) => !ITS_LIFE.has(name)));
  assert.ok(shared.has("say") && shared.has("press"));
  const taken = readdirSync(folder)
    .filter((name) => name.endsWith(".js") && name !== "sawt-element.js")
    .filter((name) => /extends Sawt(Draft)?Element/.test(read(name)))
    .flatMap((name) => methods(read(name)).filter((method) => shared.has(method)).map((method) => `${name}: ${method}`));
  assert.deepEqual(taken, []);
});
