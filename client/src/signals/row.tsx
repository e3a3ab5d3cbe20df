// One signal: what it says, who says so too, and what one may do with it.
import { useEffect, useRef, useState } from "preact/hooks";
import { Menu, type Choice } from "../agenda/menu";
import type { Live } from "../room/live";
import { tools } from "../room/tools";
import { bounds, type Signal, type SignalID, type SignalKind } from "../wire";
import { count, fill } from "../words";
import { County, Kinds } from "./form";
import { about } from "./kinds";

/** What is one's own: the signals one has shared, and those one says the same as. */
export type Own = {
  readonly own: ReadonlySet<SignalID>; readonly same: ReadonlySet<SignalID>;
  readonly open: boolean; // one may still share and take back
  readonly joins: (id: SignalID, on: boolean) => void;
  readonly shares: (id: SignalID) => void;
};

type Props = { readonly live: Live; readonly signal: Signal; readonly mine: Own };
type Open = "" | "edit" | "merge";

export function Row({ live, signal, mine }: Props) {
  const { all: words } = live;
  const [open, setOpen] = useState<Open>("");
  const box = useRef<HTMLLIElement>(null);
  const was = useRef<Open>("");
  useEffect(() => {
    if (was.current && !open) box.current?.querySelector("button")?.focus();
    was.current = open;
  }, [open]);
  const { who, where } = about(signal, words);
  const own = mine.own.has(signal.id);
  const joined = mine.same.has(signal.id);
  const press = () => {
    mine.joins(signal.id, !joined);
    live.do({ do: joined ? "signal.leave" : "signal.join", signal: signal.id });
  };
  const choices = choicesOf(live, signal, own && mine.open, setOpen);
  return (
    <li ref={box} class="signal">
      <div class="said">
        <p class="saying"><bdi>{signal.text}</bdi></p>
        <p class="by"><bdi>{who}</bdi>{where && <> · <bdi>{where}</bdi></>}</p>
        {signal.voices > 1 && <p class="voices">{count(words, "voices", signal.voices)}</p>}
        {mine.open && !own && <button type="button" class="button plain join" aria-pressed={joined} aria-label={`${words.signalJoin}: ${signal.text}`} onClick={press}>{words.signalJoin}</button>}
      </div>
      {choices.length > 0 && <Menu label={fill(words.actions, { title: signal.text })} choices={choices} />}
      {open === "edit" && <EditForm live={live} signal={signal} leave={() => setOpen("")} />}
      {open === "merge" && tools.value && <tools.value.MergeForm live={live} signal={signal} leave={() => setOpen("")} />}
    </li>
  );
}

function choicesOf(live: Live, s: Signal, own: boolean, open: (what: Open) => void): readonly Choice[] {
  const { all: words } = live;
  const tidies = live.may("signal.merge");
  const others = (live.room.value.signals ?? []).length > 1;
  const all: (Choice | false)[] = [
    (own || tidies) && { text: words.signalEdit, do: () => open("edit") },
    tidies && others && { text: words.signalMerge, do: () => open("merge") },
    own && { text: words.signalWithdraw, grave: true, do: () => live.do({ do: "signal.withdraw", signal: s.id }, words.didWithdrawSignal) },
    live.may("signal.hide") && { text: words.signalHide, grave: true, do: () => live.do({ do: "signal.hide", signal: s.id }, words.didHideSignal, { do: "signal.restore", signal: s.id }) },
  ];
  return all.filter(c => c !== false);
}

export type FormProps = { readonly live: Live; readonly signal: Signal; readonly leave: () => void };

function EditForm({ live, signal, leave }: FormProps) {
  const { all: words } = live;
  const form = useRef<HTMLFormElement>(null);
  const line = useRef<HTMLInputElement>(null);
  useEffect(() => line.current?.focus(), []);
  const submit = (e: Event) => {
    e.preventDefault();
    const written = new FormData(form.current ?? undefined);
    const of = (name: string) => String(written.get(name) ?? "").trim();
    if (!of("text")) return;
    const { id, kind, text, county } = signal;
    live.do({ do: "signal.edit", signal: id, kind: of("kind") as SignalKind, text: of("text"), county: of("county") || undefined },
      words.didEditSignal, { do: "signal.edit", signal: id, kind, text, county });
    leave();
  };
  const id = `signal-${signal.id}`;
  return (
    <form ref={form} class="item-form" onSubmit={submit}>
      <Kinds words={words} id={id} chosen={signal.kind} />
      <div class="field"><label for={`${id}-text`}>{words.signalText}</label>
        <input id={`${id}-text`} ref={line} name="text" required maxLength={bounds.signal} defaultValue={signal.text} autocomplete="off" onKeyDown={e => e.key === "Escape" && leave()} /></div>
      <County words={words} id={id} of={signal} />
      <p class="actions"><button class="button line">{words.save}</button>
        <button type="button" class="button plain" onClick={leave}>{words.cancel}</button></p>
    </form>
  );
}
