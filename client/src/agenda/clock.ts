// How the time of an item is told: in minutes until the last one, then in seconds.
import type { Item, Instant } from "../wire";
import { count, fill, type Words } from "../words";
import { left } from "./state";

/** The state of the clock: ms remain, negative when the item has run over. */
export type Clock = { readonly text: string; readonly over: boolean; readonly spent: number };

/** Tells the clock of an item that has planned minutes; undefined for one that has none. */
export function clock(item: Item, now: Instant, words: Words): Clock | undefined {
  if (!item.minutes) return undefined;
  const ms = left(item, now);
  const spent = Math.min(1, 1 - ms / (item.minutes * 60_000));
  return { text: remaining(ms, words), over: ms < 0, spent };
}

function remaining(ms: number, words: Words): string {
  if (ms > 60_000) return count(words, "minutesLeft", Math.ceil(ms / 60_000));
  if (ms >= 0) return fill(words.secondsLeft, { n: Math.ceil(ms / 1000) });
  const over = Math.floor(-ms / 60_000);
  return over < 1 ? words.overNow : fill(words.over, { n: over });
}

/** Returns what to say aloud when the clock goes from one moment to the next: at five minutes, one minute and nought. */
export function aloud(item: Item, before: Instant, now: Instant, words: Words): string {
  if (!item.minutes || !item.opened) return "";
  const passed = (ms: number) => left(item, before) > ms && left(item, now) <= ms;
  if (passed(0)) return words.overNow;
  if (passed(60_000)) return count(words, "minutesLeft", 1);
  if (item.minutes > 5 && passed(300_000)) return count(words, "minutesLeft", 5);
  return "";
}
