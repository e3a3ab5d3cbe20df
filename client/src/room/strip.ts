// What the strip at the top says about the line: nothing for short breaks.
import type { Instant } from "../wire";

export type Strip =
  | { readonly kind: "none" }
  | { readonly kind: "returning" }
  | { readonly kind: "offline"; readonly waiting: number }
  | { readonly kind: "back"; readonly sent: number };

const brief = 2_000; // milliseconds nobody is told of
const long = 15_000;
const welcome = 4_000;

/** Says what to show now. away is since when the server cannot be reached, 0 while it can; back is when it last could again. */
export function strip(away: Instant, back: { readonly at: Instant; readonly sent: number; readonly after: number }, now: Instant, waiting: number): Strip {
  if (away) {
    if (now - away < brief) return { kind: "none" };
    return now - away < long ? { kind: "returning" } : { kind: "offline", waiting };
  }
  if (back.at && back.after >= brief && now - back.at < welcome) return { kind: "back", sent: back.sent };
  return { kind: "none" };
}
