// The one place through which the notes write to the device: in order, many changes at
// once, and into memory when the device is full or takes nothing.
import { Memory, type Device, type Row } from "./device";

type Change = { readonly put?: readonly Row[]; readonly remove?: readonly string[] };

export class Shelf {
  readonly #meeting: string;
  readonly #changed: () => void;
  #device: Promise<Device>;
  #lasting = false;
  #due: Change[] = [];
  #working: Promise<void> | undefined;

  constructor(meeting: string, device: Promise<Device>, changed: () => void) {
    this.#meeting = meeting;
    this.#device = device;
    this.#changed = changed;
    void device.then(({ lasting }) => (this.#lasting = lasting));
  }

  /** Whether everything put here will be there when the page is opened anew. */
  get safe(): boolean {
    return this.#lasting && !this.#working;
  }

  put(rows: readonly Row[]): void {
    if (rows.length) this.#do({ put: rows });
  }

  remove(rows: readonly Row[]): void {
    if (rows.length) this.#do({ remove: rows.map(row => row.key) });
  }

  /** Returns all that is here of the meeting, with what was put just now. */
  async rows(): Promise<readonly Row[]> {
    await this.#working;
    return (await this.#device).rows(this.#meeting);
  }

  async close(): Promise<void> {
    await this.#working;
    (await this.#device).close();
  }

  #do(change: Change): void {
    this.#due.push(change);
    this.#working ??= this.#work();
  }

  async #work(): Promise<void> {
    while (this.#due.length > 0) {
      const device = await this.#device;
      const change = this.#together();
      try {
        if (change.put) await device.put(change.put);
        if (change.remove) await device.remove(change.remove);
      } catch {
        await this.#retreat(device, change);
      }
    }
    this.#working = undefined;
    this.#changed();
  }

  /** Takes the changes that are due, as one when all of them put something in. */
  #together(): Change {
    const first = this.#due.findIndex(change => change.remove);
    if (first === 0) return this.#due.shift() as Change;
    const puts = this.#due.splice(0, first < 0 ? this.#due.length : first);
    return { put: puts.flatMap(change => change.put ?? []) };
  }

  /** Goes on in memory with all that the device still gives. */
  async #retreat(device: Device, { put, remove }: Change): Promise<void> {
    const memory = new Memory();
    const rows = await device.rows(this.#meeting).catch(() => []);
    await memory.put([...rows, ...(put ?? [])]);
    await memory.remove(remove ?? []);
    this.#device = Promise.resolve(memory);
    this.#lasting = false;
  }
}
