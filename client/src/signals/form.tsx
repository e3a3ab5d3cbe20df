// Sharing a signal: its kind, one line, and whatever else somebody wants to say.
import { useEffect, useRef, useState } from "preact/hooks";
import { nameOf } from "../queue/names";
import type { Live } from "../room/live";
import { bounds, type Signal, type SignalID, type SignalKind } from "../wire";
import type { AllWords } from "../words";
import { counties } from "./counties";
import { kinds } from "./kinds";

type Props = { readonly live: Live; readonly shared: (id: SignalID) => void };

/** The form stays as it was written until the line is there: a refusal loses nothing. */
export function ShareForm({ live, shared }: Props) {
  const { all: words } = live;
  const { callers = [], signals = [] } = live.room.value;
  const runs = live.canRun.value;
  const [pending, setPending] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const text = useRef<HTMLInputElement>(null);
  const there = pending !== "" && signals.some(s => s.id === pending);
  useEffect(() => {
    if (!there || !text.current) return;
    text.current.value = "";
    setPending("");
  }, [there]);
  useEffect(() => {
    if (live.toast.value?.refused) setPending("");
  }, [live.toast.value]);
  const submit = (e: Event) => {
    e.preventDefault();
    const written = new FormData(form.current ?? undefined);
    const of = (name: string) => String(written.get(name) ?? "");
    if (pending || !of("text").trim()) return;
    const id = live.do({
      do: "signal.add", kind: of("kind") as SignalKind, text: of("text"), county: of("county") || undefined,
      nameless: written.has("nameless") || undefined, caller: of("caller") || undefined,
    });
    setPending(id);
    shared(id);
    text.current?.focus();
  };
  return (
    <form ref={form} class="share" onSubmit={submit}>
      <Kinds words={words} id="share" chosen="erfarenhet" />
      <div class="field"><label for="share-text">{words.signalText}</label>
        <input id="share-text" ref={text} name="text" required maxLength={bounds.signal} aria-describedby="share-hint"
          autocomplete="off" autocapitalize="sentences" enterkeyhint="send" readOnly={pending !== ""} />
        <p class="hint" id="share-hint">{words.signalsLead}</p></div>
      <details>
        <summary>{runs ? words.signalMoreRuns : words.signalMore}</summary>
        <County words={words} id="share" />
        <label class="check"><input type="checkbox" name="nameless" />{words.signalNameless}</label>
        {runs && callers.length > 0 && (
          <div class="field"><label for="share-caller">{words.signalFor}</label>
            <select id="share-caller" name="caller"><option value="">{words.signalForMe}</option>
              {callers.map(c => <option key={c.id} value={c.id}>{nameOf(c, words)}</option>)}</select></div>
        )}
      </details>
      <p class="actions"><button class="button line" aria-disabled={pending !== "" || undefined}>{words.signalShare}</button></p>
    </form>
  );
}

/** The kinds to choose among. */
export function Kinds({ words, id, chosen }: { readonly words: AllWords; readonly id: string; readonly chosen: SignalKind }) {
  return (
    <fieldset class="chips"><legend>{words.signalKind}</legend>
      {kinds.map(([kind]) => (
        <label key={kind} class="chip"><input type="radio" name="kind" id={`${id}-${kind}`} value={kind} defaultChecked={kind === chosen} />{words[kind]}</label>
      ))}
    </fieldset>
  );
}

/** The counties to choose among. */
export function County({ words, id, of }: { readonly words: AllWords; readonly id: string; readonly of?: Signal }) {
  return (
    <div class="field"><label for={`${id}-county`}>{words.signalCounty}</label>
      <select id={`${id}-county`} name="county" defaultValue={of?.county}>
        <option value="">{words.noCounty}</option>
        {[...counties, ["00", words.wholeCountry] as const].map(([code, name]) => <option key={code} value={code} selected={code === of?.county}>{name}</option>)}
      </select></div>
  );
}
