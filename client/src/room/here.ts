// How many take part: those whose page is open, and those who only ring in.
import type { Caller, Presence } from "../wire";

/** Whoever rings in and has the room open as well is one. */
export function withCallers(present: Presence, callers: readonly Caller[]): Pick<Presence, "count" | "sectors"> {
  const open = new Set(present.people?.map(p => p.id));
  const ringing = callers.filter(c => !c.who || !open.has(c.who));
  const sectors: Record<string, number> = { ...present.sectors };
  for (const { sector } of ringing) if (sector) sectors[sector] = (sectors[sector] ?? 0) + 1;
  return { count: present.count + ringing.length, sectors };
}
