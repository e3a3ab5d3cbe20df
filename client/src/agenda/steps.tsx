// The buttons that start the meeting, step through the agenda and end the meeting.
import { useRef, useState } from "preact/hooks";
import type { ItemID, Room } from "../wire";
import { count, fill, type AllWords } from "../words";
import { Keeper } from "./keeper";
import { following, unfinished } from "./state";
import type { Do } from "./view";

type RunProps = { readonly room: Room; readonly words: AllWords; readonly do: Do };

/** Starts the meeting, and then tells its time and steps through it. */
export function Steps(props: RunProps & Parameters<typeof Keeper>[0]) {
  const { room: { agenda }, words, do: ask } = props;
  if (!agenda.started) return <p class="actions"><button type="button" class="button" onClick={() => ask({ do: "agenda.start" })}>{words.start}</button></p>;
  return <><Keeper {...props} />{agenda.current ? <OfItem {...props} item={agenda.current} /> : <p class="actions"><End {...props} filled /></p>}</>;
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
  const [sure, setSure] = useState(false);
  const box = useRef<HTMLSpanElement>(null);
  const press = (to: boolean) => {
    setSure(to);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>("button:last-child")?.focus());
  };
  return (
    <span class="sure" ref={box}>
      {!sure && <button type="button" class={filled ? "button" : "button plain"} onClick={() => press(true)}>{words.end}</button>}
      {sure && <span id="end-sure">{undone > 0 && `${count(words, "unfinished", undone)} `}{words.endSure}</span>}
      {sure && <button type="button" class="button danger" aria-describedby="end-sure" onClick={() => ask({ do: "agenda.end" })}>{words.endNow}</button>}
      {sure && <button type="button" class="button plain" onClick={() => press(false)}>{words.cancel}</button>}
    </span>
  );
}
