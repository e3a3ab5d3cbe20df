// Keeps the mark beside the notes right as time passes, and finds out when a line that
// is open does not answer.
import { signal, type ReadonlySignal } from "@preact/signals";
import { believed, brief, patience, saved, type Facts, type Saved } from "./saved";

export class Mark {
  readonly saved: ReadonlySignal<Saved>;
  readonly #saved = signal<Saved>({ kind: "nothing" });
  readonly #facts: () => Facts;
  readonly #silent: () => void;
  readonly #waits: (any: boolean) => void;
  #timer = 0;

  constructor(facts: () => Facts, silent: () => void, waits: (any: boolean) => void) {
    this.#facts = facts;
    this.#silent = silent;
    this.#waits = waits;
    this.saved = this.#saved;
  }

  /** Something may have changed. */
  look(): void {
    clearTimeout(this.#timer);
    const facts = this.#facts();
    const now = Date.now();
    const said = saved(facts, now);
    if (!same(said, this.#saved.value)) this.#saved.value = said;
    this.#waits(facts.waiting);
    if (!facts.waiting) return;
    const silence = now - Math.max(facts.since, facts.heard);
    if (facts.open && silence >= patience) return this.#silent();
    const next = Math.min(...[facts.since + brief - now, believed - silence, patience - silence].filter(ms => ms > 0));
    if (next < Infinity) this.#timer = setTimeout(() => this.look(), next);
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}

function same(a: Saved, b: Saved): boolean {
  return a.kind === b.kind && (a.kind !== "kept" || b.kind !== "kept" || a.at === b.at);
}
