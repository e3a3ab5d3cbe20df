// Sharing a signal: its kind, one line, and whatever else somebody wants to say.
import { useEffect, useRef, useState } from "preact/hooks";
import { nameOf } from "../queue/names";
import type { Live } from "../room/live";
import { bounds, type Signal, type SignalKind } from "../wire";
import type { AllWords } from "../words";
import type * as Like from "./alike";
import { counties } from "./counties";
import { kinds } from "./kinds";
import { wanted } from "./round";
import type { Own } from "./row";

type Props = { readonly live: Live; readonly mine: Own };

/** The form stays as it was written until the line is there: a refusal loses nothing. */
export function ShareForm({ live, mine }: Props) {
  const { all: words } = live;
  const { callers = [], signals = [] } = live.room.value;
  const runs = live.canRun.value;
  const [pending, setPending] = useState("");
  const [like, setLike] = useState<typeof Like>(); // what finds lines that are like it: fetched when one begins to write
  const form = useRef<HTMLFormElement>(null);
  const text = useRef<HTMLInputElement>(null);
  const there = pending !== "" && signals.some(s => s.id === pending);
  useEffect(() => {
    if (!there) return;
    empty(text.current);
    setPending("");
  }, [there]);
  useEffect(() => {
    if (live.toast.value?.refused) setPending("");
  }, [live.toast.value]);
  useEffect(() => {
    if (!wanted.value) return;
    wanted.value = false;
    text.current?.scrollIntoView({ block: "center" });
    text.current?.focus({ preventScroll: true });
  }, [wanted.value]);
  const written = (name: string) => String(new FormData(form.current ?? undefined).get(name) ?? "");
  const share = (kind: SignalKind, line: string) => {
    const id = live.do({
      do: "signal.add", kind, text: line, county: written("county") || undefined,
      nameless: written("nameless") !== "" || undefined, caller: written("caller") || undefined,
    });
    setPending(id);
    mine.shares(id);
    text.current?.focus();
  };
  const submit = (e: Event) => {
    e.preventDefault();
    if (!pending && written("text").trim()) share(written("kind") as SignalKind, written("text"));
  };
  const take = (said: Like.Said) => {
    if (pending) return;
    if (said.when || written("caller")) { // an earlier meeting is over, and somebody else speaks for themselves: it is said once more
      share(said.kind, said.text);
      return;
    }
    live.do({ do: "signal.join", signal: said.id });
    mine.joins(said.id, true);
    empty(text.current);
    text.current?.focus();
  };
  return (
    <form ref={form} class="share" onSubmit={submit}>
      <Kinds words={words} id="share" chosen="erfarenhet" />
      <div class="field"><label for="share-text">{words.signalText}</label>
        <input id="share-text" ref={text} name="text" required maxLength={bounds.signal} aria-describedby="share-hint"
          autocomplete="off" autocapitalize="sentences" enterkeyhint="send" onFocus={() => void import("./alike").then(setLike, console.warn)} readOnly={pending !== ""} />
        <p class="hint" id="share-hint">{words.signalsLead}</p></div>
      {like && <like.Alike live={live} line={text} mine={mine} take={take} />}
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

/** Empties the line, and lets whoever listens to it know. */
function empty(line: HTMLInputElement | null): void {
  if (!line) return;
  line.value = "";
  line.dispatchEvent(new Event("input"));
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
