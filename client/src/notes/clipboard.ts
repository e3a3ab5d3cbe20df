// How text goes between the notes and other programs.
import { DOMParser, DOMSerializer, type DOMOutputSpec, type Node as Block, type ParseOptions } from "prosemirror-model";
import type { DirectEditorProps } from "prosemirror-view";
import { clean, inert, lines } from "./paste";
import { dataOf, levelOf, schema } from "./schema";
import type { NotesWords } from "./words";

/** Has what is copied written as others want it, and what is pasted put right before the schema is asked what it is. Until then the schema writes and takes what it knows. */
export function clipboard(words: NotesWords): Partial<DirectEditorProps> {
  const parser = new DOMParser(schema, DOMParser.fromSchema(schema).rules);
  const parse = (dom: Node, options?: ParseOptions) => {
    clean(dom as Element);
    return DOMParser.prototype.parseSlice.call(parser, dom, options);
  };
  parser.parseSlice = parse;
  return {
    clipboardSerializer: copying(words),
    transformPastedHTML: inert, clipboardParser: parser, clipboardTextParser: (text, context) => parse(lines(text, document), { context }),
  };
}

/** Headings from h2, and decisions with their word. */
function copying(words: NotesWords): DOMSerializer {
  const { nodes: draw, marks: mark } = DOMSerializer.fromSchema(schema);
  const say = (word: string) => (node: Block): DOMOutputSpec => ["p", { class: node.type.name, ...dataOf(node) }, ["strong", `${word}: `], ["span", 0]];
  return new DOMSerializer({ ...draw, heading: node => [`h${levelOf(node)}`, 0], beslut: say(words.beslut), atgard: say(words.atgard) }, mark);
}
