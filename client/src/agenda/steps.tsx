// The buttons that start the meeting, step through the agenda and end the meeting.
import { useId, useRef, useState } from "preact/hooks";
import type { ItemID, Room } from "../wire";
import { count, fill, type AllWords } from "../words";
import { Keeper } from "./keeper";
import { following, unfinished } from "./state";
import type { Do } from "./view";

type RunProps = { readonly room: Room; readonly words: AllWords; readonly do: Do };

/** Starts the meeting, and then tells its time and steps through it. */
export function Steps(props: RunProps & Parameters<typeof Keeper>[0]) {
  const { room: { agenda } } = props;
  if (!agenda.started) return <p class="actions"><Start {...props} /></p>;
  return <><Keeper {...props} />{agenda.current ? <OfItem {...props} item={agenda.current} /> : <p class="actions"><End {...props} filled /></p>}</>;
}

const early = 30 * 60_000; // milliseconds before the time of the meeting, as meetings.EarlyStart in Go

/** Starts the meeting. Long before its time that takes two presses, for everybody is told and it cannot be taken back. */
function Start({ room: { meeting }, words, do: ask, now }: RunProps & Parameters<typeof Keeper>[0]) {
  const start = () => ask({ do: "agenda.start" });
  if (meeting.start - now.value <= early) return <button type="button" class="button" onClick={start}>{words.start}</button>;
  return <Sure words={words} look="button" text={words.start} sure={words.startSure} yes={words.startNow} act={start} />;
}

/** Goes on to the next item, or gives the current one more time. */
function OfItem(props: RunProps & { readonly item: ItemID }) {
  const { room, item, words, do: ask } = props;
  const next = following(room.agenda);
  return (
    <p class="actions">
      {next ? <button type="button" class="button" onClick={() => ask({ do: "agenda.next", from: item }, words.didNext)}>{words.nextItem}</button> : <End {...props} filled />}
      {[1, 5].map(m => (
        <button key={m} type="button" class="button line" aria-label={fill(words.extendLong, { n: m })}
          onClick={() => ask({ do: "agenda.extend", item, minutes: m }, words.didExtend)}>{fill(words.extend, { n: m })}</button>
      ))}
      {next && <End {...props} />}
    </p>
  );
}

/** Ending takes two presses, for it cannot be taken back. */
function End({ room, words, do: ask, filled }: RunProps & { readonly filled?: boolean }) {
  const undone = unfinished(room.agenda).length;
  return <Sure words={words} look={filled ? "button" : "button plain"} text={words.end} sure={`${undone > 0 ? `${count(words, "unfinished", undone)} ` : ""}${words.endSure}`}
    yes={words.endNow} grave act={() => ask({ do: "agenda.end" })} />;
}

type SureProps = { readonly words: AllWords; readonly look: string; readonly text: string; readonly sure: string; readonly yes: string; readonly grave?: boolean; readonly act: () => void };

/** A button that asks once before it acts. */
function Sure({ words, look, text, sure: asks, yes, grave, act }: SureProps) {
  const id = useId();
  const [sure, setSure] = useState(false);
  const box = useRef<HTMLSpanElement>(null);
  const press = (to: boolean) => {
    setSure(to);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(grave || !to ? "button:last-child" : "button")?.focus());
  };
  return (
    <span class="sure" ref={box}>
      {!sure && <button type="button" class={look} onClick={() => press(true)}>{text}</button>}
      {sure && <span id={id}>{asks}</span>}
      {sure && <button type="button" class={grave ? "button danger" : "button"} aria-describedby={id} onClick={act}>{yes}</button>}
      {sure && <button type="button" class="button plain" onClick={() => press(false)}>{words.cancel}</button>}
    </span>
  );
}
