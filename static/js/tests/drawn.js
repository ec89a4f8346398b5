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
 * `server` answers what is sent. Nothing is drawn into a document; `words` says what it would show. */
export async function opened(file, page, { server, local = storage(), session = storage(), beside = null }) {
  const module = { exports: {} };
  const document = {
    getElementById: () => ({ textContent: JSON.stringify(page) }),
    createTreeWalker: () => ({}),
    addEventListener: () => {},
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
  const element = new (elements.get(file))();
  Object.defineProperties(element, {
    updateComplete: { value: Promise.resolve() },
    querySelector: { value: () => ({ focus: () => {} }) },
    querySelectorAll: { value: () => [] },
  });
  return { element, live, topics, shelf, beside: beside && new (elements.get(beside))() };
}

/** All that stands in what was rendered: words, and what its fields hold. */
export function words(rendered) {
  if (Array.isArray(rendered)) return rendered.map(words).join(" ");
  if (rendered?.strings) return rendered.values.map(words).join(" ");
  return typeof rendered === "string" ? rendered : "";
}

/** Presses the button of this key in what was rendered. */
export function press(rendered, key) {
  if (Array.isArray(rendered)) return rendered.some((one) => press(one, key));
  const { values = [] } = rendered ?? {};
  if (!values.includes(key)) return values.some((one) => press(one, key));
  values.find((one) => typeof one === "function")();
  return true;
}
