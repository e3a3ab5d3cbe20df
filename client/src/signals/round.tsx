// The card of a round: while the item is current, everybody is asked for one signal, and
// sees how many have shared something.
import { signal } from "@preact/signals";
import { withCallers } from "../room/here";
import type { Live } from "../room/live";
import { fill } from "../words";
import { isRound } from "./rounds";

/** Set when somebody has pressed the card, until they are led to the form. */
export const wanted = signal(false);

export function RoundCard({ live }: { readonly live: Live }) {
  const { all: words } = live;
  const room = live.room.value;
  if (!isRound(room)) return null;
  const n = (room.signals ?? []).filter(s => s.first && s.item === room.agenda.current).length;
  const here = withCallers(live.presence.value, room.callers ?? []).count;
  const go = () => {
    wanted.value = true;
    document.getElementById("tab-input")?.click(); // where only one part is shown
  };
  return (
    <p class="poll-card">
      <strong>{fill(words.roundShared, { n, of: Math.max(n, here) })}</strong>
      {live.you.value.id && <button type="button" class="button line" onClick={go}>{words.roundShare}</button>}
    </p>
  );
}
