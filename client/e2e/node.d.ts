// The little of Node that the stories use.
declare const process: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly once: (event: "exit", run: () => void) => void;
  readonly removeListener: (event: "exit", run: () => void) => void;
  readonly getuid: () => number;
};
interface Buffer extends Uint8Array {
  write(text: string): number;
  writeUInt16LE(value: number, at: number): number;
  writeUInt32LE(value: number, at: number): number;
  toString(coding?: "latin1"): string;
}
declare const Buffer: {
  readonly alloc: (size: number, fill?: string) => Buffer;
  readonly concat: (parts: readonly Uint8Array[]) => Buffer;
  readonly from: (text: string, coding?: "latin1") => Buffer;
  readonly compare: (one: Uint8Array, other: Uint8Array) => number;
};
interface ImportMeta {
  readonly dirname: string;
}
declare module "node:child_process" {
  type Stream = { readonly on: (event: "data", take: (text: unknown) => void) => void };
  export type ChildProcess = {
    readonly stdout: Stream; readonly stderr: Stream; readonly exitCode: number | null; readonly signalCode: string | null;
    readonly once: (event: "exit", run: (code: number | null) => void) => void;
    readonly kill: (signal: string) => void;
  };
  export function spawn(program: string, args: readonly string[], options: object): ChildProcess;
  export function execFileSync(program: string, args: readonly string[], options: object): string;
}
declare module "node:fs" {
  export function chownSync(path: string, user: number, group: number): void;
  export function cpSync(from: string, to: string, options: object): void;
  export function existsSync(path: string): boolean;
  export function mkdirSync(path: string, options: object): void;
  export function mkdtempSync(prefix: string): string;
  export function readFileSync(path: string, coding: "utf8"): string;
  export function readdirSync(path: string): string[];
  export function renameSync(from: string, to: string): void;
  export function rmSync(path: string, options: object): void;
  export function writeFileSync(path: string, content: Buffer): void;
}
declare module "node:http" {
  type Answer = { readonly setHeader: (name: string, value: string) => void; readonly end: (text: string) => void };
  export function createServer(answer: (request: unknown, response: Answer) => void): {
    readonly listen: (port: number, host: string, done: () => void) => void;
    readonly address: () => { readonly port: number };
    readonly close: () => void;
  };
}
declare module "node:net" {
  export type Socket = {
    on(event: "data", take: (data: Buffer) => void): Socket;
    on(event: "close" | "error", run: () => void): Socket;
    readonly write: (text: string) => void;
    readonly destroy: () => void;
  };
  export type Server = { readonly listen: (port: number, host: string, ready: () => void) => void; readonly address: () => { readonly port: number }; readonly close: () => void };
  export function createServer(talk: (line: Socket) => void): Server;
}
declare module "node:os" {
  export function tmpdir(): string;
}
declare module "node:path" {
  export function join(...parts: readonly string[]): string;
  export function resolve(...parts: readonly string[]): string;
}
declare module "node:readline" {
  export function createInterface(options: object): { readonly on: (event: "line", take: (line: string) => void) => void };
}
declare module "node:zlib" {
  export function deflateRawSync(content: Buffer): Buffer;
}
