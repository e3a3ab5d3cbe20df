// Runs in a page: two texts bound to two documents, as two people have them. The first
// composes; the second does anything anywhere, at any moment, and what each does reaches
// the other when chance says. Every letter is of its own kind, so that each can be counted.
import type { ResolvedPos } from "prosemirror-model";
import type { Selection } from "prosemirror-state";

/** What is to be composed next: the steps, how long to rest after each in milliseconds, and what is settled in the end; undefined when the keyboard just goes elsewhere. */
export type Plan = { readonly steps: readonly string[]; readonly pauses: readonly number[]; readonly settled: string | undefined };

export type Trials = { readonly trials: { readonly begin: () => Promise<Plan>; readonly end: () => Promise<string> } };

export async function trials({ path, more, seed }: { readonly path: string; readonly more: string; readonly seed: number }): Promise<void> {
  const { act: make, Awareness, Composing, Doc, applyUpdate, openText } = await import(path) as typeof import("../src/notes/notes");
  const { mend } = await import(more) as typeof import("../src/notes/more");
  let state = seed;
  const chance = (n: number) => {
    state = (state + 0x9e3779b9) | 0;
    let x = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return ((x ^ (x >>> 15)) >>> 0) % n;
  };
  const later = async (ms: number) => new Promise<void>(done => { setTimeout(done, ms); });
  const line = new MessageChannel(); // what comes over a line comes between two events, never within one
  const due: (() => void)[] = [];
  line.port1.onmessage = () => due.shift()?.();
  const soon = (f: () => void) => { due.push(f); line.port2.postMessage(0); };
  const until = async (there: () => boolean) => { while (!there()) await later(2); };
  const nothing = () => {};
  document.body.replaceChildren();
  const person = (name: string) => {
    const doc = new Doc();
    const awareness = new Awareness(doc);
    const inside = document.createElement("div");
    document.body.append(inside);
    const composing = new Composing(update => applyUpdate(doc, update, update));
    const view = openText(inside, {
      doc, composing, awareness, fragment: "meeting", words: { notesWrite: "" },
      may: () => true, name: () => name, changed: nothing, leave: nothing, link: nothing, tooMuch: nothing,
    });
    mend(view, doc, "meeting");
    const waiting: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array, origin: unknown) => { if (!(origin instanceof Uint8Array)) waiting.push(update); });
    return { doc, composing, view, waiting };
  };
  const me = person("A");
  const other = person("B");
  const Marked = me.view.state.selection.constructor as new (from: ResolvedPos, to: ResolvedPos) => Selection;
  const pass = (from: typeof me, to: typeof me, most = Infinity) => { for (const update of from.waiting.splice(0, most)) to.composing.take(update); };

  let letters = 0;
  const letter = () => String.fromCharCode(0x4e00 + letters++ % 20_000);
  const some = (n: number) => Array.from({ length: n }, letter).join("");
  const once = new Set<string>(); // letters that must be there
  const perhaps = new Set<string>(); // and these may: they were erased by one while the other moved them
  const want = (text: string) => { for (const l of text) once.add(l); };
  const erased = (text: string) => { for (const l of text) if (once.delete(l)) perhaps.add(l); };
  let log: string[] = [];
  let restless = false;

  const textOf = (p: typeof me) => p.view.state.doc.textBetween(0, p.view.state.doc.content.size, "\n");

  /** The places in a text where a caret can stand. */
  const places = ({ view }: typeof me) => {
    const found: number[] = [];
    view.state.doc.descendants((node, at) => {
      if (!node.isTextblock) return true;
      for (let i = 0; i <= node.content.size; i++) found.push(at + 1 + i);
      return false;
    });
    return found;
  };

  const deeds = ["heading", "beslut", "bullet_list", "ordered_list"] as const;

  /** The second puts the caret somewhere and presses a key, or a button: the line is split, joined to another, or becomes what it was not. */
  const command = (at: number, what: "Enter" | "Backspace" | "Delete" | typeof deeds[number]) => {
    const { view } = other;
    log.push(`${what} at ${at}`);
    const { tr, doc } = view.state;
    view.dispatch(tr.setSelection(new Marked(doc.resolve(at), doc.resolve(at))));
    if (what === "Enter" || what === "Backspace" || what === "Delete") view.someProp("handleKeyDown", press => press(view, new KeyboardEvent("keydown", { key: what })));
    else make(view, what);
  };

  /** The second does one thing. */
  const act = () => {
    const { view } = other;
    const { state: { doc, tr, schema } } = view;
    const all = places(other);
    const at = all[chance(all.length)] ?? 1;
    const $at = doc.resolve(at);
    const deed = chance(20);
    if (deed < 8) {
      const text = some(1 + chance(3));
      want(text);
      log.push(`insert ${text} at ${at}`);
      view.dispatch(tr.insertText(text, at));
    } else if (deed < 10) {
      const to = Math.min(at + 1 + chance(4), $at.end());
      erased(doc.textBetween(at, to));
      log.push(`delete ${doc.textBetween(at, to)}`);
      if (to > at) view.dispatch(tr.delete(at, to));
    } else if (deed < 12) {
      command(at, "Enter");
    } else if (deed < 13) {
      command($at.start(), "Backspace");
    } else if (deed < 14) {
      command($at.end(), "Delete");
    } else if (deed < 18) {
      command(at, deeds[chance(deeds.length)] ?? "heading");
    } else if (deed < 19) {
      log.push(`strong`);
      view.dispatch(tr.addMark(at, Math.min(at + 4, $at.end()), schema.marks["strong"]!.create()));
    } else {
      log.push(`delete block ${$at.parent.textContent}`);
      erased($at.parent.textContent);
      if ($at.depth === 1 && doc.childCount > 1) view.dispatch(tr.delete($at.before(), $at.after()));
      else view.dispatch(tr.delete($at.start(), $at.end()));
    }
  };
  const disturb = () => {
    for (let n = chance(3); n > 0; n--) act();
    if (chance(3)) pass(me, other, 1 + chance(4));
    if (chance(3)) pass(other, me, 1 + chance(6));
  };
  const keepOn = () => {
    if (!restless) return;
    disturb();
    setTimeout(keepOn, chance(25));
  };
  for (const kind of ["compositionstart", "compositionupdate", "compositionend"]) {
    me.view.dom.addEventListener(kind, () => { if (restless && chance(2)) soon(disturb); });
  }
  let plan: Plan = { steps: [], pauses: [], settled: "" };
  let ended = false;
  document.addEventListener("compositionstart", () => {
    const { selection: { from, to }, doc } = me.view.state;
    erased(doc.textBetween(from, to));
  }, { capture: true });
  me.view.dom.addEventListener("compositionend", () => { ended = true; });

  const sync = () => {
    pass(me, other);
    pass(other, me);
    pass(me, other);
  };
  const start = () => {
    const { view } = me;
    const { schema } = view.state;
    once.clear();
    perhaps.clear();
    const block = (name: string) => { const text = some(8); want(text); return schema.node(name, null, schema.text(text)); };
    view.dispatch(view.state.tr.replaceWith(0, view.state.doc.content.size, [block("paragraph"), block("heading"), block("paragraph")]));
    sync();
  };

  const begin = async () => {
    if (log.length === 0 || textOf(me).length > 300 || chance(10) === 0) start();
    log = [];
    const all = places(me);
    const at = all[chance(all.length)] ?? 1;
    const { tr, doc } = me.view.state;
    const to = chance(5) ? at : Math.min(at + chance(4), doc.resolve(at).end());
    me.view.dispatch(tr.setSelection(new Marked(doc.resolve(at), doc.resolve(to))));
    me.view.focus();
    await later(0);
    const length = 1 + chance(5);
    const word = some(length);
    const steps = chance(4) ? [] : [some(1), some(2)]; // the keyboard thinks better of it
    for (let n = 1; n <= length; n++) steps.push(word.slice(0, n));
    const how = chance(6);
    const settled = [() => some(1 + chance(length + 2)), () => `${word} `, () => word.slice(0, -1) + letter(), () => undefined][how]?.() ?? (how === 3 ? undefined : word);
    log.push(`compose ${steps.join("→")} ⇒ ${settled ?? "blur"} at ${at}–${to}`);
    plan = { steps, settled, pauses: steps.map(() => chance(3) ? chance(12) : 0) };
    ended = false;
    restless = true;
    setTimeout(keepOn, chance(10));
    return plan;
  };

  const end = async () => {
    if (plan.settled === undefined) {
      await until(() => me.view.composing);
      await later(chance(20));
      if (chance(2)) me.composing.settle();
      else me.view.dom.blur();
    }
    const final = plan.settled ?? plan.steps.at(-1) ?? "";
    await until(() => ended);
    await later(chance(60));
    restless = false;
    await until(() => !me.view.composing);
    const deadline = Date.now() + 20_000;
    do {
      await later(20);
      sync();
    } while (!me.view.state.doc.eq(other.view.state.doc) && Date.now() < deadline);
    want(final.trim());
    for (const step of plan.steps) for (const l of step) if (!final.includes(l)) perhaps.add(l);
    for (const l of final) if (log.some(entry => entry.startsWith("delete") && entry.includes(l))) erased(l);
    const mine = textOf(me);
    const drawn = me.view.dom.textContent;
    const faults: string[] = [];
    if (!me.view.state.doc.eq(other.view.state.doc)) faults.push(`differ: ${me.view.state.doc} ${other.view.state.doc}`);
    if (drawn !== mine.replaceAll("\n", "")) faults.push(`drawn: ${drawn}`);
    const counted = new Map<string, number>();
    for (const l of mine) counted.set(l, (counted.get(l) ?? 0) + 1);
    for (const l of once) if (counted.get(l) !== 1) faults.push(`${l} is there ${counted.get(l) ?? 0} times`);
    for (const [l, n] of counted) if (l.trim() && !once.has(l) && !(perhaps.has(l) && n === 1)) faults.push(`${l} is there ${n} times and should not be`);
    return faults.length ? JSON.stringify({ faults, log, mine }, null, 1) : "";
  };
  start();
  Object.assign(globalThis, { trials: { begin, end } } satisfies Trials);
}
