// Setting, changing and taking away links.
import type { Mark } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { linkTo, schema } from "./schema";

const type = schema.marks["link"]!;

/** Returns the address of the link at the selection; empty when there is none. */
export function linkAt(state: EditorState): string {
  const { mark } = around(state);
  return mark ? String(mark.attrs["href"]) : "";
}

/** Makes a link of what is selected, or of the link where the caret stands; with neither, the address is written out. False when it is no address. */
export function setLink(view: EditorView, written: string): boolean {
  const href = linkTo(written);
  if (!href) return false;
  const { state } = view;
  const { from, to } = around(state);
  const mark = type.create({ href });
  const tr = from === to ? state.tr.insert(from, state.schema.text(written.trim(), [mark])) : state.tr.removeMark(from, to, type).addMark(from, to, mark);
  done(view, tr);
  return true;
}

/** Leaves the text and takes its link away. */
export function removeLink(view: EditorView): void {
  const { from, to } = around(view.state);
  done(view, view.state.tr.removeMark(from, to, type));
}

function done(view: EditorView, tr: Transaction): void {
  view.dispatch(tr.removeStoredMark(type).scrollIntoView());
}

/** The selection; when nothing is selected, the whole link around the caret. */
function around({ selection, doc }: EditorState): { readonly from: number; readonly to: number; readonly mark?: Mark } {
  const { from, to, empty, $from } = selection;
  if (!empty) {
    let mark: Mark | undefined;
    doc.nodesBetween(from, to, node => { mark ??= type.isInSet(node.marks); });
    return { from, to, mark };
  }
  const mark = type.isInSet($from.marks());
  if (!mark) return { from, to };
  let [first, last] = [$from.index(), $from.indexAfter()];
  const { parent } = $from;
  const same = (i: number) => i >= 0 && i < parent.childCount && mark.isInSet(parent.child(i).marks);
  while (same(first - 1)) first--;
  while (same(last)) last++;
  const at = (index: number) => {
    let position = $from.start();
    for (let i = 0; i < index; i++) position += parent.child(i).nodeSize;
    return position;
  };
  return { from: at(first), to: at(last), mark };
}
