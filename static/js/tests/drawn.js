import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { storage } from "./storage.js";

const require = createRequire(import.meta.url);
const folder = fileURLToPath(new URL("..", import.meta.url));

const bundles = new Map();

function bundled(file, others) {
  const name = [file, ...others].join(" ");
  if (!bundles.has(name)) bundles.set(name, bundle(file, others));
  return bundles.get(name);
}

async function bundle(file, others) {
  const also = others.map((name) => `export * from "./${name}.js";`).join("\n");
  const { outputFiles } = await build({
    stdin: { contents: `import "./${file}.js";\n${also}`, resolveDir: folder },
    bundle: true,
    format: "cjs",
    platform: "node",
    conditions: ["node"],
    external: ["socket.io-client"],
    loader: { ".svg": "text" },
    write: false,
  });
  return new Function("require", "module", outputFiles[0].text);
}

/** An element made from a page's data, and the page's own connection, topics and shelf; and the one `beside` it.
 * `server` answers what is sent. Nothing is drawn into a document; `shows` says what it would show, `press` presses
 * the button of a key in it, and `part` makes one of the parts of the page that stand in it. */
export async function opened(file, page, { server, local = storage(), session = storage(), beside = null }) {
  const module = { exports: {} };
  const document = {
    getElementById: () => ({ textContent: JSON.stringify(page) }),
    createTreeWalker: () => ({}),
    addEventListener: () => {},
    querySelector: () => null,
    querySelectorAll: () => [],
  };
  const elements = new Map();
  const customElements = { define: (name, made) => elements.set(name, made), get: (name) => elements.get(name) };
  Object.assign(globalThis, { document, customElements, localStorage: local, sessionStorage: session });
  (await bundled(file, ["live", "shelf", ...(beside ? [beside] : [])]))(require, module);
  const { live, topics, shelf } = module.exports;
  await shelf.opened;
  await new Promise((resolve) => setTimeout(resolve));
  live.status = "here";
  const emit = async (name, fields, hear) => hear(null, await server(name, fields));
  live.socket = { timeout: () => ({ emit }) };
  const element = undrawn(elements.get(file));
  return {
    element,
    live,
    topics,
    shelf,
    beside: beside && new (elements.get(beside))(),
    shows: () => words(element.render(), elements),
    press: (key) => press(element.render(), key, elements),
    part: (name, given) => undrawn(elements.get(name), given),
  };
}

/** An element that no document holds. */
function undrawn(Made, given = {}) {
  const element = Object.assign(new Made(), given);
  return Object.defineProperties(element, {
    updateComplete: { value: Promise.resolve() },
    querySelector: { value: () => ({ focus: () => {} }) },
  });
}

const OPENING = /<(sawt-[a-z-]+)([^>]*)>/g;
const GIVEN = /\.(\w+)=\{(\d+)\}/g;

/** What the parts of the page draw that stand in what was rendered, from what is given to them there. */
function parts({ strings, values }, elements) {
  const markup = strings.map((string, at) => (at < values.length ? `${string}{${at}}` : string)).join("");
  return [...markup.matchAll(OPENING)]
    .filter(([, name]) => elements.has(name))
    .map(([, name, attributes]) => {
      const given = [...attributes.matchAll(GIVEN)].map(([, property, at]) => [property, values[at]]);
      return undrawn(elements.get(name), Object.fromEntries(given)).render();
    });
}

/** All that stands in what was rendered: words, and what its fields hold; of these `elements` too what they draw. */
export function words(rendered, elements = new Map()) {
  if (Array.isArray(rendered)) return rendered.map((one) => words(one, elements)).join(" ");
  if (rendered?.strings) return words([...rendered.values, ...parts(rendered, elements)], elements);
  return typeof rendered === "string" ? rendered : "";
}

/** Presses the button of this key in what was rendered. */
function press(rendered, key, elements = new Map()) {
  if (Array.isArray(rendered)) return rendered.some((one) => press(one, key, elements));
  const { strings, values = [] } = rendered ?? {};
  if (!strings) return false;
  const at = strings.findIndex((string) => string.endsWith("data-press="));
  if (at < 0 || values[at] !== key) {
    return [...values, ...parts(rendered, elements)].some((one) => press(one, key, elements));
  }
  values.find((one) => typeof one === "function")();
  return true;
}
