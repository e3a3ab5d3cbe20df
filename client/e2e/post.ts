// A mail server that takes every letter, for stories in which letters are read.
import { createServer, type Socket } from "node:net";

export class Post {
  readonly #letters: string[] = [];
  readonly #open = new Set<Socket>();
  readonly #server = createServer(line => this.#talk(line));

  /** Begins to listen, and returns its address. */
  async start(): Promise<string> {
    await new Promise<void>(done => this.#server.listen(0, "127.0.0.1", done));
    return `smtp://127.0.0.1:${this.#server.address().port}`;
  }

  /** The letters that came, as text, in order. */
  letters(): readonly string[] {
    return this.#letters;
  }

  end(): void {
    for (const line of this.#open) line.destroy();
    this.#server.close();
  }

  #talk(line: Socket): void {
    let [heard, letter] = ["", false];
    this.#open.add(line);
    line.on("close", () => this.#open.delete(line)).on("error", () => undefined);
    line.write("220 post\r\n");
    line.on("data", data => {
      heard += data.toString("latin1");
      for (let end = heard.indexOf("\r\n"); end >= 0; end = heard.indexOf("\r\n")) {
        if (letter) {
          const whole = heard.indexOf("\r\n.\r\n");
          if (whole < 0) return;
          this.#letters.push(readable(heard.slice(0, whole)));
          [heard, letter] = [heard.slice(whole + 5), false];
          line.write("250 taken\r\n");
          continue;
        }
        const verb = heard.slice(0, 4).toUpperCase();
        heard = heard.slice(end + 2);
        letter = verb === "DATA";
        line.write(letter ? "354 go on\r\n" : verb === "QUIT" ? "221 bye\r\n" : "250 well\r\n");
      }
    });
  }
}

/** The text of a letter without the breaks and signs that it travels with (RFC 2045, 6.7). */
function readable(letter: string): string {
  const bytes = letter.replaceAll("=\r\n", "").replaceAll(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}
