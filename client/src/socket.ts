// The line to the server: it connects, waits longer after each failure with some
// chance in it, says what the client already has and hands on what comes. It knows
// no message by name beyond the envelope: hello, here and bye.
import { close, protocol, ticketPrefix, type Hello, type Reply } from "./wire";

/** How the line is. blocked: sockets cannot be opened from here. ended: the session is over. */
export type Line = "opening" | "open" | "away" | "blocked" | "ended";

export type Ears = {
  /** What the client already has, for hello. */
  readonly has: () => Hello;
  /** Takes one frame; false when it does not fit what the client has. */
  readonly take: (frame: unknown) => boolean;
  /** Takes one binary frame. */
  readonly takeBytes: (frame: Uint8Array) => void;
  /** Told why the person may not be here, before the line ends; "" when they have been removed. */
  readonly shut: (say: string) => void;
  /** Told when the line changes. */
  readonly line: (line: Line) => void;
};

const firstWait = 250; // milliseconds
const longestWait = 10_000;
const retryBlocked = 60_000;
const stale = 25_000; // a line that has been silent this long is not trusted on waking up
const silent = 45_000; // and after this long not at all: the server says the time every 20 seconds

/** Returns how long to wait before the given attempt, counted from 0: half certain, half chance. */
export function wait(attempt: number, chance: number): number {
  const most = Math.min(firstWait * 2 ** attempt, longestWait);
  return most / 2 + (most / 2) * chance;
}

export class Socket {
  readonly #base: string;
  readonly #ears: Ears;
  #ws: WebSocket | undefined;
  readonly #ended = new AbortController();
  #timer = 0;
  #watch = 0;
  #attempt = 0;
  #neverOpened = 0;
  #heard = 0;
  #after = -1; // milliseconds asked for by bye
  #line: Line = "opening";

  constructor(base: string, ears: Ears) {
    this.#base = base;
    this.#ears = ears;
  }

  /** Opens the line and keeps it open until close. */
  open(): void {
    const { signal } = this.#ended;
    document.addEventListener("visibilitychange", this.#wake, { signal });
    for (const name of ["online", "focus", "pageshow"]) addEventListener(name, this.#wake, { signal });
    addEventListener("offline", this.#lost, { signal });
    this.#watch = setInterval(this.#listenFor, 5_000);
    void this.#connect();
  }

  close(): void {
    this.#ended.abort();
    clearInterval(this.#watch);
    this.#become("ended");
    this.#drop();
  }

  /** Sends a frame, if the line is open. */
  send(frame: object): boolean {
    if (this.#line !== "open") return false;
    this.#ws?.send(JSON.stringify(frame));
    return true;
  }

  /** Sends a binary frame, if the line is open. */
  sendBytes(frame: Uint8Array): boolean {
    if (this.#line !== "open") return false;
    this.#ws?.send(frame as Uint8Array<ArrayBuffer>);
    return true;
  }

  /** Leaves the line and opens it anew at once. */
  again(): void {
    if (this.#line === "ended") return;
    this.#drop();
    this.#become("away");
    void this.#connect();
  }

  readonly #wake = (event: Event): void => {
    if (document.visibilityState === "hidden" || this.#line === "ended") return;
    if (this.#line === "open") {
      if (event.type === "online" || Date.now() - this.#heard > stale) this.again();
      return;
    }
    if (this.#timer) this.again();
  };

  /** A line can break without a sign; then nothing is heard any more. */
  readonly #listenFor = (): void => {
    if (this.#line === "open" && Date.now() - this.#heard > silent) this.again();
  };

  /** The device says that its network is gone; the socket would only find out in minutes. */
  readonly #lost = (): void => {
    this.#drop();
    this.#later();
  };

  async #connect(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = 0;
    try {
      const ticket = await this.#ticket();
      if (this.#line === "ended") return;
      this.#listen(ticket);
    } catch {
      this.#later();
    }
  }

  async #ticket(): Promise<string> {
    const answer = await fetch(`${this.#base}/biljett`, { method: "POST", signal: AbortSignal.timeout(10_000) });
    if (answer.status === 403) {
      const { refused, say } = (await answer.json()) as Reply;
      if (refused === "outside") this.#shut(say);
      else location.reload(); // to the page that tells them to wait, or what to write instead
    }
    if (!answer.ok) throw new Error(`ticket: ${answer.status}`);
    const body = (await answer.json()) as { readonly ticket: string };
    return body.ticket;
  }

  #shut(say = ""): void {
    this.#ears.shut(say);
    this.close();
  }

  #listen(ticket: string): void {
    this.#drop();
    const address = new URL(`${this.#base}/socket`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const ws = new WebSocket(address, [protocol, ticketPrefix + ticket]);
    this.#ws = ws;
    ws.binaryType = "arraybuffer";
    let opened = false;
    ws.onopen = () => {
      opened = true;
      ws.send(JSON.stringify({ hello: this.#ears.has() }));
    };
    ws.onmessage = event => this.#receive(event.data);
    ws.onclose = event => {
      if (this.#ws !== ws) return;
      this.#ws = undefined;
      this.#neverOpened = opened ? 0 : this.#neverOpened + 1;
      if (event.code === close.signedOut) this.close();
      else if (event.code === close.removed) this.#shut();
      else this.#later();
    };
  }

  #receive(data: unknown): void {
    this.#heard = Date.now();
    if (data instanceof ArrayBuffer) this.#ears.takeBytes(new Uint8Array(data));
    if (typeof data !== "string") return;
    const frame: unknown = JSON.parse(data);
    if (typeof frame === "object" && frame !== null && "bye" in frame) {
      this.#after = (frame.bye as { readonly after: number }).after;
      return;
    }
    if (!this.#ears.take(frame)) {
      this.#drop();
      this.#later();
      return;
    }
    if (typeof frame === "object" && frame !== null && "here" in frame) {
      this.#attempt = 0;
      this.#become("open");
    }
  }

  #later(): void {
    if (this.#line === "ended") return;
    const blocked = this.#neverOpened >= 2;
    this.#become(blocked ? "blocked" : "away");
    const ms = this.#after >= 0 ? this.#after : blocked ? retryBlocked : wait(this.#attempt++, Math.random());
    this.#after = -1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#connect(), ms);
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const ws = this.#ws;
    this.#ws = undefined;
    ws?.close();
  }

  #become(line: Line): void {
    if (line === this.#line) return;
    this.#line = line;
    this.#ears.line(line);
  }
}
