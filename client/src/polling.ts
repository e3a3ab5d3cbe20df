// The way round, where sockets are blocked: what is missing is asked for every ten
// seconds, and commands are posted. The frames are those of the socket, as a list.
import type { Position } from "./wire";

const every = 10_000; // milliseconds

export class Polling {
  readonly #base: string;
  readonly #has: () => Position;
  readonly #take: (frame: unknown) => boolean;
  readonly #heard: (reached: boolean) => void;
  #timer = 0;
  #asking = false;

  constructor(base: string, has: () => Position, take: (frame: unknown) => boolean, heard: (reached: boolean) => void) {
    this.#base = base;
    this.#has = has;
    this.#take = take;
    this.#heard = heard;
  }

  open(): void {
    if (this.#timer) return;
    this.#timer = setInterval(() => void this.ask(), every);
    void this.ask();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  /** Asks for what is missing, once at a time, and tells whether an answer came. */
  async ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const { epoch, seq } = this.#has();
    const query = new URLSearchParams({ epoch: epoch ?? "", after: String(seq ?? 0) });
    const reached = await this.#answer(`${this.#base}/handelser?${query}`, {}, frames => (frames as readonly unknown[]).every(this.#take));
    this.#asking = false;
    if (this.#timer) this.#heard(reached);
  }

  /** Posts one command and takes its answer. */
  async send(command: object): Promise<void> {
    const headers = { "Content-Type": "application/json" };
    const reached = await this.#answer(`${this.#base}/kommando`, { method: "POST", headers, body: JSON.stringify(command) }, this.#take);
    if (reached) await this.ask();
  }

  async #answer(address: string, request: RequestInit, take: (body: unknown) => void): Promise<boolean> {
    try {
      const answer = await fetch(address, { ...request, signal: AbortSignal.timeout(every) });
      const said = answer.headers.get("Content-Type") ?? "";
      if (!said.startsWith("application/json")) return false;
      take(await answer.json());
      return true;
    } catch {
      return false; // asked again in ten seconds; a command stays in the outbox
    }
  }
}
