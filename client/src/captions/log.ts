// The lines on the page: they scroll along with the newest, unless the reader has
// scrolled back.
import { finished, seen, type Caption } from "./lines";

const near = 48; // pixels from the end that count as at the end

export class Log {
  readonly #box: HTMLElement;
  readonly #newest: HTMLElement;
  readonly #aloud: HTMLElement;
  readonly #lines = new Map<number, HTMLElement>();
  #follows = true;
  #said = -1; // the line that was read aloud last; negative before the first have come

  constructor(lane: HTMLElement) {
    const find = (what: string) => lane.querySelector<HTMLElement>(what) ?? lane;
    this.#box = find(".captions");
    this.#newest = find(".newest");
    this.#aloud = find(".aloud");
    this.#box.addEventListener("scroll", () => {
      const { scrollTop, clientHeight, scrollHeight } = this.#box;
      this.#follow(scrollTop + clientHeight > scrollHeight - near);
    }, { passive: true });
    find("[data-do=newest]").addEventListener("click", () => {
      this.#follow(true);
      this.keep();
      this.#box.focus();
    });
  }

  /** Draws the lines; only what has changed is touched. */
  draw(lines: readonly Caption[], aloud: boolean): void {
    const shown = seen(lines);
    const there = new Set(shown.map(c => c.line));
    if (shown.length > 0) this.#box.querySelectorAll(".none, p[data-line]").forEach(old => old.remove()); // what the server wrote
    for (const [line, p] of this.#lines) {
      if (there.has(line)) continue;
      p.remove();
      this.#lines.delete(line);
    }
    let before: Element | null = null;
    for (const { line, text } of shown) {
      const p: HTMLElement = this.#lines.get(line) ?? paragraph();
      if (p.firstElementChild && p.textContent !== text) p.firstElementChild.textContent = text;
      if (!this.#lines.has(line)) {
        if (before) before.after(p);
        else this.#box.prepend(p);
        this.#lines.set(line, p);
      }
      before = p;
    }
    this.keep();
    this.#read(lines, aloud);
  }

  /** Says that there is no more to come, in the place of the lines. */
  over(text: string): void {
    this.#lines.clear();
    const p = document.createElement("p");
    p.className = "none";
    p.textContent = text;
    this.#box.replaceChildren(p);
    this.#follow(true);
  }

  /** Stays with the newest line, if the reader does. */
  keep(): void {
    if (this.#follows) this.#box.scrollTop = this.#box.scrollHeight;
  }

  #follow(follows: boolean): void {
    this.#follows = follows;
    this.#newest.hidden = follows;
  }

  /** Has a screen reader read what is finished, but nothing of what was there from the start. */
  #read(lines: readonly Caption[], aloud: boolean): void {
    const done = this.#said < 0 ? [] : finished(lines, this.#said);
    const newest = lines.at(-1)?.line ?? 0;
    this.#said = this.#said < 0 ? newest - 1 : Math.max(this.#said, newest - 1);
    if (aloud && done.length > 0) this.#aloud.textContent = done.map(c => c.text).join(" ");
  }
}

function paragraph(): HTMLElement {
  const p = document.createElement("p");
  p.append(document.createElement("bdi"));
  return p;
}
