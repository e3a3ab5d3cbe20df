// When others make a heading or a list of a line, or join it to the line before, the
// binding to Yjs writes a new line in the place of the old one, with the letters that they
// knew of. What was written here in the old line meanwhile would be gone with it. It is
// written once more, where it belongs in the new line, and the caret goes there too.
//
// Written again is what
//   - this very client wrote, so that of several who mend each writes its own,
//   - stood there until this change, in a line that this change removed, and
//   - those who removed the line knew nothing of: they named neither the letters nor, of
//     letters that were put back here by taking back, the ones that were put back.
//
// Each piece is written by itself. Of several places in one change the binding makes one,
// with all that stands between: what others wrote there would become this client's, and
// be written again the next time.
import type { Node } from "prosemirror-model";
import { Selection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { absolutePositionToRelativePosition, ySyncPluginKey } from "y-prosemirror";
import {
  ContentString, createDeleteSet, createID, createAbsolutePositionFromRelativePosition, decodeUpdate, isDeleted, isParentOf, Item, iterateDeletedStructs, mergeDeleteSets, XmlText,
  type Doc, type RelativePosition, type Transaction, type XmlElement, type XmlFragment,
} from "yjs";

type DeleteSet = ReturnType<typeof createDeleteSet>;
/** A text and what stood around it in its line; empty for the caret. lines: so many of the outermost lines stand before it. */
type Lost = { readonly before: string; readonly text: string; readonly behind: string; readonly lines: number };
type Line = XmlText | XmlElement | XmlFragment;
type Bound = { readonly type: XmlFragment; readonly binding: { readonly mapping: Map<never, never> } };

/** So much of what stands around a text is compared. */
const near = 200;

/** Watches over what is written in a text that is open. The updates of others must be applied with themselves for their origin. */
export function mend(view: EditorView, doc: Doc, fragment: string): void {
  const root = doc.getXmlFragment(fragment);
  let was: Node | undefined;
  let caret: (() => Lost | undefined) | undefined;
  let lost: readonly Lost[] = [];
  let moved: Lost | undefined;
  const events = {
    beforeAllTransactions: () => {
      was = view.state.doc;
      caret = view.hasFocus() ? caretOf(view, root) : undefined;
    },
    afterTransaction: (by: Transaction) => {
      if (!(by.origin instanceof Uint8Array) || !view.editable) return;
      lost = [...lost, ...lostIn(root, by, by.origin)];
      moved ??= caret?.();
    },
    afterAllTransactions: () => {
      const [old, texts, place] = [was, lost, moved];
      [was, lost, moved] = [undefined, [], undefined];
      if (old && (texts.length > 0 || place)) writeAgain(view, old, texts, place);
    },
  };
  for (const name of Object.keys(events) as (keyof typeof events)[]) {
    const hear = (told: unknown) => {
      if (view.isDestroyed) doc.off(name, hear);
      else events[name](told as Transaction);
    };
    doc.on(name, hear);
  }
}

/** Remembers where the caret is, and returns what tells whether its line is gone. */
function caretOf({ state }: EditorView, root: XmlFragment): (() => Lost | undefined) | undefined {
  const { binding } = ySyncPluginKey.getState(state) as Bound;
  const { empty, $from: { pos, parent, parentOffset } } = state.selection;
  if (!empty || !parent.isTextblock) return undefined;
  const text = textOf(parent);
  const at = absolutePositionToRelativePosition(pos, root, binding.mapping) as RelativePosition;
  return () => {
    const line = root.doc && (createAbsolutePositionFromRelativePosition(at, root.doc)?.type as Line | undefined);
    if (!line || !itemOf(line)?.deleted) return undefined;
    return { before: text.slice(0, parentOffset), text: "", behind: text.slice(parentOffset), lines: linesBefore(root, line) };
  };
}

function itemOf(line: Line): Item | null {
  return line["_item"];
}

function textOf(line: Node): string {
  return line.textBetween(0, line.content.size, undefined, "\n");
}

/** How many of the outermost lines stand before one, or one that is gone. */
function linesBefore(root: XmlFragment, line: Line): number {
  let item = itemOf(line);
  while (item && item.parent !== root) item = itemOf(item.parent as Line);
  let n = item?.deleted ? 0 : 1;
  for (let left = item?.left; left; left = left.left) if (!left.deleted) n++;
  return n;
}

/** Returns what is to be written again. */
function lostIn(root: XmlFragment, by: Transaction, update: Uint8Array): readonly Lost[] {
  const { deleteSet, doc: { clientID } } = by;
  if (!deleteSet.clients.has(clientID)) return [];
  const known = knownTo(by, decodeUpdate(update).ds);
  const gone = new Set<XmlText>();
  iterateDeletedStructs(by, deleteSet, item => {
    const { id, parent: line } = item as Item;
    if (id.client === clientID && line instanceof XmlText && itemOf(line)?.deleted && isParentOf(root, itemOf(line))) gone.add(line);
  });
  const stood = (item: Item) => isDeleted(deleteSet, item.id);
  const unknown = ({ id }: Item, nth: number) => id.client === clientID && !isDeleted(known, createID(clientID, id.clock + nth));
  return [...gone].flatMap(line => runs(lettersOf(line, stood, unknown), linesBefore(root, line)));
}

/** What the others knew of: what they named, and what taking back has put here in the place of that. */
function knownTo(by: Transaction, named: DeleteSet): DeleteSet {
  const again = createDeleteSet();
  iterateDeletedStructs(by, named, item => {
    if (!(item instanceof Item) || !item.redone) return;
    const { redone: { client, clock }, length } = item;
    again.clients.set(client, [...again.clients.get(client) ?? [], { clock, len: length }]);
  });
  return again.clients.size > 0 ? mergeDeleteSets([named, knownTo(by, again)]) : named;
}

type Letter = { readonly letter: string; readonly lost: boolean };

/** The letters of a line that is gone. */
function lettersOf(line: XmlText, stood: (item: Item) => boolean, lost: (item: Item, nth: number) => boolean): readonly Letter[] {
  const all: Letter[] = [];
  for (let item = line["_start"]; item; item = item.right) {
    const { content } = item;
    if (!(content instanceof ContentString) || !stood(item)) continue;
    for (let nth = 0; nth < item.length; nth++) all.push({ letter: content.str.charAt(nth), lost: lost(item, nth) });
  }
  return all;
}

/** The runs of what is lost, in their order. */
function runs(letters: readonly Letter[], lines: number): readonly Lost[] {
  const join = (some: readonly Letter[]) => some.map(l => l.letter).join("");
  const found: Lost[] = [];
  for (let from = 0, to = 0; from < letters.length; from = to + 1) {
    for (to = from; letters[to]?.lost; to++);
    if (to > from) found.push({ before: join(letters.slice(0, from)), text: join(letters.slice(from, to)), behind: join(letters.slice(to).filter(l => !l.lost)), lines });
  }
  return found;
}

/** Writes texts where they belong among the lines that are new, and puts the caret there if its line is gone. */
function writeAgain(view: EditorView, old: Node, texts: readonly Lost[], caret: Lost | undefined): void {
  const known = new Set<Node>();
  old.descendants(node => { known.add(node); });
  for (const lost of texts) {
    const { tr } = view.state; // of its own: of two places in one change the binding makes one, with all that stands between
    const place = placeOf(tr.doc, known, lost, 0.9);
    if (place) tr.insertText(lost.text, place);
    else tr.insert(outermost(tr.doc, lost.lines), view.state.schema.node("paragraph", null, view.state.schema.text(lost.text)));
    view.dispatch(tr);
  }
  const place = caret && placeOf(view.state.doc, known, caret, 0);
  if (place) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(place), -1)));
}

/** Finds the place in the lines that are not known around which most is as it was around a text, and more than least; of such places the one whose line begins and ends as it did. */
function placeOf(doc: Node, known: ReadonlySet<Node>, { before, behind }: Lost, least: number): number | undefined {
  let best = least;
  let place: number | undefined;
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true;
    if (known.has(node)) return false;
    const line = textOf(node);
    const begins = alike(line, before, 1);
    const ends = alike(line, behind, -1);
    for (let i = 0; i <= line.length; i++) {
      const right = alike(line.slice(0, i), before, -1) + alike(line.slice(i), behind, 1);
      const all = right > least ? right + (begins + ends + Number(i === Math.floor(begins))) / 1_000 : 0;
      if (all > best) [best, place] = [all, at + 1 + i];
    }
    return false;
  });
  return place;
}

/** How many letters of two texts are alike, from their beginning or backwards from their end; and a little more if that is all of both. */
function alike(a: string, b: string, way: 1 | -1): number {
  let n = 0;
  while (n < near && n < a.length && n < b.length && a.at(way * n - (way < 0 ? 1 : 0)) === b.at(way * n - (way < 0 ? 1 : 0))) n++;
  return n + (n === a.length && n === b.length ? 0.5 : 0);
}

/** The place after so many of the outermost lines. */
function outermost(doc: Node, lines: number): number {
  let at = 0;
  for (let i = 0; i < Math.min(lines, doc.childCount); i++) at += doc.child(i).nodeSize;
  return at;
}
