// Sends a file by tus 1.0.0, part by part, as go doc ringain/server/upload says. What is
// acknowledged is kept: after a broken line, and from another node too, it goes on from
// there; after the page was loaded anew as well, once the same file is chosen again.
import { begun, forget, keep } from "./kept";

/** What a file has become: what a command that shares it, or a form, says of it. */
export interface Uploaded {
  /** The upload's own identity, for a form. */
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  /** MIME. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

export interface Sending {
  /** Where files are taken in: /filer/nya, or /en/filer/nya for answers in English. */
  readonly at: string;
  /** The meeting that it is to be shared in, or the private link that it is added by. */
  readonly about?: { readonly meeting: string } | { readonly presenter: string } | undefined;
  /** Ends the sending, and what has come of the file is removed. */
  readonly signal: AbortSignal;
  /** So many bytes are kept; waiting while the line is broken. */
  readonly progress: (bytes: number, waiting: boolean) => void;
}

/** The file is not taken; the message says why, in the reader's language. */
export class Refused extends Error {}

const least = 64 * 1024;
const most = 4 * 1024 * 1024;
/** Milliseconds: a part is made to take about a second or two. */
const quick = 800;
const slow = 3000;
const patience = 60_000;
/** So many times in a row the server may say that it can keep nothing just now. */
const tries = 4;

const base64 = (text: string): string => btoa(String.fromCodePoint(...new TextEncoder().encode(text)));

/** What the server says of why not, if it says anything. */
async function why(answer: Response): Promise<string> {
  const said = (await answer.json().catch(() => ({}))) as { readonly say?: string };
  return said.say ?? "";
}

class Line {
  #failed = 0;
  #kept = 0;
  readonly #o: Sending;

  constructor(o: Sending) {
    this.#o = o;
  }

  /** Asks until there is an answer that means something. */
  async ask(url: string, method: string, headers: Record<string, string>, body?: ArrayBuffer): Promise<Response> {
    for (;;) {
      this.#o.signal.throwIfAborted();
      const signal = AbortSignal.any([this.#o.signal, AbortSignal.timeout(patience)]);
      const answer = await fetch(url, { method, headers: { "Tus-Resumable": "1.0.0", ...headers }, signal, ...(body ? { body } : {}) }).catch(() => undefined);
      if (answer?.ok || answer?.status === 409) {
        this.#failed = 0;
        return answer;
      }
      if (answer && answer.status < 500) throw new Refused(await why(answer));
      if (answer?.status === 503 && ++this.#failed >= tries) throw new Refused(await why(answer));
      await this.#pause();
      if (method === "PATCH") return new Response(null, { status: 409 }); // it may have come in: ask how far
    }
  }

  tell(bytes: number): void {
    this.#kept = bytes;
    this.#o.progress(bytes, false);
  }

  /** Waits a little, or until the device says that there is a line again. */
  async #pause(): Promise<void> {
    this.#o.signal.throwIfAborted();
    this.#o.progress(this.#kept, true);
    await new Promise<void>(done => {
      const over = (): void => {
        clearTimeout(timer);
        removeEventListener("online", over);
        done();
      };
      const timer = setTimeout(over, 500 + Math.random() * 1500);
      addEventListener("online", over);
      this.#o.signal.addEventListener("abort", over, { once: true });
    });
  }
}

/** Sends a file and returns what it has become. It throws Refused, or what signal was aborted with. */
export async function send(file: File, o: Sending): Promise<Uploaded> {
  const line = new Line(o);
  const about = Object.entries({ filename: file.name, ...o.about }).map(([name, value]) => `${name} ${base64(value)}`).join(",");
  const { url, at } = (await before(file, about, line)) ?? (await begin(file, about, o.at, line));
  try {
    await sendParts(file, url, at, line);
    const became = (await (await line.ask(url, "GET", {})).json()) as Omit<Uploaded, "id">;
    keep(file, about, url, true);
    return { id: url.slice(url.lastIndexOf("/") + 1), ...became };
  } catch (error) {
    if (o.signal.aborted) void drop(url);
    else if (error instanceof Refused) forget(url);
    throw error;
  }
}

type Begun = { readonly url: string; readonly at: number };

async function begin(file: File, about: string, at: string, line: Line): Promise<Begun> {
  const answer = await line.ask(at, "POST", { "Upload-Length": String(file.size), "Upload-Metadata": about });
  const url = answer.headers.get("Location") ?? "";
  keep(file, about, url, false);
  return { url, at: 0 };
}

/** How far the same file came before the page was loaded anew, if the server still has that. */
async function before(file: File, about: string, line: Line): Promise<Begun | undefined> {
  const url = begun(file, about);
  if (!url) return undefined;
  try {
    const at = Number((await line.ask(url, "HEAD", {})).headers.get("Upload-Offset"));
    line.tell(at);
    return { url, at };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    forget(url);
    return undefined;
  }
}

/** Removes what has come of a file. */
export async function drop(url: string): Promise<void> {
  forget(url);
  await fetch(url, { method: "DELETE", headers: { "Tus-Resumable": "1.0.0" }, keepalive: true }).catch(() => undefined);
}

async function sendParts(file: File, url: string, from: number, line: Line): Promise<void> {
  let size = least * 4;
  for (let at = from; at < file.size; ) {
    const part = await file.slice(at, at + size).arrayBuffer();
    const since = performance.now();
    let answer = await line.ask(url, "PATCH", { "Upload-Offset": String(at), "Content-Type": "application/offset+octet-stream" }, part);
    const took = performance.now() - since;
    size = took < quick ? Math.min(size * 2, most) : took > slow ? Math.max(size / 2, least) : size;
    if (answer.status === 409) {
      size = least;
      answer = await line.ask(url, "HEAD", {});
    }
    at = Number(answer.headers.get("Upload-Offset"));
    line.tell(at);
  }
  // One whose last answer was lost may have come in without having become a file.
  await line.ask(url, "PATCH", { "Upload-Offset": String(file.size), "Content-Type": "application/offset+octet-stream" });
}
