// What was written here and is not yet known to be kept: in what messages it was sent
// over the line that is open, and what became of them.
import { mergeUpdates } from "yjs";
import type { Row } from "./device";
import type { Message } from "./frames";
import { resting } from "./rest";

/** How long a flood of writing is gathered for one message, in milliseconds. */
export const gather = 50;
/** The most bytes of writing in one message; the server refuses one four times as large. */
const most = 64 * 1024;
const nothing = new Uint8Array([0, 0]); // the update that changes nothing

/** What the server has said of the messages: some rows are kept, and one message may be refused. */
export type Answer = { readonly kept: readonly Row[]; readonly refused: readonly Row[] };

export class Written {
  readonly #send: (message: Message) => boolean;
  #waiting: readonly Row[] = [];
  #next: Row[] = []; // of those that wait, the ones that are in no message yet
  #sent: (readonly Row[])[] = []; // the rows of each message over this line
  #settled = 0; // so many messages are answered
  #streaming = false;
  #timer = 0;

  constructor(send: (message: Message) => boolean) {
    this.#send = send;
  }

  /** All that is not kept, in the order it was written. */
  get waiting(): readonly Row[] {
    return this.#waiting;
  }

  /** A change was written: it is sent at once, or with what else comes within the moment after a message. */
  add(row: Row): void {
    this.#waiting = [...this.#waiting, row];
    if (!this.#streaming) return;
    this.#next.push(row);
    if (!this.#timer) this.flush();
  }

  /** Sends what is being gathered. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#next.length === 0) return;
    for (const rows of inParts(this.#next)) this.#message("update", rows);
    this.#next = [];
    this.#timer = setTimeout(() => this.flush(), gather);
  }

  /** Takes in what was written before and is not kept. It is sent when the server asks. */
  adopt(rows: readonly Row[]): void {
    this.#waiting = [...rows, ...this.#waiting];
  }

  /** A new line: messages are counted from 1, and nothing is sent until the server says what it has. */
  begin(): void {
    this.#sent = [];
    this.#settled = 0;
    this.hold();
  }

  /** Sends nothing until the server says anew what it has. */
  hold(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#next = [];
    this.#streaming = false;
  }

  /** The server has said what it has: it gets all that is not kept, and from now on what is written as it comes. */
  answer(): void {
    this.hold();
    const parts = inParts(this.#waiting);
    parts.forEach((rows, i) => this.#message(i === 0 ? "step2" : "update", rows));
    this.#streaming = true;
  }

  /** So many messages are settled; the last of them may have been refused, and with it what rests on it. */
  settled(n: number, refused: boolean): Answer {
    const waiting = new Set(this.#waiting);
    const kept = this.#sent.slice(this.#settled, n - (refused ? 1 : 0)).flat().filter(row => waiting.has(row));
    this.#settled = Math.max(this.#settled, n);
    this.#drop(kept);
    const lost = refused ? (this.#sent[n - 1] ?? []).filter(row => waiting.has(row)) : [];
    return { kept, refused: lost.length ? [...lost, ...resting(this.#waiting.filter(row => !lost.includes(row)), lost)] : [] };
  }

  /** So many messages are answered, but what was in them could not be kept just now: it waits for the server to ask. */
  unsaved(n: number): void {
    this.#settled = Math.max(this.#settled, n);
  }

  /** These rows wait no more. */
  forget(rows: readonly Row[]): void {
    this.#drop(rows);
    this.#next = this.#next.filter(row => !rows.includes(row));
  }

  #drop(rows: readonly Row[]): void {
    if (rows.length === 0) return;
    const gone = new Set(rows);
    this.#waiting = this.#waiting.filter(row => !gone.has(row));
  }

  #message(kind: "step2" | "update", rows: readonly Row[]): void {
    const update = rows.length === 0 ? nothing : mergeUpdates(rows.map(row => row.update));
    if (this.#send({ kind, update })) this.#sent.push(rows);
  }
}

/** Rows in parts that fit a message: one at least, and each with one row at least. */
function inParts(rows: readonly Row[]): readonly (readonly Row[])[] {
  const parts: Row[][] = [[]];
  let size = 0;
  for (const row of rows) {
    if (size > 0 && size + row.update.length > most) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(row);
    size += row.update.length;
  }
  return parts;
}
