// The signals of the meeting: sharing one in one step, and all of them by kind.
import { useSignal } from "@preact/signals";
import type { Live } from "../room/live";
import { tools } from "../room/tools";
import type { SignalID } from "../wire";
import { ShareForm } from "./form";
import { kinds } from "./kinds";
import { Row, type Own } from "./row";

export function SignalsView({ live }: { readonly live: Live }) {
  const { all: words, data } = live;
  const own = useSignal<ReadonlySet<SignalID>>(new Set([...(data.own ?? []), ...live.asked.peek().map(a => a.id as SignalID)])); // what was written earlier may be on its way
  const same = useSignal<ReadonlySet<SignalID>>(new Set(data.same));
  const { signals = [], agenda, meeting } = live.room.value;
  const open = !agenda.ended && meeting.status !== "cancelled" && !!live.you.value.id;
  const mine: Own = { own: own.value, same: same.value, open, joins: (id, on) => (same.value = changed(same.value, id, on)), shares: id => (own.value = changed(own.value, id, true)) };
  return (
    <section class="signals" aria-labelledby="signals-title">
      <h2 id="signals-title">{words.signals}</h2>
      {open && <ShareForm live={live} mine={mine} />}
      {signals.length === 0 && <p class="meta none">{words.signalsNone}</p>}
      {kinds.map(([kind, many]) => {
        const of = signals.filter(s => s.kind === kind);
        return of.length > 0 && (
          <section key={kind} aria-labelledby={`signals-${kind}`}>
            <h3 id={`signals-${kind}`}>{words[many]}</h3>
            <ul>{of.map(s => <Row key={s.id} live={live} signal={s} mine={mine} />)}</ul>
          </section>
        );
      })}
      {tools.value && live.may("signal.restore") && <tools.value.Hidden live={live} />}
    </section>
  );
}

function changed(ids: ReadonlySet<SignalID>, id: SignalID, on: boolean): ReadonlySet<SignalID> {
  const next = new Set(ids);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}
