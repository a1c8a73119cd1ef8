// Builds kortelijn/ui/static/ui/ from frontend/: one style sheet, one script, one icon sprite, the fonts; and for the
// few pages that need more than every page does, what stands in frontend/pages/ (`{% asset 'ui/pages/map.js' %}`).
// `npm run build`; everything it writes is git-ignored.
import { build } from "esbuild";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { keepReachableTokens } from "./tokens.mjs";
import { sprite } from "./sprite.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "kortelijn", "ui", "static", "ui");
const require = createRequire(import.meta.url);
const LIMITS = { "kortelijn.css": 40_000, "kortelijn.js": 25_000 };
const PAGE_LIMIT = 65_000;
// One page draws a network to move around in; only that page loads it, and it works without.
const PAGE_LIMITS = { "pages/network.js": 170_000 };

const common = { bundle: true, minify: true, write: false, legalComments: "none", logLevel: "warning" };
// EUPL-1.2 and OFL ask that their notice travels with the copy.
const NOTICE =
  "/*! Kortelijn, EUPL-1.2. Contains NL Design System (Utrecht, candidate, Voorbeeld tokens), EUPL-1.2; Atkinson Hyperlegible Next, OFL-1.1. */\n";

async function styles() {
  const result = await build({
    ...common,
    entryPoints: [join(here, "css", "kortelijn.css")],
    outdir: out,
    loader: { ".woff2": "file" },
    assetNames: "fonts/[name]",
    target: ["chrome111", "firefox113", "safari16.4"],
  });
  const css = result.outputFiles.find((file) => file.path.endsWith(".css")).text;
  const tokens = await readFile(require.resolve("@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"), "utf8");
  const fonts = result.outputFiles.filter((file) => file.path.endsWith(".woff2"));
  return { css: NOTICE + keepReachableTokens(tokens, css) + css, fonts };
}

async function script() {
  const result = await build({
    ...common,
    entryPoints: [join(here, "js", "kortelijn.js")],
    format: "iife",
    target: ["es2020"],
    banner: { js: "/*! Kortelijn, EUPL-1.2. Contains htmx, 0BSD. */" },
  });
  return result.outputFiles[0].text;
}

// What one kind of page needs on top: its own script or style sheet, loaded by that page only.
async function pages() {
  const folder = join(here, "pages");
  const entryPoints = (await readdir(folder)).filter((name) => /\.(js|css)$/.test(name)).map((name) => join(folder, name));
  const result = await build({
    ...common,
    entryPoints,
    outdir: out,
    format: "iife",
    loader: { ".png": "empty" }, // pictures of Leaflet that no page of ours shows
    target: ["es2020", "chrome111", "firefox113", "safari16.4"],
    banner: { js: "/*! Kortelijn, EUPL-1.2. May contain Leaflet, BSD-2-Clause, and supercluster, ISC, or Apache ECharts, Apache-2.0. */" },
  });
  return result.outputFiles.map((file) => [`pages/${basename(file.path)}`, file.text]);
}

// Typst, which makes the papers, reads TrueType and not woff2.
async function printFonts() {
  const folder = dirname(require.resolve("@expo-google-fonts/atkinson-hyperlegible-next/package.json"));
  await mkdir(join(out, "print"), { recursive: true });
  for (const [weight, name] of [["400Regular", "Regular"], ["700Bold", "Bold"]]) {
    const file = `AtkinsonHyperlegibleNext_${weight}.ttf`;
    await copyFile(join(folder, weight, file), join(out, "print", `${name}.ttf`));
  }
}

async function save(name, content) {
  const size = gzipSync(content).length;
  await writeFile(join(out, name), content);
  console.log(`${name}  ${content.length} bytes, ${size} gzip`);
  const limit = LIMITS[name] ?? PAGE_LIMITS[name] ?? (name.startsWith("pages/") ? PAGE_LIMIT : Infinity);
  if (size > limit) throw new Error(`${name} is larger than ${limit} bytes (gzip)`);
}

await rm(out, { recursive: true, force: true });
for (const folder of ["fonts", "pages"]) await mkdir(join(out, folder), { recursive: true });
const { css, fonts } = await styles();
await save("kortelijn.css", css);
await save("kortelijn.js", await script());
for (const [name, content] of await pages()) await save(name, content);
await save("favicon.svg", await readFile(join(here, "favicon.svg"), "utf8"));
await save("sprite.svg", await sprite(join(here, "icons.json")));
for (const font of fonts) await writeFile(font.path, font.contents);
await printFonts();
console.log(`fonts/  ${fonts.length} files`);
