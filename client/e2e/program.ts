// The program itself, as one node with a folder of its own.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const root = resolve(import.meta.dirname, "../..");
/** The program to try: RINGAIN names another than the one that make builds. */
const program = process.env["RINGAIN"] ?? join(root, "bin/ringain");

/** Builds the program, unless it is there. */
export function build(): void {
  if (!existsSync(program)) execFileSync("go", ["build", "-o", program, "./server"], { cwd: root, stdio: "inherit" });
}

export class Program {
  readonly base: string;
  readonly #data = mkdtempSync(join(tmpdir(), "ringain-stories-"));
  readonly #address: string;
  #settings: readonly string[] = [];
  #child: ChildProcess | undefined;
  #printed = "";
  #log = "";

  private constructor(port: number) {
    this.#address = `127.0.0.1:${port}`;
    this.base = `http://${this.#address}`;
  }

  /** Starts a node with the sample season, or with nothing in it, and waits until it is ready. */
  static async start(...settings: readonly string[]): Promise<Program> {
    for (let tries = 0; tries < 5; tries++) {
      // Below the ports of outgoing connections, so that none takes it while the node is down.
      const node = new Program(15_000 + Math.floor(Math.random() * 10_000));
      if (await node.run(...settings)) return node;
      node.end();
    }
    throw new Error("the program does not start");
  }

  /** Starts the process at its address and tells whether it says that it is ready. */
  async run(...settings: readonly string[]): Promise<boolean> {
    this.#settings = settings.filter(setting => setting !== "--sample");
    const child = spawn(program, ["serve", "--addr", this.#address, "--data", this.#data, ...settings], { stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    child.stderr?.on("data", (text: unknown) => (this.#log += String(text)));
    process.once("exit", this.#kill);
    const ready = new Promise<boolean>(done => {
      child.once("exit", () => done(false));
      createInterface({ input: child.stdout }).on("line", line => {
        if (line.startsWith("ringain is ready at ")) done(true);
        const link = /24 hours: (\S+)/.exec(line);
        if (link) this.#printed = link[1] ?? "";
      });
    });
    return ready;
  }

  /** The path of the link that the program printed for its first organiser. */
  printedLink(): string {
    return new URL(this.#printed).pathname;
  }

  /** Has the program make a link for one more organiser, and returns its path. */
  link(): string {
    const out = execFileSync(program, ["link", "--new", "--log", "warn", "--addr", this.#address, "--data", this.#data, ...this.#settings], { encoding: "utf8" });
    return new URL(out.trim()).pathname;
  }

  /** Ends the process as a power cut would. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>(done => child.once("exit", () => done()));
    this.#kill();
    await gone;
  }

  /** Begins again at its address with nothing kept, and tells whether it is ready. */
  async afresh(...settings: readonly string[]): Promise<boolean> {
    await this.kill();
    rmSync(this.#data, { recursive: true, force: true });
    mkdirSync(this.#data, {});
    return this.run(...settings);
  }

  /** Copies all that the process has kept, as it stands after a power cut. */
  async copy(): Promise<void> {
    await this.kill();
    cpSync(this.#data, `${this.#data}-copy`, { recursive: true });
  }

  /** Puts the copy back in the place of what has been kept since. */
  async putBack(): Promise<void> {
    await this.kill();
    rmSync(this.#data, { recursive: true, force: true });
    renameSync(`${this.#data}-copy`, this.#data);
  }

  /** What the process has written to its log. */
  log(): string {
    return this.#log;
  }

  /** Ends the process and removes all that it kept. */
  end(): void {
    this.#kill();
    process.removeListener("exit", this.#kill);
    for (const folder of [this.#data, `${this.#data}-copy`]) rmSync(folder, { recursive: true, force: true });
  }

  readonly #kill = (): void => {
    this.#child?.kill("SIGKILL");
  };
}
