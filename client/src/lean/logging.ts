// What Yjs warns of, without the colours and pictures of lib0/logging and what is only told to whoever debugs it.
export const ORANGE = "", RED = "", BOLD = "", UNBOLD = "";

export function print(): void {}

export function warn(...said: readonly unknown[]): void {
  console.warn(...said);
}
