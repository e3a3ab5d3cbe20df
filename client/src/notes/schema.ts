// What may stand in the notes: version 1 of the schema, which meetings/notes in Go
// reads out. Nodes are only ever added, with a new version: the binding to Yjs deletes
// what its schema does not know. Content is asked for loosely, since two people's
// changes may meet in ways that nobody typed, and what does not fit is deleted too.
import { Schema, type MarkSpec, type Node, type NodeSpec } from "prosemirror-model";

const schemes = /^(https?:\/\/[^/\s]|mailto:[^\s]|tel:[^\s])/i;

/** Returns an address that a link may have, or undefined: http and https, mail and telephone. */
export function linkTo(text: string): string | undefined {
  const address = text.trim();
  if (schemes.test(address)) return address;
  if (/^[^\s@/:]+@[^\s@/:]+\.[a-z]{2,}$/i.test(address)) return `mailto:${address}`;
  if (/^\+?[\d\s-]{6,}$/.test(address)) return `tel:${address.replace(/[\s-]/g, "")}`;
  if (/^([a-z\d-]+\.)+[a-z]{2,}([/?#]\S*)?$/i.test(address)) return `https://${address}`;
  return undefined;
}

/** Headings stand under those of the agenda's items, so they are two levels further down on the page. */
const below = 2;

const levels = [["h1", 2], ["h2", 2], ["h3", 3], ["h4", 3], ["h5", 3], ["h6", 3]] as const;

const nodes: Readonly<Record<string, NodeSpec>> = {
  doc: { content: "block+" },
  paragraph: { group: "block", content: "inline*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
  heading: {
    group: "block", content: "inline*", attrs: { level: { default: 2 } }, defining: true,
    parseDOM: [
      { tag: "[data-level]", getAttrs: dom => ({ level: dom.dataset["level"] === "3" ? 3 : 2 }) },
      ...levels.map(([tag, level]) => ({ tag, attrs: { level } })),
    ],
    toDOM: node => [`h${levelOf(node) + below}`, { "data-level": levelOf(node) }, 0],
  },
  beslut: boxed("beslut"),
  atgard: boxed("atgard", { who: { default: null }, by: { default: null } }),
  bullet_list: { group: "block", content: "list_item+", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
  ordered_list: { group: "block", content: "list_item+", parseDOM: [{ tag: "ol" }], toDOM: () => ["ol", 0] },
  list_item: { content: "block+", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
  text: { group: "inline" },
  hard_break: { group: "inline", inline: true, selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"], leafText: () => "\n" },
};

/** A line of its own kind: what it is stands before it, by the stylesheet, in the language of the page. */
function boxed(name: string, attrs: NodeSpec["attrs"] = {}): NodeSpec {
  const told = (dom: HTMLElement) => Object.fromEntries(Object.keys(attrs).map(a => [a, dom.dataset[a] ?? null]));
  return {
    group: "block", content: "inline*", attrs, defining: true,
    parseDOM: [{ tag: `p.${name}`, getAttrs: told, priority: 60 }],
    toDOM: node => ["p", { class: name, ...dataOf(node) }, 0],
  };
}

export function dataOf(node: Node): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(node.attrs).flatMap(([name, value]) => (value ? [[`data-${name}`, String(value)]] : [])));
}

export function levelOf(node: Node): 2 | 3 {
  return node.attrs["level"] === 3 ? 3 : 2; // whatever another program has written
}

const marks: Readonly<Record<string, MarkSpec>> = {
  link: {
    attrs: { href: {} }, inclusive: false,
    parseDOM: [{ tag: "a[href]", getAttrs: dom => { const href = linkTo(dom.getAttribute("href") ?? ""); return href ? { href } : false; } }],
    toDOM: mark => {
      const href = linkTo(String(mark.attrs["href"]));
      return ["a", href ? { href, rel: "nofollow noopener noreferrer" } : {}, 0];
    },
  },
  strong: {
    parseDOM: [
      { tag: "strong" }, { tag: "b", getAttrs: dom => /^(normal|[1-4]00)$/.test(dom.style.fontWeight) ? false : null },
      { style: "font-weight=normal", clearMark: mark => mark.type.name === "strong" },
      { style: "font-weight", getAttrs: weight => /^(bold(er)?|[6-9]\d\d)$/.test(weight) && null },
    ],
    toDOM: () => ["strong", 0],
  },
  em: {
    parseDOM: [{ tag: "em" }, { tag: "i", getAttrs: dom => dom.style.fontStyle !== "normal" && null }, { style: "font-style=italic" }, { style: "font-style=normal", clearMark: mark => mark.type.name === "em" }],
    toDOM: () => ["em", 0],
  },
};

export const schema = new Schema({ nodes, marks });
