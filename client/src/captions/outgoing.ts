// What is written and not yet known to be with the server: the newest text of each line,
// in the order in which the lines were begun, one on its way at a time.

/** What became of a line: why it was refused, "" when it was kept, undefined when there was no answer. */
export type Answer = string | undefined;

export type Post = (mark: string, text: string) => Promise<Answer>;

const between = 300; // milliseconds between two that are sent
const patience = 1_500; // and until another try, when there was no answer

export class Outgoing {
  readonly #post: Post;
  readonly #told: (answer: Answer) => void;
  readonly #pause: (ms: number) => Promise<unknown>;
  readonly #waiting = new Map<string, string>();
  #busy = false;

  /** told hears what became of each line that was sent. */
  constructor(post: Post, told: (answer: Answer) => void, pause = (ms: number): Promise<unknown> => new Promise(done => setTimeout(done, ms))) {
    this.#post = post;
    this.#told = told;
    this.#pause = pause;
  }

  /** Writes a line: what it said before and has not been sent is not sent any more. */
  write(mark: string, text: string): void {
    this.#waiting.set(mark, text);
    if (!this.#busy) void this.#go();
  }

  /** Whether everything is with the server. */
  get empty(): boolean {
    return this.#waiting.size === 0;
  }

  async #go(): Promise<void> {
    this.#busy = true;
    for (let next; (next = this.#waiting.entries().next().value); ) {
      const [mark, text] = next;
      const answer = await this.#post(mark, text);
      if (answer !== undefined && this.#waiting.get(mark) === text) this.#waiting.delete(mark);
      this.#told(answer);
      await this.#pause(answer === undefined ? patience : between);
    }
    this.#busy = false;
  }
}
