// Making two signals that say the same into one, for those who may.
import { useEffect, useRef } from "preact/hooks";
import type { FormProps } from "./row";

export function MergeForm({ live, signal, leave }: FormProps) {
  const { all: words } = live;
  const into = useRef<HTMLSelectElement>(null);
  useEffect(() => into.current?.focus(), []);
  const submit = (e: Event) => {
    e.preventDefault();
    if (!into.current?.value) return;
    live.do({ do: "signal.merge", signal: signal.id, into: into.current.value }, words.didMergeSignal, { do: "signal.restore", signal: signal.id });
    leave();
  };
  const id = `into-${signal.id}`;
  return (
    <form class="item-form" onSubmit={submit}>
      <div class="field"><label for={id}>{words.signalInto}</label>
        <select id={id} ref={into} onKeyDown={e => e.key === "Escape" && leave()}>
          {(live.room.value.signals ?? []).filter(s => s.id !== signal.id).map(s => <option key={s.id} value={s.id}>{s.text}</option>)}
        </select></div>
      <p class="actions"><button class="button line">{words.signalMergeNow}</button>
        <button type="button" class="button plain" onClick={leave}>{words.cancel}</button></p>
    </form>
  );
}
