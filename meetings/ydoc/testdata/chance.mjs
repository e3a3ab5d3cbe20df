// Chance, the same for the same seed: mulberry32, and what sessions draw from it.

// chance returns the draws of one seed.
export function chance(seed) {
  let a = seed >>> 0;
  const real = () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  real();
  const below = n => Math.floor(real() * n);
  const one = list => list[below(list.length)];
  const often = p => real() < p;
  const shuffle = list => {
    for (let i = list.length - 1; i > 0; i--) {
      const j = below(i + 1);
      [list[i], list[j]] = [list[j], list[i]];
    }
    return list;
  };
  // weighted draws a key of {key: weight}.
  const weighted = weights => {
    const keys = Object.keys(weights);
    let left = real() * keys.reduce((sum, k) => sum + weights[k], 0);
    return keys.find(k => (left -= weights[k]) < 0) ?? keys[0];
  };
  return { real, below, one, often, shuffle, weighted };
}

const pieces = ["a", "b", "hej ", "å", "ö", " ", "\n", "🙂", "👩‍👩‍👧", "e\u0301", "ringa in", "\ufeff", "\u0000", "漢字", "beslut", "𝔘𝔫"];

// words is a short text; now and then a long one.
export function words(c) {
  const n = c.often(0.03) ? 40 : 1 + c.below(c.often(0.3) ? 6 : 2);
  return Array.from({ length: n }, () => c.one(pieces)).join("");
}

export const keys = ["", "a", "b", "level", "who", "\u0000", "ä", "🙂"];

const scalars = [
  null, undefined, true, false, 0, -0, 1, -1, 63, 64, -64, 127, 128, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 53 - 1, -(2 ** 53) + 1, 1.5, 0.1, 1e300,
  NaN, Infinity, -Infinity, 12n, -(2n ** 63n), "", "text", "🙂",
];

// value is whatever lib0 can write as any.
export function value(c, depth = 0) {
  switch (depth > 2 ? 0 : c.below(8)) {
    case 1: return words(c);
    case 2: return Uint8Array.from({ length: c.below(5) }, () => c.below(256));
    case 3: return Array.from({ length: c.below(3) }, () => value(c, depth + 1));
    case 4: return Object.fromEntries(Array.from({ length: c.below(3) }, () => [c.one(keys), value(c, depth + 1)]));
    case 5: return c.below(1000) - 500;
    default: return c.one(scalars);
  }
}

// json is what survives JSON: the values of embeds and of formatting.
export function json(c) {
  return c.one([true, true, 1, -1.5, "", "x", "röd", { href: "https://example.org/å" }, { "": [1, null] }, [], false]);
}
