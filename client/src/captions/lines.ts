// The captions as a browser knows them: lines with a number, each written anew as often
// as its writer likes.

/** One line. Empty text: it was taken away. */
export type Caption = { readonly line: number; readonly rev: number; readonly text: string };

const most = 100; // lines that are kept

/** Returns the lines with those that have come: of the same line the one written last stands. */
export function merged(lines: readonly Caption[], come: readonly Caption[]): readonly Caption[] {
  const all = new Map(lines.map(c => [c.line, c]));
  for (const c of come) {
    const before = all.get(c.line);
    if (!before || before.rev < c.rev) all.set(c.line, c);
  }
  return [...all.values()].sort((a, b) => a.line - b.line).slice(-most);
}

/** The lines that are seen. */
export function seen(lines: readonly Caption[]): readonly Caption[] {
  return lines.filter(c => c.text);
}

/** What is finished after a line: those that come before the newest one, and not those that were finished before. */
export function finished(lines: readonly Caption[], after: number): readonly Caption[] {
  const newest = lines.at(-1)?.line ?? 0;
  return seen(lines).filter(c => c.line > after && c.line < newest);
}
