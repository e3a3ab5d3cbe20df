// What somebody writes stands there once, whatever another makes of the line meanwhile.
import { equal } from "node:assert/strict";
import { test } from "node:test";
import { Person } from "./person";
import { schema } from "./schema";

/** Two who have the same lines before them. */
function two(...lines: readonly string[]): readonly [Person, Person] {
  const [ada, bo] = [new Person(1), new Person(2)];
  const paragraphs = lines.map(line => schema.node("paragraph", null, line ? schema.text(line) : []));
  ada.do(tr => tr.replaceWith(0, tr.doc.content.size, paragraphs));
  settle(ada, bo);
  ada.pause();
  return [ada, bo];
}

function settle(ada: Person, bo: Person): void {
  while (ada.waiting.length > 0 || bo.waiting.length > 0) {
    ada.tell(bo);
    bo.tell(ada);
  }
}

function both(ada: Person, bo: Person, text: string): void {
  settle(ada, bo);
  equal(ada.text, text);
  equal(bo.text, text);
}

test("what is written in two places of a line stands there once when another makes a heading of it and then a list, and so does what is between", () => {
  const [ada, bo] = two("början mitten slutet");
  ada.write("A", 8);
  ada.write("B", 16);
  bo.press("heading", 1);
  bo.press("bullet_list", 1);
  both(ada, bo, "början Amitten Bslutet");
});

test("what another moves to a line of its own stands there once when it was taken away and taken back here", () => {
  const [ada, bo] = two("början slutet");
  ada.do(tr => tr.delete(8, 14));
  ada.undo();
  bo.press("heading", 1);
  both(ada, bo, "början slutet");
  equal(ada.state.doc.firstChild?.type.name, "heading");
});

test("two who begin to write in a new line at once, and go on, write every letter once", () => {
  const [ada, bo] = two("början");
  ada.press("Enter", 7);
  settle(ada, bo);
  ada.write("A", 9);
  bo.write("B", 9);
  bo.tell(ada);
  ada.write("C", 11);
  both(ada, bo, "början\nABC");
  ada.undo();
  both(ada, bo, "början\nB");
});

test("a new line is taken back whole", () => {
  const [ada, bo] = two("början");
  ada.press("Enter", 7);
  settle(ada, bo);
  ada.undo();
  both(ada, bo, "början");
});

test("what was written in a line that another takes away stands in a line of its own", () => {
  const [ada, bo] = two("ett", "två", "tre");
  ada.write("A", 7);
  bo.do(tr => tr.delete(5, 10));
  both(ada, bo, "ett\nA\ntre");
});

test("whatever one does to the lines that the other writes in, every letter that nobody took away is there once", () => {
  for (let seed = 1; seed <= 40; seed++) new Trial(seed).run();
});

/** One writes anywhere, the other does anything anywhere, and each hears of the other when chance says. Every letter is of its own kind. */
class Trial {
  readonly #seed: number;
  readonly #ada: Person;
  readonly #bo: Person;
  readonly #here = new Set<string>(); // letters that must be there
  readonly #perhaps = new Set<string>(); // and these may: they were taken away by one while the other moved them
  #chance: number;
  #letters = 0x4e00;

  constructor(seed: number) {
    this.#seed = this.#chance = seed;
    [this.#ada, this.#bo] = two(this.#some(8), this.#some(8), this.#some(8));
    for (const letter of this.#ada.text.replaceAll("\n", "")) this.#here.add(letter);
  }

  run(): void {
    for (let round = 0; round < 12; round++) {
      for (let step = this.#up(30); step >= 0; step--) this.#step();
      settle(this.#ada, this.#bo);
      const { text } = this.#ada;
      const about = `seed ${this.#seed}, round ${round}: ${text}`;
      equal(this.#bo.state.doc.toString(), this.#ada.state.doc.toString(), about);
      for (const letter of this.#here) equal(text.split(letter).length - 1, 1, `${letter} in ${about}`);
      for (const letter of this.#perhaps) equal(text.split(letter).length - 1 < 2, true, `${letter} in ${about}`);
    }
  }

  /** A number under n. */
  #up(n: number): number {
    this.#chance = (this.#chance + 0x9e3779b9) | 0;
    let x = Math.imul(this.#chance ^ (this.#chance >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return ((x ^ (x >>> 15)) >>> 0) % n;
  }

  #some(n: number): string {
    return Array.from({ length: n }, () => String.fromCharCode(this.#letters++)).join("");
  }

  #step(): void {
    if (this.#up(3) === 0) this.#write(this.#ada);
    else if (this.#up(2)) this.#act();
    if (this.#up(3) === 0) this.#ada.tell(this.#bo, 1 + this.#up(4));
    if (this.#up(3) === 0) this.#bo.tell(this.#ada, 1 + this.#up(4));
  }

  /** Somewhere a caret can stand. */
  #place({ state: { doc } }: Person): number {
    const all: number[] = [];
    doc.descendants((node, at) => {
      for (let i = 0; node.isTextblock && i <= node.content.size; i++) all.push(at + 1 + i);
      return !node.isTextblock;
    });
    return all[this.#up(all.length)] ?? 1;
  }

  #erase(text: string): void {
    for (const letter of text) if (this.#here.delete(letter)) this.#perhaps.add(letter);
  }

  /** Writes a few letters, now and then over others. */
  #write(who: Person): void {
    const { doc } = who.state;
    const at = this.#place(who);
    const to = this.#up(6) ? at : Math.min(at + this.#up(4), doc.resolve(at).end());
    const text = this.#some(1 + this.#up(3));
    this.#erase(doc.textBetween(at, to));
    for (const letter of text) this.#here.add(letter);
    who.write(text, at, to);
  }

  #act(): void {
    const bo = this.#bo;
    const { doc } = bo.state;
    const at = this.#place(bo);
    const $at = doc.resolve(at);
    const deed = this.#up(20);
    if (deed < 9) this.#write(bo);
    else if (deed < 12) bo.press("Enter", at);
    else if (deed < 13) bo.press("Backspace", $at.start());
    else if (deed < 14) bo.press("Delete", $at.end());
    else if (deed < 18) bo.press((["heading", "beslut", "bullet_list", "ordered_list"] as const)[this.#up(4)] ?? "heading", at);
    else if (deed < 19) bo.do(tr => tr.addMark(at, Math.min(at + 4, $at.end()), schema.mark("strong")));
    else {
      this.#erase($at.parent.textContent);
      const whole = $at.depth === 1 && doc.childCount > 1;
      bo.do(tr => whole ? tr.delete($at.before(), $at.after()) : tr.delete($at.start(), $at.end()));
    }
  }
}
