// The card that says where the meeting is: before it, the current item with its clock, after it.
import type { ReadonlySignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { tools } from "../room/tools";
import type { Instant, Item, Meeting, Room } from "../wire";
import { days } from "../when";
import { count, fill, type Words } from "../words";
import { aloud, clock } from "./clock";
import { following } from "./state";
import type { Do } from "./view";

type NowProps = {
  readonly room: Room; readonly words: Words; readonly now: ReadonlySignal<Instant>;
  readonly canRun: boolean; readonly do: Do; readonly say: (text: string) => void;
  readonly page: string; // of the meeting, where it goes on when it has ended
};

export function NowCard(props: NowProps) {
  const { words, room: { agenda } } = props;
  const item = (agenda.items ?? []).find(i => i.id === agenda.current);
  if (agenda.ended) return <Message head={words.ended} lead={words.endedLead}><p><a href={props.page}>{words.endedPage}</a></p></Message>;
  if (!agenda.started) return <Before {...props} />;
  return item ? <Current {...props} item={item} /> : <Message head={agenda.items?.[0] ? words.noneCurrent : words.underWay}><Tools {...props} /></Message>;
}

/** What those who run the meeting do from here. */
function Tools(props: NowProps) {
  const runs = props.canRun ? tools.value : undefined;
  return runs ? <runs.Steps {...props} words={runs.words} /> : null;
}

type MessageProps = { readonly head: string; readonly lead?: string; readonly children?: preact.ComponentChildren };

function Message({ head, lead, children }: MessageProps) {
  return (
    <section class="now card quiet">
      <h2>{head}</h2>
      {lead && <p>{lead}</p>}
      {children}
    </section>
  );
}

function Before(props: NowProps) {
  const { room: { meeting }, words, now } = props;
  const soon = starts(now.value, meeting, words);
  if (meeting.status === "cancelled") return <Message head={words.notStarted} />;
  return <Message head={words.notStarted} lead={soon}><Tools {...props} /></Message>;
}

/** Says how far off the start is: in minutes within the hour, in hours within six, else in days of the calendar. */
export function starts(now: Instant, { start, zone }: Pick<Meeting, "start" | "zone">, words: Words): string {
  const minutes = Math.ceil((start - now) / 60_000);
  if (minutes <= 0) return words.startsNow;
  if (minutes < 60) return count(words, "startsIn", minutes);
  if (start - now < 6 * 3_600_000) return count(words, "startsHours", Math.round((start - now) / 3_600_000));
  const n = days(zone, now, start);
  return n === 0 ? words.startsToday : count(words, "startsDays", n);
}

function Current(props: NowProps & { readonly item: Item }) {
  const { room: { agenda }, item, words } = props;
  const next = following(agenda);
  const n = agenda.items.indexOf(item) + 1;
  return (
    <section class="now card live" aria-label={words.stateCurrent}>
      <p class="place">{fill(words.item, { n, of: agenda.items.length })}</p>
      <h2>{item.title}</h2>
      {item.presenter && <p class="by">{item.presenter}</p>}
      <ItemClock {...props} />
      {next && <p class="next">{fill(words.next, { title: next.title })}</p>}
      <Tools {...props} />
    </section>
  );
}

function ItemClock({ item, now, words, say }: NowProps & { readonly item: Item }) {
  const at = now.value;
  const before = useRef(at);
  useEffect(() => {
    const text = aloud(item, before.current, at, words);
    before.current = at;
    if (text) say(text);
  });
  const told = clock(item, at, words);
  if (!told) return null;
  return (
    <>
      <p class={told.over ? "clock over" : "clock"} role="timer" aria-live="off">{told.text}</p>
      <progress class={told.over ? "over" : undefined} aria-label={words.clock} max={1} value={told.spent} />
    </>
  );
}
