// All that was written here and is not in the notes: told to the person until they have
// copied it, put it back or let it go. The device keeps it as long.
import { signal, type ReadonlySignal } from "@preact/signals";
import { XmlElement, XmlText, type Doc } from "yjs";
import type { Row } from "./device";
import { missing, within, type Left, type Passage } from "./left";
import type { Shelf } from "./shelf";

export class Lefts {
  readonly all: ReadonlySignal<readonly Left[]>;
  readonly #all = signal<readonly Left[]>([]);
  readonly #shelf: Shelf;
  #aside: readonly Row[] = [];
  #epoch = "";
  #count = 0;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
    this.all = this.#all;
  }

  /** These rows of the device are to be compared with the document of an epoch, once it is here. */
  setAside(rows: readonly Row[], epoch: string): void {
    this.#aside = rows;
    this.#epoch = epoch;
    this.#all.value = [];
  }

  /** The document is here: rows that are in it have come there in some other way, and the rest is left. */
  compare(doc: Doc): void {
    const groups = new Map<string, Row[]>();
    for (const row of this.#aside) {
      const why = row.refused || (row.epoch === this.#epoch ? "before" : "restored");
      groups.set(why, [...(groups.get(why) ?? []), row]);
    }
    this.#aside = [];
    for (const [why, rows] of groups) {
      const passages = missing(rows, doc);
      if (passages.length) this.#add(why, rows, passages);
      else this.#shelf.put(rows.map(row => ({ ...row, epoch: this.#epoch, refused: "", say: "", kept: row.kept || Date.now() })));
    }
  }

  /** Takes rows that will not come into the notes, out of the document that they were written in. */
  take(why: string, say: string, rows: readonly Row[], doc: Doc): void {
    if (rows.length === 0) return;
    const refused = rows.map(row => ({ ...row, refused: why, say }));
    this.#shelf.put(refused);
    this.#add(why, refused, within(refused, doc));
  }

  /** Writes a text at the end of its fragment, or of another, and lets go of it. */
  putBack(left: Left, doc: Doc, into: string): void {
    doc.transact(() => {
      for (const { fragment, text } of left.passages) {
        doc.getXmlFragment(into || fragment || "meeting").push(text.split("\n").map(paragraph));
      }
    });
    this.forget(left);
  }

  forget(left: Left): void {
    this.#all.value = this.#all.value.filter(l => l.id !== left.id);
    this.#shelf.remove(left.rows);
  }

  #add(why: string, rows: readonly Row[], passages: readonly Passage[]): void {
    const last = rows.at(-1);
    if (!last) return;
    const left: Left = { id: ++this.#count, why, say: last.say, at: last.at, passages, rows };
    this.#all.value = [...this.#all.value, left];
  }
}

function paragraph(line: string): XmlElement {
  const element = new XmlElement("paragraph");
  element.insert(0, [new XmlText(line)]);
  return element;
}
