// Which agenda items are rounds: the same rule as meetings.Item.IsRound in Go.
import type { Room } from "../wire";

/** Whether the current item is a round. */
export function isRound({ agenda }: Room): boolean {
  const item = (agenda.items ?? []).find(i => i.id === agenda.current);
  return /^(laget runt|round of everyone)$/i.test(item?.title ?? "");
}
