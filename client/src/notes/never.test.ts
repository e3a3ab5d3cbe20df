// Nothing that was written is ever lost: seeded random histories of people who write
// with and without a line, of pages that die, and of a server that dies, goes back to
// an older copy, can keep nothing for a while, or refuses.
import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { XmlElement, XmlText, type Doc } from "yjs";
import { Lasting, Tab, textOf, texts, Toy } from "./toy";

const runs = Number(process.env["HISTORIES"] ?? 1000);
const fragments = ["meeting", "item:a"];

/** Numbers between 0 and 1 that look like chance and are the same for the same seed. */
function chance(seed: number): () => number {
  let x = seed * 2654435761;
  return () => {
    x = (Math.imul(x ^ (x >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((x ^ (x >>> 13)) >>> 0) / 2 ** 32;
  };
}

/** Lets all that is due at once be done. */
async function rest(): Promise<void> {
  await new Promise(setImmediate);
}

class History {
  readonly server = new Toy();
  readonly #next: () => number;
  readonly #people: { by: string; readonly device: Lasting; sessions: number }[];
  readonly #written = new Set<string>(); // letters, each used once
  readonly #removed = new Set<string>();
  readonly #tick: (ms: number) => void;
  readonly #signs: boolean; // people sign out and in, and disks are not put back unsaid
  #letters = 0x4e00;

  constructor(seed: number, tick: (ms: number) => void) {
    this.#next = chance(seed);
    this.#signs = this.#next() < 0.5;
    this.#tick = tick;
    this.#people = ["ada", "bo", "cy"].slice(0, 2 + Math.floor(this.#next() * 2)).map(by => ({ by, device: new Lasting(), sessions: 0 }));
    for (const person of this.#people) this.server.open(new Tab(person.by, person.device));
  }

  async run(steps: number): Promise<void> {
    await this.#quiet();
    for (let i = 0; i < steps; i++) {
      if (this.#step() === "opened") await rest();
      for (const tab of this.server.tabs) this.#honest(tab);
    }
  }

  /** All pages are closed and opened anew on good lines, and what was left is put back. */
  async end(): Promise<void> {
    this.server.refusing = undefined;
    for (const tab of this.server.tabs) this.server.kill(tab);
    for (const person of this.#people) this.server.open(new Tab(person.by, person.device));
    await this.#quiet();
    for (const { notes } of this.server.tabs) for (const left of notes.left.value) notes.putBack(left);
    await this.#quiet();
    const text = [...this.server.text()];
    const want = [...this.#written].filter(letter => !this.#removed.has(letter));
    deepEqual(want.filter(letter => !text.includes(letter)), [], "lost");
    deepEqual(want.filter(letter => text.indexOf(letter) !== text.lastIndexOf(letter)), [], "twice");
    for (const { notes } of this.server.tabs) {
      const doc = notes.shared.value?.doc;
      equal(doc && fragments.map(f => textOf(doc, f)).join(), fragments.map(f => textOf(this.server.doc, f)).join());
      deepEqual([notes.unsent, notes.left.value], [false, []]);
    }
  }

  async #quiet(): Promise<void> {
    do {
      await rest();
      this.#tick(60);
      for (const tab of this.server.tabs) {
        this.server.hear(tab);
        tab.hear();
      }
      await rest();
    } while ([...this.server.tabs].some(tab => tab.up.length + tab.down.length > 0 || tab.notes.unsent));
  }

  /** Lets one thing happen, and tells what it was when somebody reads their device over it. */
  #step(): "opened" | undefined {
    const tab = this.#one([...this.server.tabs]);
    const luck = this.#next();
    if (luck < 0.35) this.#write(tab);
    else if (luck < 0.4) this.#remove(tab);
    else if (luck < 0.56) this.#some(() => tab.up.length, () => this.server.hear(tab));
    else if (luck < 0.72) this.#some(() => tab.down.length, () => tab.hear());
    else if (luck < 0.77) this.#tick(60);
    else if (luck < 0.81) tab.lose();
    else if (luck < 0.93) return this.#opens(tab, luck < 0.88);
    else if (luck < 0.945) this.server.restart();
    else if (luck < 0.955) this.server.restore(Math.floor(this.#next() * (this.server.log.length + 1)));
    else if (luck < 0.96 && !this.#signs) this.server.forget(Math.floor(this.#next() * (this.server.log.length + 1)));
    else if (luck < 0.98) this.server.refusing = this.#one(["unsaved", "late", "not-allowed", "too-much"]);
    else this.server.saves();
    return undefined;
  }

  /** Lets one frame through, and as chance has it those after it. */
  #some(left: () => number, hear: () => void): void {
    do hear();
    while (left() > 0 && this.#next() < 0.8);
  }

  #opens(tab: Tab, same: boolean): "opened" {
    if (same) this.server.open(tab);
    else this.#reopen(tab);
    return "opened";
  }

  #one<T>(list: readonly T[]): T {
    return list[Math.floor(this.#next() * list.length)] as T;
  }

  /** The page dies, and another is opened on the same device: by the same person, or after they have signed out and in. Or both stay open. */
  #reopen(tab: Tab): void {
    const person = this.#people.find(p => p.device === tab.device);
    if (!person) return;
    const luck = this.#next();
    if (luck < 0.7) this.server.kill(tab);
    if (luck < 0.2 && this.#signs) person.by = `${person.by.replace(/\d+$/, "")}${++person.sessions}`;
    this.server.open(new Tab(person.by, person.device));
  }

  #write(tab: Tab): void {
    const doc = this.#open(tab);
    if (!doc) return;
    const letters = Array.from({ length: 1 + Math.floor(this.#next() * 3) }, () => String.fromCharCode(this.#letters++));
    for (const letter of letters) this.#written.add(letter);
    const fragment = doc.getXmlFragment(this.#one(fragments));
    const text = this.#one(texts(doc, this.#one(fragments)));
    if (text && this.#next() < 0.7) text.insert(Math.floor(this.#next() * (text.length + 1)), letters.join(""));
    else {
      const paragraph = new XmlElement("paragraph");
      paragraph.insert(0, [new XmlText(letters.join(""))]);
      fragment.insert(Math.floor(this.#next() * (fragment.length + 1)), [paragraph]);
    }
  }

  #remove(tab: Tab): void {
    const doc = this.#open(tab);
    const text = doc && this.#one(texts(doc, this.#one(fragments)));
    if (!text?.length) return;
    const at = Math.floor(this.#next() * text.length);
    this.#removed.add(text.toString()[at] ?? "");
    text.delete(at, 1);
  }

  #open(tab: Tab): Doc | undefined {
    return tab.notes.barred.value ? undefined : tab.notes.shared.value?.doc;
  }

  /** The mark says "kept" only when the server has all of it. */
  #honest({ notes }: Tab): void {
    if (notes.saved.value.kind === "kept") equal(notes.unsent, false);
  }
}

test(`in ${runs} random histories no letter is lost, and none comes twice`, async context => {
  for (let seed = 1; seed <= runs; seed++) {
    context.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
    const history = new History(seed, ms => context.mock.timers.tick(ms));
    try {
      await history.run(40);
      await history.end();
    } catch (fault) {
      throw new Error(`history ${seed}`, { cause: fault });
    }
    context.mock.timers.reset();
  }
});
