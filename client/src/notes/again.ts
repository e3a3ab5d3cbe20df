// When somebody takes back what they took away, or does again what they took back, it
// comes back where it belongs, and the caret goes behind it. The place that the binding
// to Yjs remembers is counted in a text that others may have written in since, and may be
// in a line of theirs.
import { Selection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { relativePositionToAbsolutePosition, ySyncPluginKey } from "y-prosemirror";
import { createRelativePositionFromJSON, type Doc, type XmlFragment } from "yjs";
import { undoing } from "./keys";

type Bound = { readonly doc: Doc; readonly type: XmlFragment; readonly binding: { readonly mapping: Map<never, never> } };

/** Looks after the caret of a text that is open. */
export function again(view: EditorView): void {
  const manager = undoing(view.state);
  manager.on("stack-item-added", ({ stackItem, origin }) => { // which is after the text has changed
    if (origin !== manager) return; // somebody just writes
    for (const [client, spans] of stackItem.insertions.clients) {
      const { clock, len } = spans.at(-1)!;
      const { doc, type, binding } = ySyncPluginKey.getState(view.state) as Bound;
      const behind = createRelativePositionFromJSON({ item: { client, clock: clock + len - 1 }, assoc: -1 });
      const at = relativePositionToAbsolutePosition(doc, type, behind, binding.mapping);
      if (at !== null) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at), -1)).scrollIntoView());
    }
  });
}
