// What typing a sign at the beginning of a plain line makes of it, as in Markdown, and
// what it makes of an address. Taking it back once leaves the sign as it was typed.
import { setBlockType } from "prosemirror-commands";
import type { Attrs, NodeType } from "prosemirror-model";
import { wrapInList } from "prosemirror-schema-list";
import { Plugin, type Command } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { undoing } from "./keys";
import { linkTo, schema } from "./schema";

const { nodes, marks } = schema;
const line = (type: NodeType, attrs?: Attrs) => setBlockType(type, attrs);

const signs: readonly (readonly [RegExp, Command])[] = [
  [/^[-*–] $/, wrapInList(nodes["bullet_list"]!)],
  [/^1[.)] $/, wrapInList(nodes["ordered_list"]!)],
  [/^##? $/, line(nodes["heading"]!, { level: 2 })],
  [/^#{3,6} $/, line(nodes["heading"]!, { level: 3 })],
  [/^(beslut|decision): $/i, line(nodes["beslut"]!)],
  [/^(åtgärd|action): $/i, line(nodes["atgard"]!)],
];

export function typing(): Plugin {
  return new Plugin({ props: {
    handleTextInput: (view, from, to, text) => text === " " && from === to && !view.composing && typed(view, text),
    // Keyboards of phones compose, and write the space themselves.
    handleDOMEvents: { compositionend: view => { setTimeout(() => { if (!view.isDestroyed) typed(view, ""); }); } },
  } });
}

/** Looks at what stands before the caret, with what is being typed. */
function typed(view: EditorView, text: string): boolean {
  const { $from, empty } = view.state.selection;
  if (!empty || !$from.parent.isTextblock) return false;
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc") + text;
  const [, make] = signs.find(([sign]) => sign.test(before)) ?? [];
  if (!make) return linked(view, before, text);
  if ($from.depth !== 1 || $from.parent.type !== nodes["paragraph"]) return false;
  if (text) view.dispatch(view.state.tr.insertText(text));
  undoing(view.state).stopCapturing();
  view.dispatch(view.state.tr.delete($from.start(), view.state.selection.from));
  return make(view.state, view.dispatch);
}

/** An address that a space has ended becomes a link. */
function linked(view: EditorView, before: string, text: string): boolean {
  const [whole, address = ""] = /((?:https?:\/\/|www\.)\S*[^\s.,;:!?)]|[^\s@]+@[^\s@]+\.[a-z]{2,})[.,;:!?)]* $/i.exec(before) ?? [];
  const href = linkTo(address);
  if (whole === undefined || !href) return false;
  const from = view.state.selection.from - (whole.length - text.length);
  if (view.state.doc.rangeHasMark(from, from + address.length, marks["link"]!)) return false;
  view.dispatch(view.state.tr.insertText(text).addMark(from, from + address.length, marks["link"]!.create({ href })).removeStoredMark(marks["link"]!));
  return true;
}
