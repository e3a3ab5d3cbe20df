// Where a dragged row lands.

/** The place of a row on the page: its top and its height in pixels. */
export type Box = { readonly top: number; readonly height: number };

/** Returns the place, counted from 0, that a row from a place takes when it has been dragged dy pixels: it passes a row when its own middle has passed that row's middle. */
export function landing(rows: readonly Box[], from: number, dy: number): number {
  const dragged = rows[from];
  if (!dragged) return from;
  const middle = dragged.top + dragged.height / 2 + dy;
  const above = rows.filter((r, i) => i !== from && (i < from ? r.top + r.height / 2 < middle : r.top + r.height / 2 <= middle));
  return above.length;
}

/** Returns how far the row at place i moves aside while the row from is held over place to. */
export function shift(rows: readonly Box[], from: number, to: number, i: number): number {
  const height = rows[from]?.height ?? 0;
  if (i > from && i <= to) return -height;
  if (i < from && i >= to) return height;
  return 0;
}
