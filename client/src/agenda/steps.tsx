// The buttons that step through the agenda and end the meeting.
import { useRef, useState } from "preact/hooks";
import type { Item, Room } from "../wire";
import { count, fill, type AllWords } from "../words";
import { unfinished } from "./state";
import type { Do } from "./view";

type RunProps = { readonly room: Room; readonly words: AllWords; readonly do: Do };

/** Goes on to the next item, or gives the current one more time. */
export function Steps(props: RunProps & { readonly item: Item; readonly next: Item | undefined }) {
  const { item, next, words, do: ask } = props;
  return (
    <p class="actions">
      {next ? <button type="button" class="button" onClick={() => ask({ do: "agenda.next", from: item.id }, words.didNext)}>{words.nextItem}</button> : <End {...props} filled />}
      {[1, 5].map(m => (
        <button key={m} type="button" class="button line" aria-label={fill(words.extendLong, { n: m })}
          onClick={() => ask({ do: "agenda.extend", item: item.id, minutes: m }, words.didExtend)}>{fill(words.extend, { n: m })}</button>
      ))}
      {next && <End {...props} />}
    </p>
  );
}

/** Ending takes two presses, for it cannot be taken back. */
export function End({ room, words, do: ask, filled }: RunProps & { readonly filled?: boolean }) {
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
