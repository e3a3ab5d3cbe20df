// What keys and buttons do in the notes.
import { baseKeymap, setBlockType, toggleMark } from "prosemirror-commands";
import { keymap } from "prosemirror-keymap";
import type { NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { Selection, type Command, type EditorState, type Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { redoCommand, relativePositionToAbsolutePosition, undoCommand, ySyncPluginKey, yUndoPluginKey } from "y-prosemirror";
import { createRelativePositionFromJSON, type Doc, type UndoManager, type XmlFragment } from "yjs";
import { schema } from "./schema";

const { nodes, marks } = schema;
type Line = "heading" | "beslut" | "atgard";
type List = "bullet_list" | "ordered_list";
type Bound = { readonly doc: Doc; readonly type: XmlFragment; readonly binding: { readonly mapping: Map<never, never> } };

/** What the buttons of the toolbar do. */
export type Deed = Line | List | "strong" | "em" | "link" | "undo" | "redo";

/** Makes lines what they are not, or plain again. */
export function toggleLine(name: Line): Command {
  return (state, _, view) => {
    if (!view) return true;
    const was = lineOf(state) === nodes[name];
    while (liftListItem(nodes["list_item"]!)(view.state, view.dispatch));
    return setBlockType(was ? nodes["paragraph"]! : nodes[name]!)(view.state, view.dispatch);
  };
}

/** Makes a list of lines, or plain lines of a list, or one kind of list of the other. */
export function toggleList(name: List): Command {
  return (state, _, view) => {
    if (!view) return true;
    const list = listOf(state);
    if (list?.type === nodes[name]) return liftListItem(nodes["list_item"]!)(view.state, view.dispatch);
    if (list) {
      view.dispatch(state.tr.setNodeMarkup(list.at, nodes[name]));
      return true;
    }
    if (lineOf(state) !== nodes["paragraph"]) setBlockType(nodes["paragraph"]!)(view.state, view.dispatch);
    return wrapInList(nodes[name]!)(view.state, view.dispatch);
  };
}

function lineOf({ selection: { $from } }: EditorState): NodeType {
  return $from.parent.type;
}

/** The innermost list around the selection, and where it begins. */
function listOf({ selection: { $from } }: EditorState): { readonly type: NodeType; readonly at: number } | undefined {
  for (let depth = $from.depth; depth > 0; depth--) {
    const { type } = $from.node(depth);
    if (type === nodes["bullet_list"] || type === nodes["ordered_list"]) return { type, at: $from.before(depth) };
  }
  return undefined;
}

/** Takes back or does again, and puts the caret behind what came: where it was before may be another's line by now. */
const puts = (command: Command): Command => (state, dispatch, view) => {
  const done = command(state, dispatch, view);
  const { undoStack, redoStack } = undoing(state);
  const came = view && (command === redoCommand ? undoStack : redoStack).at(-1)?.insertions.clients;
  for (const [client, spans] of came ?? []) {
    const { clock, len } = spans.at(-1)!;
    const { doc, type, binding } = ySyncPluginKey.getState(view!.state) as Bound;
    const at = relativePositionToAbsolutePosition(doc, type, createRelativePositionFromJSON({ item: { client, clock: clock + len - 1 }, assoc: -1 }), binding.mapping);
    if (at !== null) view!.dispatch(view!.state.tr.setSelection(Selection.near(view!.state.doc.resolve(at), -1)).scrollIntoView());
  }
  return done;
};

const [undo, redo] = [puts(undoCommand), puts(redoCommand)];

const deeds: Readonly<Record<Exclude<Deed, "link">, Command>> = {
  heading: toggleLine("heading"), beslut: toggleLine("beslut"), atgard: toggleLine("atgard"),
  bullet_list: toggleList("bullet_list"), ordered_list: toggleList("ordered_list"),
  strong: toggleMark(marks["strong"]!), em: toggleMark(marks["em"]!),
  undo, redo,
};

/** Does what a button says. */
export function act(view: EditorView, deed: Exclude<Deed, "link">): void {
  deeds[deed](view.state, view.dispatch, view);
}

/** What keeps what can be taken back in a text. */
export function undoing(state: EditorState): UndoManager {
  return (yUndoPluginKey.getState(state) as { readonly undoManager: UndoManager }).undoManager;
}

/** What holds where the caret is: these buttons are pressed, and these can be used. */
export type Held = { readonly pressed: ReadonlySet<Deed>; readonly undo: boolean; readonly redo: boolean };

export function held(state: EditorState): Held {
  const { from, to, empty, $from } = state.selection;
  const on = [lineOf(state).name, listOf(state)?.type.name, ...Object.keys(marks).filter(name => {
    const type = marks[name]!;
    return empty ? type.isInSet(state.storedMarks ?? $from.marks()) : state.doc.rangeHasMark(from, to, type);
  })];
  return { pressed: new Set(on as Deed[]), undo: Boolean(undoCommand(state)), redo: Boolean(redoCommand(state)) };
}

/** At the beginning of a heading, decision or action, Backspace makes it a plain line. */
const plainAgain: Command = (state, dispatch) => {
  const { empty, $from } = state.selection;
  if (!empty || $from.parentOffset > 0 || !$from.parent.isTextblock || lineOf(state) === nodes["paragraph"]) return false;
  return setBlockType(nodes["paragraph"]!)(state, dispatch);
};

const lineBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes["hard_break"]!.create()).scrollIntoView());
  return true;
};

/** The keys. Tab is not among them: it leaves the text. */
export function keys(leave: () => void, link: () => void): readonly Plugin[] {
  const out: Command = () => (leave(), true);
  return [
    keymap({
      "Mod-b": deeds.strong, "Mod-i": deeds.em, "Mod-k": () => (link(), true),
      "Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo,
      "Mod-Alt-2": deeds.heading, "Mod-Shift-7": deeds.ordered_list, "Mod-Shift-8": deeds.bullet_list,
      "Mod-]": sinkListItem(nodes["list_item"]!), "Mod-[": liftListItem(nodes["list_item"]!),
      Enter: splitListItem(nodes["list_item"]!), "Shift-Enter": lineBreak, "Mod-Enter": lineBreak,
      Backspace: plainAgain, Escape: out,
    }),
    keymap(baseKeymap),
  ];
}
