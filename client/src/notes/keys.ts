// What keys and buttons do in the notes.
import { baseKeymap, setBlockType, toggleMark } from "prosemirror-commands";
import { keymap } from "prosemirror-keymap";
import type { NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import type { Command, EditorState, Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { redoCommand, undoCommand, yUndoPluginKey } from "y-prosemirror";
import type { UndoManager } from "yjs";
import { schema } from "./schema";

const { nodes, marks } = schema;
type Line = "heading" | "beslut" | "atgard";
type List = "bullet_list" | "ordered_list";

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

const deeds: Readonly<Record<Exclude<Deed, "link">, Command>> = {
  heading: toggleLine("heading"), beslut: toggleLine("beslut"), atgard: toggleLine("atgard"),
  bullet_list: toggleList("bullet_list"), ordered_list: toggleList("ordered_list"),
  strong: toggleMark(marks["strong"]!), em: toggleMark(marks["em"]!),
  undo: undoCommand, redo: redoCommand,
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
      "Mod-z": undoCommand, "Mod-y": redoCommand, "Mod-Shift-z": redoCommand,
      "Mod-Alt-2": deeds.heading, "Mod-Shift-7": deeds.ordered_list, "Mod-Shift-8": deeds.bullet_list,
      "Mod-]": sinkListItem(nodes["list_item"]!), "Mod-[": liftListItem(nodes["list_item"]!),
      Enter: splitListItem(nodes["list_item"]!), "Shift-Enter": lineBreak, "Mod-Enter": lineBreak,
      Backspace: plainAgain, Escape: out,
    }),
    keymap(baseKeymap),
  ];
}
