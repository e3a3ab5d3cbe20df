// While somebody composes a word, as on the keyboard of a phone, what others write waits:
// a change to the line that the letters stand in would end the composing, and letters
// come twice or not at all. It waits for the word, and no longer than the keyboard rests.

/** How long a word that is being composed may rest before others are let in, in milliseconds. */
const patience = 3_000;
/** How long after a word the browser and the editor need to settle it. */
const settling = 60;

export class Composing {
  readonly #take: (update: Uint8Array) => void;
  #waiting: Uint8Array[] = [];
  #holding = false;
  #timer = 0;

  /** take takes in what others have written, in order. */
  constructor(take: (update: Uint8Array) => void) {
    this.#take = take;
  }

  /** Something that others have written has come. */
  take(update: Uint8Array): void {
    if (this.#holding) this.#waiting.push(update);
    else this.#take(update);
  }

  /** Listens to an element in which words may be composed. */
  watch(element: HTMLElement): void {
    const begin = () => this.#hold(patience);
    element.addEventListener("compositionstart", begin);
    element.addEventListener("compositionupdate", begin);
    element.addEventListener("compositionend", () => this.#hold(settling));
  }

  /** Lets in what waits. */
  release(): void {
    clearTimeout(this.#timer);
    this.#holding = false;
    for (const update of this.#waiting.splice(0)) this.#take(update);
  }

  #hold(ms: number): void {
    this.#holding = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.release(), ms);
  }
}
