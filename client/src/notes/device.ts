// What a device keeps of the notes: what was written on it and nothing that others
// wrote, so that a crash, a closed tab or an hour without a line loses nothing, and a
// borrowed computer keeps no document. A row is one change. It goes some days after the
// server has kept it; one that could not be sent stays for a month to be taken back.
import type { ID, Instant } from "../wire";

/** One change that was written here. */
export type Row = {
  readonly key: string; // meeting, client and number
  readonly meeting: string;
  readonly epoch: string;
  readonly by: ID; // who the server took the person for
  readonly at: Instant; // by this clock
  readonly update: Uint8Array; // in Yjs' format V1
  readonly client: number; // the identity in Yjs that it was written under
  readonly clock: number; // how far that identity had come with it
  readonly kept: Instant; // when the server had kept it, by this clock; 0: not that it is known
  readonly refused: string; // why it will never be in the document; empty for not refused
  readonly say: string; // the sentence for people, with refused
};

export interface Device {
  /** Whether what is put here is still there when the page is opened anew. */
  readonly lasting: boolean;
  /** Returns the rows of a meeting in the order they were written. */
  rows(meeting: string): Promise<readonly Row[]>;
  /** Puts rows in, in the place of those with the same keys. It is done when they are there. */
  put(rows: readonly Row[]): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
  close(): void;
}

const day = 24 * 60 * 60 * 1000;
const keptFor = 3 * day;
const unsentFor = 30 * day;

/** Reports whether a row has been here long enough. */
export function old({ at, kept }: Row, now: Instant): boolean {
  return kept ? now - kept > keptFor : now - at > unsentFor;
}

/** In memory, where the browser lets a page keep nothing: as good as the page. */
export class Memory implements Device {
  readonly lasting: boolean = false;
  readonly #rows = new Map<string, Row>();

  rows(meeting: string): Promise<readonly Row[]> {
    return Promise.resolve([...this.#rows.values()].filter(row => row.meeting === meeting).sort((a, b) => (a.key < b.key ? -1 : 1)));
  }

  put(rows: readonly Row[]): Promise<void> {
    for (const row of rows) this.#rows.set(row.key, row);
    return Promise.resolve();
  }

  remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#rows.delete(key);
    return Promise.resolve();
  }

  close(): void {}
}

const name = "ringain-notes";
const store = "written";
const patience = 3_000; // milliseconds that a device may take to open

/** In the browser's database. */
class Disk implements Device {
  readonly lasting = true;
  readonly #db: IDBDatabase;

  constructor(db: IDBDatabase) {
    this.#db = db;
    db.onversionchange = () => db.close();
  }

  rows(meeting: string): Promise<readonly Row[]> {
    return answer(this.#db.transaction(store).objectStore(store).index("meeting").getAll(meeting)) as Promise<Row[]>;
  }

  put(rows: readonly Row[]): Promise<void> {
    return this.#change(all => rows.forEach(row => all.put(row)));
  }

  remove(keys: readonly string[]): Promise<void> {
    return this.#change(all => keys.forEach(key => all.delete(key)));
  }

  /** Removes what has been here long enough, of every meeting. */
  clean(now: Instant): Promise<void> {
    return this.#change(all => {
      const each = all.openCursor();
      each.onsuccess = () => {
        const at = each.result;
        if (!at) return;
        if (old(at.value as Row, now)) at.delete();
        at.continue();
      };
    });
  }

  close(): void {
    this.#db.close();
  }

  /** The rows are there once the whole transaction is, not when each is asked for. */
  #change(change: (all: IDBObjectStore) => void): Promise<void> {
    return new Promise((done, failed) => {
      const transaction = this.#db.transaction(store, "readwrite");
      transaction.oncomplete = () => done();
      transaction.onabort = () => failed(transaction.error ?? new Error("the device kept nothing"));
      change(transaction.objectStore(store));
    });
  }
}

/** Opens the device's database, or memory where there is none to be had: some browsers have the door but not the room behind it, or never answer. */
export function openDevice(now: Instant): Promise<Device> {
  const late = new Promise<Device>(done => setTimeout(() => done(new Memory()), patience));
  return Promise.race([openDisk(now).catch(() => new Memory()), late]);
}

async function openDisk(now: Instant): Promise<Device> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: "key" }).createIndex("meeting", "meeting");
  const disk = new Disk(await answer(request));
  await disk.clean(now);
  return disk;
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error ?? new Error("the device gave no answer"));
  });
}
