// The little of Node that the tests use.
declare module "node:test" {
  type Clocks = { enable(what: { readonly apis: readonly string[] }): void; tick(ms: number): void; reset(): void };
  type Context = { readonly mock: { readonly timers: Clocks } };
  export function test(name: string, run: (context: Context) => void | Promise<void>): void;
}
declare module "node:assert/strict" {
  export function equal(got: unknown, want: unknown, message?: string): void;
  export function deepEqual(got: unknown, want: unknown, message?: string): void;
  export function ok(got: unknown, message?: string): void;
}
declare function setImmediate(run: (value?: unknown) => void): void;
declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
