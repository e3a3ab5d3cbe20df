// For tests: people with a text each, bound to a document as in the browser but drawn on
// no page. What each writes reaches another when that is asked for.
import { EditorState, Plugin, TextSelection, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { undoCommand, ySyncPlugin, yUndoPlugin } from "y-prosemirror";
import { applyUpdate, Doc } from "yjs";
import { blanks } from "./blank";
import { act, keys, undoing, type Deed } from "./keys";
import { mend } from "./mend";
import { schema } from "./schema";

export class Person {
  readonly doc = new Doc();
  readonly waiting: Uint8Array[] = []; // what was written and has not reached anybody
  readonly #view: EditorView;

  /** client is whom the document takes the person for: of two who write at one place the lower comes first. */
  constructor(client: number) {
    this.doc.clientID = client;
    const root = this.doc.getXmlFragment("meeting");
    const plugins = [ySyncPlugin(root) as Plugin, blanks(root), yUndoPlugin(), ...keys(() => {}, () => {})];
    this.#view = viewOf(EditorState.create({ schema, plugins }), plugins);
    mend(this.#view, this.doc, "meeting");
    this.doc.on("update", (update: Uint8Array, origin: unknown) => { if (!(origin instanceof Uint8Array)) this.waiting.push(update); });
  }

  get state(): EditorState {
    return this.#view.state;
  }

  /** The lines, as plain text. */
  get text(): string {
    return this.state.doc.textBetween(0, this.state.doc.content.size, "\n");
  }

  do(change: (tr: Transaction) => Transaction): void {
    this.#view.dispatch(change(this.state.tr));
  }

  write(text: string, at: number, to = at): void {
    this.do(tr => tr.insertText(text, at, to));
  }

  /** Puts the caret somewhere and presses a key or a button. */
  press(what: "Enter" | "Backspace" | "Delete" | Exclude<Deed, "link">, at: number): void {
    this.do(tr => tr.setSelection(TextSelection.create(tr.doc, at)));
    if (what !== "Enter" && what !== "Backspace" && what !== "Delete") return act(this.#view, what);
    for (const plugin of this.state.plugins) {
      if (plugin.props.handleKeyDown?.call(plugin, this.#view, { key: what } as KeyboardEvent)) return;
    }
  }

  undo(): void {
    undoCommand(this.state, () => {});
  }

  /** What is done from now on is taken back by itself. */
  pause(): void {
    undoing(this.state).stopCapturing();
  }

  /** Has the other take in what was written here: all, or the first so many changes. */
  tell(other: Person, most = Infinity): void {
    for (const update of this.waiting.splice(0, most)) applyUpdate(other.doc, update, update);
  }
}

/** What the editor and its plugins ask of a view, without a page. */
function viewOf(state: EditorState, plugins: readonly Plugin[]): EditorView {
  const looking: { update?: (view: EditorView, was: EditorState) => void }[] = [];
  const view = {
    state, editable: true, isDestroyed: false, _root: {},
    hasFocus: () => false,
    endOfTextblock: (way: string) => {
      const { $from: { pos, parentOffset }, $from } = view.state.selection;
      return way === "backward" ? parentOffset === 0 : pos === $from.end();
    },
    dispatch: (tr: Transaction) => {
      const was = view.state;
      view.state = was.apply(tr);
      for (const one of looking) one.update?.(view as unknown as EditorView, was);
    },
  };
  for (const { spec } of plugins) if (spec.view) looking.push(spec.view(view as unknown as EditorView));
  return view as unknown as EditorView;
}
