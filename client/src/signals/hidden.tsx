// What is hidden and merged, fetched for those who run or moderate the meeting when they ask: it comes with no event
// and no snapshot.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Live } from "../room/live";
import type { Signal } from "../wire";

export function Hidden({ live }: { readonly live: Live }) {
  const { all: words, data } = live;
  const open = useSignal(false);
  const hidden = useSignal<readonly Signal[] | undefined>(undefined);
  const { signals } = live.room.value;
  useEffect(() => {
    if (!open.value) return;
    fetch(`${data.base}/dolda`).then(r => r.json()).then(({ signals: all }: { readonly signals: readonly Signal[] }) => { hidden.value = all; }, () => { open.value = false; });
  }, [open.value, signals]);
  return (
    <details class="hidden-signals" onToggle={e => (open.value = e.currentTarget.open)}>
      <summary>{words.signalsHidden}</summary>
      {hidden.value?.length === 0 && <p class="meta">{words.signalsNoneHidden}</p>}
      <ul>
        {hidden.value?.filter(h => !signals?.some(s => s.id === h.id)).map(s => (
          <li key={s.id} class="signal"><div class="said"><p class="saying"><bdi>{s.text}</bdi></p></div>
            <button type="button" class="button plain" onClick={() => live.do({ do: "signal.restore", signal: s.id }, words.didRestoreSignal, { do: "signal.hide", signal: s.id })}>{words.signalRestore}</button></li>
        ))}
      </ul>
    </details>
  );
}
