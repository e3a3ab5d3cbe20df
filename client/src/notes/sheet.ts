// One document of the notes, from its being fetched until a new one takes its place.
import type { Awareness } from "y-protocols/awareness";
import { applyUpdate, Doc, mergeUpdates, type Transaction } from "yjs";
import { Composing } from "./composing";
import { Cursors } from "./cursors";
import type { Row } from "./device";

/** The document and where people are in it. The meeting has the fragment "meeting", each agenda item "item:" and its id. */
export type Shared = { readonly doc: Doc; readonly awareness: Awareness; readonly composing: Composing };

/** A change made on this page. writes: it adds something, and does not only remove. */
export type Change = { readonly update: Uint8Array; readonly writes: boolean; readonly client: number; readonly clock: number };

export class Sheet {
  readonly doc = new Doc({ guid: "notes" }); // with a client identity of its own: no two documents write under the same
  readonly cursors: Cursors;
  readonly composing = new Composing(update => applyUpdate(this.doc, update, update));
  /** Whether all that the server has is here. */
  ready = false;

  constructor(changed: (change: Change, sheet: Sheet) => void, tell: (states: Uint8Array) => void) {
    this.cursors = new Cursors(this.doc, tell);
    this.doc.on("update", (update: Uint8Array, _: unknown, doc: Doc, by: Transaction) => {
      const client = doc.clientID;
      const clock = by.afterState.get(client) ?? 0;
      const writes = clock !== (by.beforeState.get(client) ?? 0);
      if (by.local) changed({ update, writes, client, clock }, this);
    });
  }

  get shared(): Shared {
    return { doc: this.doc, awareness: this.cursors.awareness, composing: this.composing };
  }

  /** Takes in what came from the server or from the device. */
  take(update: Uint8Array): void {
    this.composing.take(update);
  }

  takeAll(rows: readonly Row[]): void {
    if (rows.length) this.take(mergeUpdates(rows.map(row => row.update)));
  }
}
