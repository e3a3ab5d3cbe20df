// One text for one content: equal exactly when the contents are. Numbers are shown by
// their bits, so that −0 is not 0.
import Y from "./yjs.mjs";

const bits = new DataView(new ArrayBuffer(8));

function number(n) {
  bits.setFloat64(0, n);
  return "#" + bits.getBigUint64(0).toString(16).padStart(16, "0");
}

const quoted = s => '"' + s.replaceAll("\\", "\\\\").replaceAll('"', '\\"') + '"';

// entries lists name and value in the order of the names' bytes.
function entries(pairs) {
  const sorted = [...pairs].sort((a, b) => Buffer.compare(Buffer.from(a[0]), Buffer.from(b[0])));
  return "{" + sorted.map(([k, v]) => quoted(k) + ":" + show(v)).join(",") + "}";
}

export function show(v) {
  if (v instanceof Y.AbstractType) return shared(v);
  if (v === null) return "null";
  if (v instanceof Uint8Array) return "x" + Buffer.from(v).toString("hex");
  if (Array.isArray(v)) return "[" + v.map(show).join(",") + "]";
  switch (typeof v) {
    case "number": return number(v);
    case "bigint": return "n" + v;
    case "string": return quoted(v);
    case "object": return entries(Object.entries(v));
    default: return String(v);
  }
}

function shared(t) {
  if (t instanceof Y.XmlHook) return "hook" + quoted(t.hookName) + fields(t);
  if (t instanceof Y.XmlText) return "xmltext" + fields(t) + "[" + told(runs(t)) + "]";
  if (t instanceof Y.Text) return "text" + fields(t) + "[" + told(runs(t)) + "]";
  if (t instanceof Y.XmlElement) return "element" + quoted(t.nodeName) + fields(t) + list(t);
  if (t instanceof Y.XmlFragment) return "fragment" + list(t);
  if (t instanceof Y.Map) return "map" + fields(t);
  return "array" + list(t);
}

function fields(t) {
  const pairs = [];
  for (const [key, item] of t._map) {
    if (!item.deleted) pairs.push([key, item.content.getContent()[item.length - 1]]);
  }
  return entries(pairs);
}

function list(t) {
  const out = [];
  for (let n = t._start; n; n = n.right) {
    if (!n.deleted && n.countable) out.push(...n.content.getContent().map(show));
  }
  return "[" + out.join(",") + "]";
}

// runs is the text in pieces of equal formatting, markers that change nothing left out.
function runs(t) {
  const out = [];
  const marks = new Map();
  let told = "{}";
  for (let n = t._start; n; n = n.right) {
    if (n.deleted) continue;
    const c = n.content;
    if (c instanceof Y.ContentFormat) {
      if (c.value === null) marks.delete(c.key);
      else marks.set(c.key, c.value);
      told = entries(marks);
    } else if (c instanceof Y.ContentString) {
      out.push({ text: c.str, marks: told });
    } else {
      for (const v of c.getContent()) out.push({ other: show(v), marks: told });
    }
  }
  return out;
}

function told(pieces) {
  const out = [];
  for (const p of pieces) {
    const last = out[out.length - 1];
    if (p.text !== undefined && last?.text !== undefined && last.marks === p.marks) last.text += p.text;
    else out.push({ ...p });
  }
  return out.map(p => (p.other ?? quoted(p.text)) + p.marks).join(",");
}

// roots are the shared types every session has.
export function roots(doc) {
  return {
    meeting: doc.getXmlFragment("meeting"), "item:1": doc.getXmlFragment("item:1"), text: doc.getText("text"),
    map: doc.getMap("map"), array: doc.getArray("array"), "": doc.get("", Y.XmlText),
  };
}

// contents shows every root that holds something.
export function contents(doc) {
  const out = {};
  for (const [name, t] of Object.entries(roots(doc))) out[name] = shared(t);
  return out;
}
