// What two nodes of one installation stand on: a PostgreSQL and a Redis of their own.
// PostgreSQL keeps what it is told on the disk before it answers.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chownSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const where = "/usr/lib/postgresql"; // of Debian, the newest version last
/** PostgreSQL refuses to run as root, so root runs it as nobody. */
const nobody = process.getuid() === 0 ? { uid: 65_534, gid: 65_534 } : {};

export class Pillars {
  /** What nodes are started with. */
  readonly settings: readonly string[];
  readonly #folder: string;
  readonly #children: readonly ChildProcess[];

  private constructor(settings: readonly string[], folder: string, children: readonly ChildProcess[]) {
    this.settings = settings;
    this.#folder = folder;
    this.#children = children;
    process.once("exit", this.#kill);
  }

  /** Starts both, and waits until they are ready. */
  static async start(): Promise<Pillars> {
    const folder = mkdtempSync(join(tmpdir(), "ringain-pillars-"));
    if (nobody.uid) chownSync(folder, nobody.uid, nobody.gid);
    const newest = readdirSync(where).sort((a, b) => Number(a) - Number(b)).at(-1) ?? "";
    const program = (name: string) => join(where, newest, "bin", name);
    const data = join(folder, "postgres");
    const environment = { ...nobody, cwd: folder, env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C" } };
    execFileSync(program("initdb"), ["--pgdata", data, "--username", "test", "--auth", "trust", "--encoding", "UTF8"], { ...environment, stdio: "ignore" });
    const [first, second] = [port(), port()];
    const postgres = spawn(program("postgres"), ["-D", data, "-p", first, "-c", "listen_addresses=127.0.0.1", "-c", `unix_socket_directories=${folder}`], environment);
    const redis = spawn("redis-server", ["--port", second, "--bind", "127.0.0.1", "--dir", folder, "--save", ""], environment);
    await Promise.all([says(postgres, /ready to accept connections/), says(redis, /Ready to accept connections/)]);
    return new Pillars(["--database", `postgres://test@127.0.0.1:${first}/postgres?sslmode=disable`, "--redis", `redis://127.0.0.1:${second}`], folder, [postgres, redis]);
  }

  /** Ends both and removes all that they kept. */
  async end(): Promise<void> {
    const gone = this.#children.map(child => new Promise<void>(done => child.once("exit", () => done())));
    this.#kill();
    await Promise.all(gone);
    process.removeListener("exit", this.#kill);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  readonly #kill = (): void => {
    const [postgres, redis] = this.#children;
    postgres?.kill("SIGINT"); // and with it its own children
    redis?.kill("SIGKILL");
  };
}

/** A port below those of outgoing connections. */
function port(): string {
  return String(15_000 + Math.floor(Math.random() * 10_000));
}

async function says(child: ChildProcess, what: RegExp): Promise<void> {
  await new Promise<void>((done, fail) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on("line", line => { if (what.test(line)) done(); });
    }
    child.once("exit", code => fail(new Error(`ended with ${code}`)));
  });
}
