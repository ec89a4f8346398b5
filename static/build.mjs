// Bundles static/js/entries and static/css/entries into static/dist: fingerprinted names, gzip and
// brotli copies beside each text file, and manifest.json, which says what stands where and which
// words each script needs.
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const DIST = "static/dist";
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

async function bundle(kind, options) {
  const entryPoints = await entries(kind);
  if (entryPoints.length === 0) return { outputFiles: [], outputs: {} };
  const { outputFiles, metafile } = await build({ ...common, ...options, entryPoints }).catch(() =>
    process.exit(1), // esbuild has said why
  );
  return { outputFiles, outputs: metafile.outputs };
}

// { "phone": ["static/dist/phone-ABC.js", what esbuild says about it], … }
function byEntry(outputs, kind) {
  return Object.entries(outputs)
    .filter(([, about]) => about.entryPoint)
    .map(([file, about]) => [path.basename(about.entryPoint, `.${kind}`), file, about]);
}

async function wordsIn(inputs) {
  const words = new Set();
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
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

const scripts = await bundle("js", {
  format: "iife",
  plugins: [slender],
  target: "es2021",
  loader: { ".svg": "text" },
});
const styles = await bundle("css", {
  target: ["chrome95", "edge95", "firefox95", "safari15"],
  loader: { ".woff2": "file", ".svg": "file", ".png": "file" },
});

const manifest = { js: {}, css: {}, words: {} };
for (const [name, file, about] of byEntry(scripts.outputs, "js")) {
  manifest.js[name] = `/${file}`;
  manifest.words[name] = await wordsIn(about.inputs);
}
for (const [name, file] of byEntry(styles.outputs, "css")) manifest.css[name] = `/${file}`;

// Nothing is removed before everything has been built.
await rm(path.join(ROOT, DIST), { recursive: true, force: true });
await mkdir(path.join(ROOT, DIST), { recursive: true });
for (const { path: file, contents } of [...scripts.outputFiles, ...styles.outputFiles]) {
  if (contents.length > 0) await write(file, contents);
}
await writeFile(path.join(ROOT, DIST, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
