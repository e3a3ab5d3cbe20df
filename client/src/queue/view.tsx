// The speaker list: who has the floor, who waits, and one's own place. It draws what it
// is given and reports what the person did. The chair's part comes with room/tools.ts.
import { useRef, useState } from "preact/hooks";
import { useFocusWhenClosed, useKeptFocus } from "../agenda/focus";
import type { Live } from "../room/live";
import { tools } from "../room/tools";
import { bounds, type Turn } from "../wire";
import { fill } from "../words";
import { standing, useCue, wanted, want } from "./cue";
import { aboutOf, clockOf, nameOf } from "./names";
import type { NoteForm } from "./note";
import { Press } from "./press";
import { placeOf, time } from "./state";

type Props = { readonly live: Live };

export function QueueView({ live }: Props) {
  const { words } = live;
  const { queue, agenda, meeting } = live.room.value;
  const waiting = queue.waiting ?? [];
  const chair = live.canRun.value ? tools.value : undefined;
  useCue(live);
  useKeptFocus();
  if (agenda.ended || meeting.status === "cancelled") return <p class="meta">{words.queueClosed}</p>;
  return (
    <section class="queue" aria-labelledby="queue-title">
      <h2 id="queue-title">{words.queue}</h2>
      <Speaker live={live} />
      {chair && <chair.Lead live={live} />}
      {live.you.value.id && <Own live={live} />}
      {waiting.length === 0 && <p class="meta none">{words.queueNone}</p>}
      {waiting.length > 0 && (chair ? <chair.ChairList live={live} /> : (
        <ol class="turns">
          {waiting.map((turn, at) => <li key={turn.id} class="turn"><TurnText live={live} turn={turn} at={at} /></li>)}
        </ol>
      ))}
      {chair && <chair.ListTools live={live} />}
    </section>
  );
}

/** The word on the tab of the speaker list: how many wait, or that it is one's own turn. */
export function queueTab({ words, room, you }: Live): string {
  const { queue } = room.value;
  if (standing(queue, you.value.id) === "speaks") return words.yourTurnTab;
  const n = queue.waiting?.length;
  return n ? `${words.queueTab} ${n}` : words.queueTab;
}

function Speaker({ live }: Props) {
  const { speaker } = live.room.value.queue;
  if (!speaker) return <p class="speaker free">{live.words.floorFree}</p>;
  return (
    <div class="speaker">
      <p class="name">{nameOf(speaker, live.words)}</p>
      <p class="by">{aboutOf(speaker, live.words)}</p>
      <Clock live={live} speaker={speaker} />
    </div>
  );
}

/** How long somebody has had the floor. It informs, and ends nobody's turn. */
function Clock({ live: { words, now, data }, speaker }: Props & { readonly speaker: Turn }) {
  return <p class="clock">{words.speaksNow} · <span role="timer" aria-live="off" aria-label={words.speakingTime}>{clockOf(time(speaker, now.value), data.lang)}</span></p>;
}

/** What a row says of one who waits. */
export function TurnText({ live: { words, you }, turn, at }: Props & { readonly turn: Turn; readonly at: number }) {
  const mine = !!turn.who && turn.who === you.value.id;
  return (
    <>
      <span class="number">{at + 1}</span>
      <span class={mine ? "name mine" : "name"}>
        {nameOf(turn, words)}{mine && ` (${words.you})`}
        <span class="by">{aboutOf(turn, words)}</span>
        {turn.note && <span class="note">{turn.note}</span>}
      </span>
    </>
  );
}

/** One's own place, and the one button that asks for it and gives it back. */
function Own({ live }: Props) {
  const { words } = live;
  const { queue, agenda, meeting } = live.room.value;
  const you = live.you.value.id;
  const place = placeOf(queue, you);
  const mine = queue.waiting?.[place];
  const speaks = queue.speaker?.who === you ? queue.speaker : undefined;
  const early = !agenda.started && live.now.value < meeting.start - bounds.opens;
  const shut = queue.closed || early;
  const press = () => {
    if (mine) live.do({ do: "queue.withdraw" }, words.didWithdraw, { do: "queue.return", turn: mine.id });
    else live.do({ do: "queue.ask" });
  };
  const look = live.canRun.value ? "button line" : mine || speaks ? "button big line" : "button big";
  return (
    <div class="own">
      {speaks && <p class="cue"><strong>{words.yourTurn}</strong></p>}
      {speaks && <Press class="button big" text={words.passOn} press={() => live.do({ do: "queue.done", turn: speaks.id })} />}
      {shut && <p class="meta">{queue.closed ? words.queueClosed : words.queueEarly}</p>}
      <Press class={look} shut={!mine && shut} press={press}
        text={mine ? `${place ? fill(words.yourPlace, { n: place + 1 }) : words.yourNext} · ${words.withdraw}` : speaks ? words.askAgain : words.ask} />
      {mine && <Note live={live} turn={mine} />}
      {(mine || speaks) && (
        <label class="check"><input type="checkbox" checked={wanted.value} onChange={e => want(e.currentTarget.checked)} />{words.cueWanted}</label>
      )}
    </div>
  );
}

/** A line about what one wants to say, which may be added while one waits. Its form is fetched when it is opened. */
function Note({ live, turn }: Props & { readonly turn: Turn }) {
  const { words } = live;
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const [Form, setForm] = useState<typeof NoteForm>();
  useFocusWhenClosed(open, box, "button");
  const write = () => void import("./note").then(part => { setForm(() => part.NoteForm); setOpen(true); }, console.warn);
  return (
    <div ref={box}>
      {open && Form ? <Form live={live} turn={turn} leave={() => setOpen(false)} />
        : <button type="button" class="button plain" onClick={write}>{turn.note ? words.turnNoteEdit : words.turnNoteAdd}</button>}
    </div>
  );
}
