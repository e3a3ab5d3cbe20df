// While somebody composes a word, as on the keyboard of a phone, what others write waits:
// a change to the line that the letters stand in would end the composing, and letters
// come twice or not at all. One's own letters go out all the while. What waits is let in
// between two words, and never in the middle of one: a word that rests is settled first.

/** How long a word may rest before it is settled for the sake of what waits, in milliseconds. */
const patience = 10_000;
/** How long after a word the browser and the editor need to put it in its place. */
const settling = 30;
/** The most changes that wait. */
const most = 1_000;

/**
 * Has the editor see where the caret is. A key has moved it at once, but the browser tells of
 * that a little later: what others do meanwhile would lead it back to where it was, and the
 * next key would be pressed there.
 */
export const heedCaret = (page?: Document) => page?.dispatchEvent(new Event("selectionchange"));

export class Composing {
  readonly #take: (update: Uint8Array) => void;
  #waiting: Uint8Array[] = [];
  #at: HTMLElement | undefined; // where a word is being composed, or was a moment ago
  #timer = 0;
  #page: Document | undefined;

  /** take takes in what others have written, in order. */
  constructor(take: (update: Uint8Array) => void) {
    this.#take = take;
  }

  /** Something that others have written has come. */
  take(update: Uint8Array): void {
    if (!this.#at) return this.#let(update);
    this.#waiting.push(update);
    if (this.#waiting.length === most) this.settle();
  }

  /** Listens to an element in which words may be composed. */
  watch(element: HTMLElement): void {
    this.#page = element.ownerDocument;
    const goes = () => this.#hold(element, patience, () => this.#rested());
    element.addEventListener("compositionstart", goes);
    element.addEventListener("compositionupdate", goes);
    element.addEventListener("compositionend", () => this.#hold(element, settling, () => this.#release()));
  }

  /** Has the browser settle the word as it stands, as it does when the keyboard goes elsewhere. */
  settle(): void {
    const at = this.#at;
    if (!at) return;
    this.#hold(at, settling, () => this.#release());
    if (document.activeElement !== at) return;
    at.blur();
    at.focus({ preventScroll: true });
  }

  #rested(): void {
    if (this.#at && this.#waiting.length === 0) this.#hold(this.#at, patience, () => this.#rested());
    else this.settle();
  }

  #hold(at: HTMLElement, ms: number, then: () => void): void {
    this.#at = at;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, ms);
  }

  #release(): void {
    this.#at = undefined;
    for (const update of this.#waiting.splice(0)) this.#let(update);
  }

  #let(update: Uint8Array): void {
    heedCaret(this.#page);
    this.#take(update);
  }
}
