// Which agenda items are rounds, as the agenda says.
import type { Room } from "../wire";

/** Whether the current item is a round. */
export function isRound({ agenda }: Room): boolean {
  return (agenda.items ?? []).some(i => i.id === agenda.current && i.round);
}
