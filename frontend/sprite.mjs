// One SVG sprite with only the Tabler icons (MIT) that icons.json names.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

async function symbol(name) {
  const [style, file] = name.endsWith("-filled") ? ["filled", name.slice(0, -"-filled".length)] : ["outline", name];
  const svg = await readFile(require.resolve(`@tabler/icons/${style}/${file}.svg`), "utf8");
  const shapes = svg
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<svg[^>]*>|<\/svg>/g, "")
    .replace(/\s+/g, " ")
    .trim();
  const paint =
    style === "filled"
      ? 'fill="currentColor"'
      : 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${paint}>${shapes}</symbol>`;
}

export async function sprite(listFile) {
  const names = JSON.parse(await readFile(listFile, "utf8"));
  const symbols = await Promise.all([...new Set(names)].sort().map(symbol));
  return `<svg xmlns="http://www.w3.org/2000/svg"><!-- Tabler Icons, MIT -->${symbols.join("")}</svg>\n`;
}
