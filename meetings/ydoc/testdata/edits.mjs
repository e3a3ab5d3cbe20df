// One random edit of one document: every kind of shared type, and what people do to them.
import Y from "./yjs.mjs";
import { json, keys, value, words } from "./chance.mjs";
import { roots } from "./show.mjs";

const names = ["paragraph", "heading", "bullet_list", "list_item", "beslut", "atgard"];
const marks = ["strong", "em", "link", ""];
const flavours = {
  notes: { meeting: 5, "item:1": 3 },
  text: { text: 5, "": 1 },
  map: { map: 1 },
  array: { array: 1 },
  mixed: { meeting: 2, "item:1": 1, text: 2, map: 2, array: 2, "": 1 },
};

// flavour draws what a session is mostly about.
export const flavour = c => flavours[c.weighted({ notes: 5, text: 3, map: 1, array: 1, mixed: 4 })];

// edit changes doc in one place. With cut, positions may fall inside a surrogate pair.
export function edit(c, doc, about, cut) {
  const all = roots(doc);
  touch({ c, cut, depth: 0 }, all[c.weighted(about)]);
}

function touch(at, t) {
  const deeper = at.depth < 6 && at.c.often(0.6) ? at.c.one([null, ...inner(t)]) : null;
  if (deeper) return touch({ ...at, depth: at.depth + 1 }, deeper);
  if (t instanceof Y.Text) return inText(at, t);
  if (t instanceof Y.XmlElement && at.c.often(0.25)) return attribute(at.c, t);
  if (t instanceof Y.XmlFragment) return inFragment(at, t);
  if (t instanceof Y.Map) return inMap(at, t);
  return inArray(at, t);
}

function inner(t) {
  const out = [];
  for (let n = t._start; n; n = n.right) {
    if (!n.deleted && n.content instanceof Y.ContentType) out.push(n.content.type);
  }
  for (const n of t._map.values()) {
    if (!n.deleted && n.content instanceof Y.ContentType) out.push(n.content.type);
  }
  return out;
}

function fresh(at) {
  const { c } = at;
  switch (c.below(6)) {
    case 0: return new Y.Map(Array.from({ length: c.below(3) }, () => [c.one(keys), content(at)]));
    case 1: return Y.Array.from(Array.from({ length: c.below(3) }, () => entry(at)));
    case 2: return new Y.XmlHook(c.one(names));
    case 3: return element(at);
    case 4: return new Y.XmlText(words(c));
    default: return new Y.Text(words(c));
  }
}

const content = at => (at.depth < 4 && at.c.often(0.2) ? fresh({ ...at, depth: at.depth + 1 }) : value(at.c));

// entry is what an array takes: not every value of a map.
function entry(at) {
  const v = content(at);
  return v === undefined || typeof v === "bigint" ? null : v;
}

function element(at) {
  const { c } = at;
  const e = new Y.XmlElement(c.one(names));
  if (c.often(0.4)) e.setAttribute(c.one(keys), value(c));
  if (c.often(0.7)) e.insert(0, [at.depth < 3 && c.often(0.3) ? element({ ...at, depth: at.depth + 1 }) : new Y.XmlText(words(c))]);
  return e;
}

function attribute(c, t) {
  if (c.often(0.3)) t.removeAttribute(c.one(keys));
  else t.setAttribute(c.one(keys), c.often(0.5) ? json(c) : value(c));
}

function inFragment(at, t) {
  const { c } = at;
  if (t.length > 0 && c.often(0.3)) {
    const from = c.below(t.length);
    return t.delete(from, 1 + c.below(Math.min(3, t.length - from)));
  }
  const made = Array.from({ length: c.often(0.2) ? 2 : 1 }, () => c.often(0.6) ? element(at) : c.often(0.9) ? new Y.XmlText(words(c)) : new Y.XmlHook("h"));
  t.insert(c.often(0.3) ? t.length : c.below(t.length + 1), made);
}

function inMap({ c, ...at }, t) {
  const key = c.one(keys);
  if (c.often(0.25)) t.delete(key);
  else if (c.often(0.03)) t.clear();
  else t.set(key, content({ c, ...at }));
}

function inArray({ c, ...at }, t) {
  if (t.length > 0 && c.often(0.3)) {
    const from = c.below(t.length);
    return t.delete(from, 1 + c.below(Math.min(5, t.length - from)));
  }
  t.insert(c.often(0.3) ? t.length : c.below(t.length + 1), Array.from({ length: 1 + c.below(4) }, () => entry({ c, ...at })));
}

// units are the UTF-16 units of a text; what is no text counts as one.
function units(t) {
  let out = "";
  for (let n = t._start; n; n = n.right) {
    if (!n.deleted && n.countable) out += n.content instanceof Y.ContentString ? n.content.str : "\ufffc".repeat(n.length);
  }
  return out;
}

// whole moves a position that cuts a surrogate pair behind it.
function whole(text, i) {
  const cuts = /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(i - 1, i + 1));
  return cuts ? i + 1 : i;
}

function inText({ c, cut, ...at }, t) {
  const text = units(t);
  const place = i => (cut ? i : whole(text, i));
  const from = place(c.often(0.3) ? text.length : c.below(text.length + 1));
  const to = place(Math.min(text.length, from + 1 + c.below(c.often(0.2) ? 30 : 4)));
  const mark = () => ({ [c.one(marks)]: c.often(0.3) ? null : json(c) });
  switch (c.below(12)) {
    case 0: case 1: return t.delete(from, to - from);
    case 2: case 3: return t.format(from, to - from, mark());
    case 4: return t.insert(from, words(c), mark());
    case 5: return t.insertEmbed(from, c.often(0.4) && at.depth < 4 ? fresh({ c, cut, ...at, depth: at.depth + 1 }) : { image: words(c) }, c.often(0.5) ? mark() : undefined);
    case 6: return c.often(0.3) ? attribute(c, t) : t.applyDelta([{ retain: from }, { insert: words(c), attributes: mark() }, ...(to > from ? [{ delete: to - from }] : [])]);
    default: return t.insert(from, words(c));
  }
}
