// The lunch keeper: what those who run a meeting are told of its time, quietly. Nothing
// of it stands in the way of anything, and each thing is said once.
import type { ReadonlySignal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Live } from "../room/live";
import type { Instant, Item, ItemID, Room } from "../wire";
import { count, fill, type AllWords } from "../words";
import { left, unfinished } from "./state";

const near = 5 * 60_000; // milliseconds before the end

/** Returns how many milliseconds remain until a meeting should end; negative afterwards. */
export function untilEnd({ meeting }: Room, now: Instant): number {
  return meeting.start + meeting.minutes * 60_000 - now;
}

/** Returns by how many milliseconds the items that are not done go past the end; 0 when they fit. As meetings.Room.Overrun in Go. */
export function overrun(room: Room, now: Instant): number {
  const { items, current, started, ended } = room.agenda;
  if (!started || ended) return 0;
  const rest = (items ?? []).filter(i => i.id === current || !i.state);
  const need = rest.reduce((sum, i) => sum + Math.max(0, left({ ...i, minutes: i.minutes ?? 0 }, now)), 0);
  return Math.max(0, need - untilEnd(room, now));
}

/** The time of the whole meeting. */
export function Keeper({ room, words, now, say }: { readonly room: Room; readonly words: AllWords; readonly now: ReadonlySignal<Instant>; readonly say: (text: string) => void }) {
  const ms = untilEnd(room, now.value);
  const over = Math.floor(overrun(room, now.value) / 60_000);
  useOnce(over > 0, () => say(count(words, "overrun", over)));
  if (ms > room.meeting.minutes * 60_000) return null; // it was begun before its time
  return <p class="meta">{timeOf(ms, words)}{over > 0 && <> · <b>{count(words, "overrun", over)}</b></>}</p>;
}

/** What comes up when a meeting closes: what is to be said before people leave, and then what becomes of what was not finished. */
export function Closing({ live }: { readonly live: Live }) {
  if (!live.may("agenda.carry")) return null;
  const { agenda } = live.room.value;
  if (agenda.ended) return <Unfinished live={live} />;
  return agenda.started ? <Reminder live={live} /> : <Since live={live} />;
}

/** Leads to what waits for a decision since earlier meetings. */
function Since({ live: { all: words, data } }: { readonly live: Live }) {
  return data.since > 0 ? <p class="closing"><a href={data.base.replace(/\/rum$/, "#sedan")}>{count(words, "since", data.since)}</a></p> : null;
}

function Reminder({ live }: { readonly live: Live }) {
  const { all: words, data } = live;
  const room = live.room.value;
  const [closed, close] = useClosed(room.meeting.id);
  const reminds = untilEnd(room, live.now.value) <= near && !closed;
  useOnce(reminds, () => live.show(words.nearEndSaid));
  if (!reminds) return null;
  return (
    <div class="notice closing">
      <p><strong>{words.nearEnd}</strong></p>
      <ul>{reminders(room, words, data.next).map(text => <li key={text}>{text}</li>)}</ul>
      <p><button type="button" class="button line" onClick={close}>{words.close}</button></p>
    </div>
  );
}

function timeOf(ms: number, words: AllWords): string {
  if (ms > 0) return count(words, "meetingLeft", Math.ceil(ms / 60_000));
  const late = Math.floor(-ms / 60_000);
  return late < 1 ? words.overNow : count(words, "meetingLate", late);
}

/** What is to be said, with how much there is of it. */
export function reminders({ signals = [] }: Pick<Room, "signals">, words: AllWords, next: string): readonly string[] {
  const n = (kind: string) => signals.filter(s => s.kind === kind && !s.state).length;
  const [needs, promises] = [n("behov"), n("atagande")];
  return [
    words.askMaterial,
    needs ? count(words, "openNeeds", needs) : words.askNeeds,
    promises ? count(words, "openPromises", promises) : words.askPromises,
    next ? fill(words.nextDate, { when: next }) : words.noNextDate,
  ];
}

/** Does something when something else begins to be so, and not again before it has ceased. */
function useOnce(so: boolean, act: () => void): void {
  const before = useRef(false);
  useEffect(() => {
    if (so && !before.current) act();
    before.current = so;
  }, [so]);
}

/** Whether the reminder of a meeting was closed in this tab, and what closes it. */
function useClosed(meeting: string): [boolean, () => void] {
  const key = `keeper ${meeting}`;
  const [closed, set] = useState(() => {
    try {
      return sessionStorage.getItem(key) !== null;
    } catch {
      return false; // a browser that keeps nothing
    }
  });
  return [closed, () => {
    set(true);
    try {
      sessionStorage.setItem(key, "closed");
    } catch {
      // it comes back when the page is opened again
    }
  }];
}

/** What was not finished, with what becomes of it: next time, dropped, or done after all. */
function Unfinished({ live }: { readonly live: Live }) {
  const { all: words } = live;
  const rest = unfinished(live.room.value.agenda);
  const head = useRef<HTMLHeadingElement>(null);
  const was = useRef(rest.length);
  const had = was.current > 0;
  useEffect(() => {
    if (rest.length < was.current && document.activeElement === document.body) head.current?.focus(); // the button is gone with its row
    was.current = rest.length;
  }, [rest.length]);
  const settle = (item: ItemID, state: Item["state"], done: string) => live.do({ do: "agenda.settle", item, state }, done);
  if (rest.length === 0) return had ? <p class="closing">{words.allSettled}</p> : null;
  return (
    <section class="closing" aria-labelledby="rest-title">
      <h2 id="rest-title" ref={head} tabIndex={-1}>{words.notFinished}</h2>
      <ul class="stack">
        {rest.map(({ id, title }) => (
          <li key={id}>
            <p id={`rest-${id}`}>{title}</p>
            <p class="actions" role="group" aria-labelledby={`rest-${id}`}>
              <button type="button" class="button line" onClick={() => live.do({ do: "agenda.carry", item: id }, words.didCarry)}>{words.nextTime}</button>
              <button type="button" class="button line" onClick={() => settle(id, "dropped", words.didStrike)}>{words.strike}</button>
              <button type="button" class="button line" onClick={() => settle(id, "done", words.didBecomeDone)}>{words.becameDone}</button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
