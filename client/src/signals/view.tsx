// The signals of the meeting, by kind.
import type { Live } from "../room/live";
import { kinds } from "./kinds";
import { Row } from "./row";

export function SignalsView({ live }: { readonly live: Live }) {
  const { all: words } = live;
  const { signals = [] } = live.room.value;
  return (
    <section class="signals" aria-labelledby="signals-title">
      <h2 id="signals-title">{words.signals}</h2>
      {signals.length === 0 && <p class="meta none">{words.signalsNone}</p>}
      {kinds.map(([kind, many]) => {
        const of = signals.filter(s => s.kind === kind);
        return of.length > 0 && (
          <section key={kind} aria-labelledby={`signals-${kind}`}>
            <h3 id={`signals-${kind}`}>{words[many]}</h3>
            <ul>{of.map(s => <Row key={s.id} live={live} signal={s} />)}</ul>
          </section>
        );
      })}
    </section>
  );
}
