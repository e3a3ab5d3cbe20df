// One text of the notes, open for writing or for reading.
import { EditorState, Plugin } from "prosemirror-state";
import { EditorView, type DirectEditorProps } from "prosemirror-view";
import type { Awareness } from "y-protocols/awareness";
import { ySyncPlugin, yUndoPlugin } from "y-prosemirror";
import type { Doc } from "yjs";
import { blanks } from "./blank";
import { carets } from "./carets";
import { heedCaret, type Composing } from "./composing";
import { keys } from "./keys";
import { schema } from "./schema";
import { typing } from "./signs";

export type Text = {
  readonly doc: Doc;
  readonly awareness: Awareness;
  readonly composing: Composing;
  readonly fragment: string;
  readonly words: Readonly<Record<"notesWrite", string>>;
  readonly may: () => boolean; // be written in
  readonly name: () => string; // for screen readers
  readonly changed: (view: EditorView) => void; // its text, its selection, or whether it has focus
  readonly leave: () => void; // to the toolbar
  readonly link: () => void; // asks for the address of a link
  readonly tooMuch: () => void; // was pasted
};

/** The most that is pasted at once, in characters: an update must not be larger than the server takes. */
const mostPasted = 20_000;

/** What somebody has made stays when another has written in it, though the first takes it back. */
const kept = new Set(Object.keys(schema.nodes).filter(name => name !== "hard_break" && name !== "text" && name !== "doc"));

/** Opens a text inside an element. */
export function openText(inside: HTMLElement, text: Text): EditorView {
  const { doc, awareness, composing, fragment, changed } = text;
  const root = doc.getXmlFragment(fragment);
  const state = EditorState.create({
    schema,
    plugins: [
      ySyncPlugin(root) as Plugin, blanks(root), carets(awareness, fragment), yUndoPlugin({ protectedNodes: kept }),
      typing(), ...keys(text.leave, text.link), new Plugin({ view: () => ({ update: changed }) }),
    ],
  });
  inside.style.setProperty("--write", JSON.stringify(text.words.notesWrite));
  const view = new EditorView(inside, { state, ...props(text) });
  composing.watch(view.dom);
  return view;
}

function props({ may, name, changed, tooMuch }: Text): Omit<DirectEditorProps, "state"> {
  const focus = (view: EditorView) => { changed(view); return false; };
  return {
    editable: may,
    attributes: state => attributes(may(), name(), state),
    scrollMargin: margins, scrollThreshold: margins,
    handleDOMEvents: { focus, blur: focus, keydown: (_, { isComposing }) => { if (!isComposing) heedCaret(document); } },
    handlePaste: (_, __, slice) => slice.content.size > mostPasted && (tooMuch(), true),
    handleClick: (view, _, event) => {
      const link = (event.target as Element).closest("a");
      if (!link?.href || !(view.editable ? event.ctrlKey || event.metaKey : event.button === 0)) return false;
      open(link.href, "_blank", "noopener,noreferrer");
      return true;
    },
  };
}

function attributes(may: boolean, name: string, { doc }: EditorState): Readonly<Record<string, string>> {
  const empty = doc.childCount === 1 && doc.firstChild?.type === schema.nodes["paragraph"] && doc.firstChild?.content.size === 0;
  const look = { class: empty ? "text blank" : "text", lang: "sv" };
  if (!may) return look;
  return { ...look, role: "textbox", "aria-multiline": "true", "aria-label": name, autocapitalize: "sentences", spellcheck: "true" };
}

/** How far from the edges the caret is kept: on a phone the card, the buttons and the tabs lie over the text, and they are as high as their words. */
const margins = {
  left: 0, right: 0,
  get top() { return over(".now", 80, ({ bottom }) => bottom); },
  get bottom() { return over(".tools-of-notes", 32, ({ top }) => (visualViewport?.height ?? innerHeight) - top); },
};

function over(what: string, wide: number, reach: (box: DOMRect) => number): number {
  const e = matchMedia("(max-width: 47.99rem)").matches && document.querySelector(what);
  if (!e) return wide;
  return /sticky|fixed/.test(getComputedStyle(e).position) ? reach(e.getBoundingClientRect()) + 16 : 16;
}
