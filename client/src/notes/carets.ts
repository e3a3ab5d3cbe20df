// Where others are in a text: a thin line in their colour, with their name for a while
// after each move. Everything is by class, as the security policy wants it, and hidden
// from screen readers, which would otherwise read names in the middle of sentences.
import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import type { Awareness } from "y-protocols/awareness";
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey } from "y-prosemirror";
import { createRelativePositionFromJSON, type Doc, type XmlFragment } from "yjs";
import type { Writer } from "../wire";
import { heedCaret } from "./composing";

/** How long a name stays after a move, in milliseconds. */
const named = 3_000;
/** How soon it is looked again whether a word is still being composed, which a line within it would break, in milliseconds. */
const soon = 50;

type Place = { readonly item: string; readonly anchor: unknown; readonly head: unknown };
type State = { readonly user?: Writer; readonly cursor?: Place | null };
type Bound = { readonly doc: Doc; readonly type: XmlFragment; readonly binding: { readonly mapping: Map<never, never> } };

const key = new PluginKey<DecorationSet>("carets");

/** Shows others in one fragment, and tells them where one is oneself. */
export function carets(awareness: Awareness, fragment: string): Plugin<DecorationSet> {
  const draw = (state: EditorState) => drawn(state, awareness, fragment);
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_, state) => draw(state),
      apply: (tr, before, _, state) => {
        const came = (tr.getMeta(ySyncPluginKey) as { readonly isChangeOrigin?: boolean } | undefined)?.isChangeOrigin;
        return came || tr.getMeta(key) ? draw(state) : before.map(tr.mapping, tr.doc);
      },
    },
    props: { decorations: state => key.getState(state) },
    view: view => {
      const ears = listening(view, awareness, fragment);
      const mouth = telling(view, awareness, fragment);
      return { update: mouth.tell, destroy: () => { ears.close(); mouth.close(); } };
    },
  });
}

/** Draws anew when somebody has come to a fragment, moved in it or left it. */
function listening(view: EditorView, awareness: Awareness, fragment: string) {
  let here = new Set<number>();
  let timer = 0;
  const draw = () => {
    clearTimeout(timer);
    if (view.isDestroyed) return;
    if (view.composing) timer = setTimeout(draw, soon);
    else {
      heedCaret(document);
      view.dispatch(view.state.tr.setMeta(key, true));
    }
  };
  const heard = ({ added, updated, removed }: Record<"added" | "updated" | "removed", readonly number[]>) => {
    const now = new Set([...awareness.getStates()].filter(([, s]) => (s as State).cursor?.item === fragment).map(([id]) => id));
    const concerned = [...added, ...updated, ...removed].some(id => id !== awareness.clientID && (now.has(id) || here.has(id)));
    here = now;
    if (concerned) draw();
  };
  awareness.on("change", heard);
  return { close: () => { clearTimeout(timer); awareness.off("change", heard); } };
}

/** Tells where one is, as long as one is here. */
function telling(view: EditorView, awareness: Awareness, fragment: string) {
  let told = "";
  const tell = () => {
    const place = view.hasFocus() && view.editable ? placeOf(view.state, fragment) : null;
    const text = place ? JSON.stringify(place) : "";
    if (text === told) return;
    told = text;
    awareness.setLocalStateField("cursor", place);
  };
  view.dom.addEventListener("focus", tell);
  view.dom.addEventListener("blur", tell);
  const close = () => {
    view.dom.removeEventListener("focus", tell);
    view.dom.removeEventListener("blur", tell);
    if (told) awareness.setLocalStateField("cursor", null);
  };
  return { tell, close };
}

function placeOf(state: EditorState, item: string): Place {
  const { type, binding } = ySyncPluginKey.getState(state) as Bound;
  const at = (position: number): unknown => absolutePositionToRelativePosition(position, type, binding.mapping);
  return { item, anchor: at(state.selection.anchor), head: at(state.selection.head) };
}

function drawn(state: EditorState, awareness: Awareness, fragment: string): DecorationSet {
  const bound = ySyncPluginKey.getState(state) as Bound | undefined;
  if (!bound || bound.binding.mapping.size === 0) return DecorationSet.empty;
  const all = [...awareness.getStates()].flatMap(([id, other]) => {
    const { user, cursor } = other as State;
    return id !== awareness.clientID && user && cursor?.item === fragment ? person(state, bound, id, user, cursor) : [];
  });
  return DecorationSet.create(state.doc, all);
}

/** One person's caret, and what they have marked. */
function person(state: EditorState, { doc, type, binding }: Bound, id: number, user: Writer, { anchor, head }: Place): readonly Decoration[] {
  const most = Math.max(state.doc.content.size - 1, 0);
  const at = (position: unknown) => {
    const found = relativePositionToAbsolutePosition(doc, type, createRelativePositionFromJSON(position), binding.mapping);
    return found === null ? undefined : Math.min(found, most);
  };
  const [from, to] = [at(anchor), at(head)];
  if (from === undefined || to === undefined) return [];
  const colour = `colour-${user.colour & 7}`;
  return [
    Decoration.widget(to, () => caret(user.name, colour), { key: `${id} ${JSON.stringify(head)}`, side: 10 }),
    Decoration.inline(Math.min(from, to), Math.max(from, to), { class: `marked ${colour}` }),
  ];
}

function caret(name: string, colour: string): HTMLElement {
  const line = document.createElement("span");
  const label = document.createElement("span");
  line.className = `caret fresh ${colour}`;
  line.ariaHidden = "true";
  label.dataset["name"] = name; // drawn by the stylesheet, so that no name is ever in the text
  line.append(label);
  setTimeout(() => line.classList.remove("fresh"), named);
  return line;
}
