// The chair's part of the speaker list: passing the floor on, changing the order by
// handle and menu, adding somebody by name, and closing the list.
import { useEffect, useRef, useState } from "preact/hooks";
import { useFocusWhenClosed, useFocusWhenOpened } from "../agenda/focus";
import { Handle } from "../agenda/handle";
import { Menu, type Choice } from "../agenda/menu";
import type { Live } from "../room/live";
import { bounds, type Queue, type Turn } from "../wire";
import { count, fill } from "../words";
import { Help } from "./callers";
import { nameOf } from "./names";
import { Press } from "./press";
import { hasSpoken } from "./state";
import { TurnText } from "./view";

type Props = { readonly live: Live };

/** The buttons that pass the floor on. Each names whom it leaves, so that two who press at once advance once. */
export function Lead({ live }: Props) {
  const { all: words } = live;
  const { speaker, waiting = [], last } = live.room.value.queue;
  useTellingOfAsks(live, waiting.length);
  if (!speaker && !last && waiting.length === 0) return <Help live={live} />;
  return (
    <>
    <Help live={live} />
    <p class="actions lead">
      {waiting.length > 0 && <Press class="button" text={words.nextSpeaker} press={() => live.do({ do: "queue.next", from: speaker?.id }, words.didNextSpeaker)} />}
      {speaker && waiting.length > 0 && <Press class="button line" text={words.skipSpeaker} press={() => live.do({ do: "queue.skip", turn: speaker.id }, words.didSkip)} />}
      {speaker && <Press class="button line" text={words.freeFloor} press={() => live.do({ do: "queue.done", turn: speaker.id }, words.didEndTurn)} />}
      {last && <Press class="button plain" text={fill(words.recall, { name: nameOf(last, words) })} press={() => live.do({ do: "queue.back", turn: last.id }, words.didRecall)} />}
    </p>
    </>
  );
}

/** Says how many have asked for the floor, when no more have for a moment. */
function useTellingOfAsks(live: Live, n: number): void {
  const told = useRef(n);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (n > told.current) live.say(count(live.all, "asked", n - told.current));
      told.current = n;
    }, 2_000);
    return () => clearTimeout(timer);
  }, [n]);
}

/** Those who wait, each with a handle and a menu. */
export function ChairList({ live }: Props) {
  const { all: words } = live;
  const { queue } = live.room.value;
  const waiting = queue.waiting ?? [];
  const list = useRef<HTMLOListElement>(null);
  const move = (turn: Turn, to: number, from = waiting.indexOf(turn)) => {
    const at = Math.min(Math.max(to, 0), waiting.length - 1);
    if (from === at) return;
    live.do({ do: "queue.move", turn: turn.id, to: at }, words.didMoveTurn);
    live.say(fill(words.saidPlace, { name: nameOf(turn, words), n: at + 1, of: waiting.length }));
  };
  return (
    <>
      <ol class="turns runs" ref={list}>
        {waiting.map((turn, at) => (
          <li key={turn.id} class="turn">
            <Handle name={nameOf(turn, words)} at={at} of={waiting.length} words={words} help="turn-help"
              move={(to, from) => move(turn, to, from)} list={() => list.current} say={live.say.bind(live)} />
            <TurnText live={live} turn={turn} at={at} />
            {isNew(queue, turn) && <span class="tag">{words.firstTime}</span>}
            <Menu label={fill(words.actions, { title: nameOf(turn, words) })} choices={choicesOf(live, turn, at, to => move(turn, to))} />
          </li>
        ))}
      </ol>
      <p class="sr" id="turn-help">{words.turnHelp}</p>
      <Suggestion live={live} move={move} />
    </>
  );
}

/** Once somebody has spoken, those who have not are marked. */
function isNew(queue: Queue, turn: Turn): boolean {
  return !!queue.spoken?.length && !hasSpoken(queue, turn);
}

function choicesOf(live: Live, turn: Turn, at: number, move: (to: number) => void): readonly Choice[] {
  const { all: words } = live;
  const { speaker, waiting = [] } = live.room.value.queue;
  const end = waiting.length - 1;
  const all: (Choice | false)[] = [
    { text: words.giveFloor, do: () => live.do({ do: "queue.next", from: speaker?.id, turn: turn.id }, words.didNextSpeaker) },
    at > 0 && { text: words.moveFirst, do: () => move(0) },
    at > 0 && { text: words.up, do: () => move(at - 1) },
    at < end && { text: words.down, do: () => move(at + 1) },
    at < end && { text: words.moveLast, do: () => move(end) },
    !!turn.note && { text: words.hideNote, do: () => live.do({ do: "queue.note", turn: turn.id }, words.didHideNote) },
    { text: words.offList, grave: true, do: () => live.do({ do: "queue.remove", turn: turn.id }, words.didRemoveTurn) },
  ];
  return all.filter(c => c !== false);
}

/** Who waits behind others and has not spoken, and which sectors wait: for the chair to use or not. */
function Suggestion({ live, move }: Props & { readonly move: (turn: Turn, to: number) => void }) {
  const { all: words } = live;
  const { queue } = live.room.value;
  const waiting = queue.waiting ?? [];
  const quiet = waiting.find((t, at) => isNew(queue, t) && waiting.slice(0, at).some(before => hasSpoken(queue, before)));
  const codes = ["civilsamhalle", "myndighet", "region", "kommun", "foretag", "annat"] as const;
  const sectors = codes.map(code => ({ code, n: waiting.filter(t => t.sector === code).length })).filter(s => s.n > 0);
  return (
    <>
      {sectors.length > 0 && waiting.length > 1 && <p class="meta mix">{fill(words.mix, { sectors: sectors.map(s => `${words[s.code]} ${s.n}`).join(" · ") })}</p>}
      {quiet && (
        <p class="suggestion">{fill(words.suggest, { name: nameOf(quiet, words) })}{" "}
          <button type="button" class="button line" onClick={() => move(quiet, 0)}>{words.moveFirst}</button></p>
      )}
    </>
  );
}

/** Adding somebody by name, and closing the list. */
export function ListTools({ live }: Props) {
  const { all: words } = live;
  const { closed } = live.room.value.queue;
  const [adding, setAdding] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useFocusWhenClosed(adding, box, "button");
  return (
    <div ref={box} class="list-tools">
      {adding && <AddSpeaker live={live} leave={() => setAdding(false)} />}
      {!adding && (
        <p class="actions">
          <button type="button" class="button line" onClick={() => setAdding(true)}>{words.addSpeaker}</button>
          <button type="button" class="button plain" onClick={() => live.do({ do: closed ? "queue.open" : "queue.close" }, closed ? words.didOpenQueue : words.didCloseQueue)}>
            {closed ? words.openQueue : words.closeQueue}</button>
        </p>
      )}
    </div>
  );
}

function AddSpeaker({ live, leave }: Props & { readonly leave: () => void }) {
  const { all: words } = live;
  const form = useRef<HTMLFormElement>(null);
  useFocusWhenOpened(form);
  const submit = (e: Event) => {
    e.preventDefault();
    const data = new FormData(form.current ?? undefined);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    if (!text("name")) return;
    live.do({ do: "queue.add", name: text("name"), organisation: text("organisation"), note: text("note") }, words.didAddTurn);
    leave();
  };
  const keys = (e: KeyboardEvent) => {
    if (e.key === "Escape") leave();
  };
  return (
    <form ref={form} class="item-form" onSubmit={submit}>
      <div class="field"><label for="speaker-name">{words.speakerName}</label>
        <input id="speaker-name" name="name" required maxLength={bounds.name} autocomplete="off" onKeyDown={keys} /></div>
      <div class="field"><label for="speaker-organisation">{words.speakerOrganisation}</label>
        <input id="speaker-organisation" name="organisation" maxLength={bounds.name} autocomplete="off" onKeyDown={keys} /></div>
      <div class="field"><label for="speaker-note">{words.turnNote}</label>
        <input id="speaker-note" name="note" maxLength={bounds.note} autocomplete="off" onKeyDown={keys} /></div>
      <p class="actions"><button class="button line">{words.addNow}</button>
        <button type="button" class="button plain" onClick={leave}>{words.cancel}</button></p>
    </form>
  );
}
