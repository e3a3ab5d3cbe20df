// What Yjs says of itself, without the colours and pictures of lib0/logging.
export const [ORANGE, RED, BOLD, UNBOLD] = ["", "", "", ""];

export function print(...said: readonly unknown[]): void {
  console.info(...said.filter(Boolean));
}

export function warn(...said: readonly unknown[]): void {
  console.warn(...said);
}
