// A server of the notes' frames for tests: it keeps, relays and answers as server/wire
// tells, on lines that deliver when they are told to. The clients on them are the real ones.
import { computed, signal } from "@preact/signals";
import { applyUpdate, decodeUpdate, diffUpdate, Doc, encodeStateAsUpdate, encodeStateVector, Item, XmlText } from "yjs";
import type { Notes as Told, RefusalKind } from "../wire";
import type { Barred } from "./barred";
import { Memory } from "./device";
import { decode, encode, type Message } from "./frames";
import { Notes } from "./provider";

/** A device that keeps what is put on it when a page is gone. */
export class Lasting extends Memory {
  override readonly lasting = true;
}

/** One page of somebody's with the notes open, and its line to the server. */
export class Tab {
  readonly notes: Notes;
  readonly by: string;
  readonly device: Memory;
  readonly room = signal<Barred | undefined>(undefined);
  up: Uint8Array[] = [];
  down: (Message | Told)[] = [];
  online = false;
  count = 0; // messages counted on this line
  heard = false; // a step 1: the notes are open on this line
  again = 0; // how often the client left a line of itself

  constructor(by: string, device: Memory) {
    this.by = by;
    this.device = device;
    this.notes = new Notes({
      meeting: "m", send: frame => this.online && this.up.push(frame) > 0, again: () => (this.again += 1), now: () => Date.now() + 1000,
      barred: computed(() => this.room.value),
    }, Promise.resolve(device));
  }

  /** Takes the next frame on the line. */
  hear(): void {
    const frame = this.down.shift();
    if (!frame) return;
    if ("kept" in frame) this.notes.told(frame);
    else this.notes.take(encode(frame));
  }

  lose(): void {
    if (this.online) this.notes.lost();
    this.online = false;
    this.up = [];
    this.down = [];
  }
}

export class Toy {
  epoch = 1;
  log: Uint8Array[] = [];
  doc = new Doc({ guid: "notes" });
  /** What it refuses everything for just now. */
  refusing: RefusalKind | undefined;
  readonly tabs = new Set<Tab>();
  /** Client identities and the sessions that used them first. */
  readonly #owners = new Map<number, string>();

  open(tab: Tab): void {
    tab.lose();
    tab.online = true;
    tab.heard = false;
    tab.count = 0;
    this.tabs.add(tab);
    tab.notes.opened(String(this.epoch), tab.by);
  }

  /** The page is gone without a word. */
  kill(tab: Tab): void {
    tab.online = false;
    this.tabs.delete(tab);
  }

  /** The server is gone and comes back with what it has kept. */
  restart(): void {
    for (const tab of this.tabs) tab.lose();
    this.#read();
  }

  /** The server goes back to an older copy: a new history of the meeting. */
  restore(kept: number): void {
    this.log = this.log.slice(0, kept);
    this.epoch++;
    this.restart();
  }

  /** An older copy of the server's disk is put back as if nothing had been. */
  forget(kept: number): void {
    this.log = this.log.slice(0, kept);
    this.restart();
  }

  /** Takes the next frame that a tab has sent. */
  hear(tab: Tab): void {
    const frame = tab.up.shift();
    const message = frame && decode(frame);
    if (!message) return;
    if (message.kind === "step1") {
      tab.heard = true;
      tab.down.push({ kind: "step2", update: diffUpdate(encodeStateAsUpdate(this.doc), message.vector) }, this.#step1());
    } else if (message.kind === "step2" || message.kind === "update") this.#admit(tab, message.update);
  }

  /** What could not be kept can be kept again: the server asks for it. */
  saves(): void {
    this.refusing = undefined;
    for (const tab of this.tabs) if (tab.heard) tab.down.push(this.#step1());
  }

  /** What stands in a fragment is erased, and the document made anew for all. */
  erase(fragment: string): void {
    const all = this.doc.getXmlFragment(fragment);
    all.delete(0, all.length);
    this.log = [encodeStateAsUpdate(this.doc)];
    this.#read();
    for (const tab of this.tabs) if (tab.heard) tab.down.push({ kept: tab.count, reset: true });
  }

  /** All the text that the server has. */
  text(): string {
    return [...this.doc.share.keys()].map(name => textOf(this.doc, name)).join("");
  }

  #step1(): Message {
    return { kind: "step1", vector: encodeStateVector(this.doc) };
  }

  #admit(tab: Tab, update: Uint8Array): void {
    tab.count++;
    const { structs, ds } = decodeUpdate(update);
    const empty = structs.length === 0 && ds.clients.size === 0;
    if (this.refusing && !empty) {
      tab.down.push({ kept: tab.count, refused: this.refusing, say: `for ${this.refusing}` });
      return;
    }
    for (const { id } of structs.filter(s => s instanceof Item)) {
      const owner = this.#owners.get(id.client) ?? tab.by;
      if (owner !== tab.by) throw new Error(`${tab.by} writes as ${owner}`);
      this.#owners.set(id.client, tab.by);
    }
    tab.down.push({ kept: tab.count });
    if (empty) return;
    applyUpdate(this.doc, update);
    this.log.push(update);
    for (const other of this.tabs) if (other !== tab && other.heard) other.down.push({ kind: "update", update });
  }

  #read(): void {
    this.doc = new Doc({ guid: "notes" });
    for (const update of this.log) applyUpdate(this.doc, update);
  }
}

/** The text of a fragment without its structure. */
export function textOf(doc: Doc, fragment: string): string {
  return texts(doc, fragment).map(text => text.toString()).join("");
}

/** The texts of a fragment in order. */
export function texts(doc: Doc, fragment: string): readonly XmlText[] {
  return doc.getXmlFragment(fragment).toArray().flatMap(block => ("toArray" in block ? block.toArray().filter(t => t instanceof XmlText) : []));
}
