// Bundles static/js/entries and static/css/entries into static/dist: fingerprinted names, gzip and
// brotli copies beside each text file, and manifest.json, which says what stands where, what a script
// brings along, and which words it needs.
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const DIST = "static/dist";
// What a phone needs only now and then (its import() calls) stays out of its first visit.
const IN_PARTS = new Set(["phone"]);
const LITERAL = String.raw`"(?:[^"\\\n]|\\.)*"`;
const CALL = new RegExp(
  String.raw`(?<![\w.$])(?:t\(\s*(${LITERAL})|plural\(\s*(${LITERAL})\s*,\s*(${LITERAL}))`,
  "g",
);

// What would travel to every phone for nothing: the indentation of our templates, and what the
// drawings say beside their lines.
const slender = {
  name: "slender",
  setup({ onLoad }) {
    onLoad({ filter: /lucide-static.*\.svg$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, "utf8"))
        .replace(/<!--.*?-->/gs, "")
        .replace(/\s+/g, " ")
        .trim(),
      loader: "text",
    }));
    onLoad({ filter: /static\/js\/[^/]+\.js$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, "utf8")).replace(/\n[ \t]+/g, "\n"),
      loader: "js",
    }));
  },
};

const common = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  metafile: true,
  write: false,
  outdir: DIST,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  publicPath: "/static/dist/",
  legalComments: "external",
  logLevel: "warning",
};

async function entries(kind) {
  const folder = `static/${kind}/entries`;
  const found = existsSync(path.join(ROOT, folder)) ? await readdir(path.join(ROOT, folder)) : [];
  return found.filter((name) => name.endsWith(`.${kind}`)).sort().map((name) => `${folder}/${name}`);
}

const isInParts = (entry) => IN_PARTS.has(path.basename(entry, path.extname(entry)));

async function bundle(entryPoints, options) {
  if (entryPoints.length === 0) return { outputFiles: [], outputs: {} };
  const { outputFiles, metafile } = await build({ ...common, ...options, entryPoints }).catch(() =>
    process.exit(1), // esbuild has said why
  );
  return { outputFiles, outputs: metafile.outputs };
}

// [["phone", "static/dist/phone-ABC.js"], …]
function byEntry(outputs, kind) {
  return Object.entries(outputs)
    .filter(([, { entryPoint }]) => entryPoint?.startsWith(`static/${kind}/entries/`))
    .map(([file, { entryPoint }]) => [path.basename(entryPoint, `.${kind}`), file]);
}

/** The files of this output and of all that it brings along, at once or later. */
function partsOf(outputs, file, kinds, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const { path: part, kind } of outputs[file].imports) {
    if (kinds.includes(kind) && outputs[part]) partsOf(outputs, part, kinds, found);
  }
  return found;
}

async function wordsIn(outputs, script) {
  const words = new Set();
  const parts = [...partsOf(outputs, script, ["import-statement", "dynamic-import"])];
  const inputs = parts.flatMap((part) => Object.entries(outputs[part].inputs));
  for (const [file, { bytesInOutput }] of inputs) {
    if (!file.startsWith("static/js/") || bytesInOutput === 0) continue;
    const source = await readFile(path.join(ROOT, file), "utf8");
    for (const found of source.matchAll(CALL)) {
      for (const literal of found.slice(1).filter(Boolean)) words.add(JSON.parse(literal));
    }
  }
  return [...words].sort();
}

async function write(file, contents) {
  await writeFile(file, contents);
  if (!/\.(css|js|svg|txt)$/.test(file)) return;
  await writeFile(`${file}.gz`, gzipSync(contents, { level: 9 }));
  await writeFile(`${file}.br`, brotliCompressSync(contents));
}

const script = { plugins: [slender], target: "es2021", loader: { ".svg": "text" } };
const scriptEntries = await entries("js");
const scripts = [
  await bundle(scriptEntries.filter((entry) => !isInParts(entry)), { ...script, format: "iife" }),
  await bundle(scriptEntries.filter(isInParts), { ...script, format: "esm", splitting: true }),
];
const styles = await bundle(await entries("css"), {
  target: ["chrome95", "edge95", "firefox95", "safari15"],
  loader: { ".woff2": "file", ".svg": "file", ".png": "file" },
});

const manifest = { js: {}, parts: {}, css: {}, words: {} };
for (const { outputs } of scripts) {
  for (const [name, file] of byEntry(outputs, "js")) {
    const parts = [...partsOf(outputs, file, ["import-statement"])].filter((part) => part !== file);
    manifest.js[name] = `/${file}`;
    manifest.parts[name] = parts.map((part) => `/${part}`);
    manifest.words[name] = await wordsIn(outputs, file);
  }
}
for (const [name, file] of byEntry(styles.outputs, "css")) manifest.css[name] = `/${file}`;

// Nothing is removed before everything has been built.
await rm(path.join(ROOT, DIST), { recursive: true, force: true });
await mkdir(path.join(ROOT, DIST), { recursive: true });
for (const { path: file, contents } of [...scripts, styles].flatMap((one) => one.outputFiles)) {
  if (contents.length > 0) await write(file, contents);
}
await writeFile(path.join(ROOT, DIST, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
