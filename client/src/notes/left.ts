// Text that was written here and is not in the notes: what it says, read out of the
// changes, so that the person may copy it or put it back.
import { applyUpdate, ContentString, decodeUpdate, Doc, encodeStateAsUpdate, encodeStateVector, decodeStateVector, Item, mergeUpdates, XmlElement, XmlFragment, XmlText } from "yjs";
import type { Instant } from "../wire";
import type { Row } from "./device";

/** Some text of one fragment; one line for each paragraph, heading or the like. Fragment is empty when nobody knows any more where it stood. */
export type Passage = { readonly fragment: string; readonly text: string };

/** Something that was written here and did not come into the notes. */
export type Left = {
  readonly id: number;
  /** Why: a kind of refusal, or "restored" (the server went back to an older copy), "before" (written by who was signed in then) or "erased" (somebody's lines were erased around it). "taken" was marked as another's, and is put back as soon as it can be. */
  readonly why: string;
  readonly say: string; // the server's sentence; may be empty
  readonly at: Instant; // when the last of it was written, by this clock
  readonly passages: readonly Passage[];
  readonly rows: readonly Row[];
};

/** Clocks of clients: from and up to but not with. */
type Span = { readonly client: number; readonly from: number; readonly to: number };

/** Reads what rows say that a document does not hold, in the order of the text where it can still be told. */
export function missing(rows: readonly Row[], doc: Doc): readonly Passage[] {
  const vector = decodeStateVector(encodeStateVector(doc));
  const update = mergeUpdates(rows.map(row => row.update));
  const spans = spansOf(update)
    .map(s => ({ ...s, from: Math.max(s.from, vector.get(s.client) ?? 0) }))
    .filter(s => s.from < s.to);
  if (spans.length === 0) return [];
  const whole = new Doc({ guid: "notes" });
  applyUpdate(whole, encodeStateAsUpdate(doc));
  applyUpdate(whole, update);
  return read(update, spans, whole);
}

/** Reads what rows say in a document that they were written in. */
export function within(rows: readonly Row[], doc: Doc): readonly Passage[] {
  if (rows.length === 0) return [];
  const update = mergeUpdates(rows.map(row => row.update));
  return read(update, spansOf(update), doc);
}

/** Reads the text in some spans of an update, out of a document as far as it has come there. */
function read(update: Uint8Array, spans: readonly Span[], doc: Doc): readonly Passage[] {
  const reached = decodeStateVector(encodeStateVector(doc));
  const known = spans.map(s => ({ ...s, to: Math.min(s.to, reached.get(s.client) ?? 0) }));
  const stray = spans.map(s => ({ ...s, from: Math.max(s.from, reached.get(s.client) ?? 0) }));
  return [...passages(doc, known), ...strays(update, stray)];
}

function spansOf(update: Uint8Array): readonly Span[] {
  return decodeUpdate(update).structs
    .filter(struct => struct instanceof Item)
    .map(({ id, length }) => ({ client: id.client, from: id.clock, to: id.clock + length }));
}

function passages(doc: Doc, spans: readonly Span[]): readonly Passage[] {
  const mine = new Map<number, Span[]>();
  for (const span of spans) mine.set(span.client, [...(mine.get(span.client) ?? []), span]);
  return [...doc.share.keys()].flatMap(fragment => {
    const lines = linesOf(doc.getXmlFragment(fragment), mine).filter(line => line.trim());
    return lines.length ? [{ fragment, text: lines.join("\n") }] : [];
  });
}

function linesOf(node: XmlFragment | XmlElement, mine: ReadonlyMap<number, readonly Span[]>): readonly string[] {
  return node.toArray().flatMap(child => {
    if (child instanceof XmlText) return [textOf(child, mine)];
    return child instanceof XmlElement ? linesOf(child, mine) : [];
  });
}

function textOf(text: XmlText, mine: ReadonlyMap<number, readonly Span[]>): string {
  let said = "";
  // oxlint-disable-next-line no-underscore-dangle -- the only door to whose each letter is
  for (let item = text._start; item; item = item.right) {
    if (!item.deleted) said += sayOf(item, mine.get(item.id.client) ?? []);
  }
  return said;
}

/** The part of an item's text that is in the spans. */
function sayOf({ id, content }: Item, spans: readonly Span[]): string {
  if (!(content instanceof ContentString)) return "";
  return spans.map(({ from, to }) => content.str.slice(Math.max(from - id.clock, 0), Math.max(to - id.clock, 0))).join("");
}

/** What stands in changes whose surroundings are gone, in the order it was written. */
function strays(update: Uint8Array, spans: readonly Span[]): readonly Passage[] {
  const { structs, ds } = decodeUpdate(update);
  let text = "";
  for (const struct of structs) {
    if (!(struct instanceof Item)) continue;
    const { id, content } = struct;
    const deleted = ds.clients.get(id.client) ?? [];
    const said = (clock: number) => spans.some(s => s.client === id.client && s.from <= clock && clock < s.to);
    const gone = (clock: number) => deleted.some(d => d.clock <= clock && clock < d.clock + d.len);
    if (content instanceof ContentString) text += content.str.split("").filter((_, i) => said(id.clock + i) && !gone(id.clock + i)).join("");
    else if (said(id.clock)) text += "\n";
  }
  const lines = text.split("\n").filter(line => line.trim());
  return lines.length ? [{ fragment: "", text: lines.join("\n") }] : [];
}
