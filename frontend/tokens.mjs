// Of the ~2800 design tokens, only those that the style sheet can reach through var() are shipped.

const USE = /var\(\s*(--[\w-]+)/g;
const DECLARATION = /(--[\w-]+):\s*([^;{}]+);/g;

function uses(text) {
  return [...text.matchAll(USE)].map((match) => match[1]);
}

function reachable(start, tokens) {
  const kept = new Set();
  const queue = [...start];
  while (queue.length > 0) {
    const name = queue.pop();
    if (kept.has(name) || !tokens.has(name)) continue;
    kept.add(name);
    queue.push(...uses(tokens.get(name)));
  }
  return kept;
}

/** The theme's rule with only the tokens that `css` uses, directly or through other tokens. */
export function keepReachableTokens(theme, css) {
  const plain = theme.replace(/\/\*[\s\S]*?\*\//g, "");
  const tokens = new Map([...plain.matchAll(DECLARATION)].map((match) => [match[1], match[2].trim()]));
  const kept = reachable(uses(css), tokens);
  const lines = [...tokens].filter(([name]) => kept.has(name)).map(([name, value]) => `${name}:${value}`);
  return `.voorbeeld-theme{${lines.join(";")}}\n`;
}
