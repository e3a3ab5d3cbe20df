// The room's door to the shared notes: it fetches them when they are asked for, opens
// them on the room's line and hands on what is for them. Until then they weigh nothing.
import { signal } from "@preact/signals";
import type { ID } from "../wire";
import type * as Part from "./notes";
import type { Way } from "./way";

/** The line as it stands: open, and to which history of the meeting and as whom. */
export type Open = { readonly epoch: string; readonly by: ID } | undefined;

/** Fetches the notes with their words. */
type Fetch = (script: () => Promise<typeof Part>) => Promise<typeof Part>;

export class Door {
  /** The notes, once they are open. */
  readonly notes = signal<Part.Notes | undefined>(undefined);
  readonly #fetch: Fetch;
  readonly #way: Way;
  #part: Promise<typeof Part> | undefined;
  #line: Open;

  constructor(fetch: Fetch, way: Way) {
    this.#fetch = fetch;
    this.#way = way;
  }

  /** Fetches the notes and opens them, once. What was fetched is also what shows them. */
  open(): Promise<typeof Part> {
    this.#part ??= this.#fetch(() => import("./notes")).then(part => {
      this.notes.value = new part.Notes(this.#way);
      this.line(this.#line);
      return part;
    }).catch((fault: unknown) => {
      this.#part = undefined; // it may be asked for again
      throw fault;
    });
    return this.#part;
  }

  /** The line has changed. */
  line(line: Open): void {
    this.#line = line;
    if (line) this.notes.value?.opened(line.epoch, line.by);
    else this.notes.value?.lost();
  }

  /** Sends what is being gathered, and tells whether anything is not kept by the server. */
  leaving(): boolean {
    this.notes.value?.flush();
    return this.notes.value?.unsent ?? false;
  }
}
