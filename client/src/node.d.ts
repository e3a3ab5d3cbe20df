// The little of Node that the tests use.
declare module "node:test" {
  export function test(name: string, run: () => void | Promise<void>): void;
}
declare module "node:assert/strict" {
  export function equal(got: unknown, want: unknown, message?: string): void;
  export function deepEqual(got: unknown, want: unknown, message?: string): void;
  export function ok(got: unknown, message?: string): void;
}
