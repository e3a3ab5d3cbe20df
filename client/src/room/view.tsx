// The whole room: it puts the parts together and gives each what it draws.
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { NowCard } from "../agenda/now";
import { AgendaView } from "../agenda/view";
import { orderOf } from "../house/state";
import { NotesPlace, type FromServer } from "../notes/place";
import { isUnsent } from "../notes/unsent";
import { current } from "../polls/state";
import { QueueView, queueTab } from "../queue/view";
import { isRound } from "../signals/rounds";
import type { Room } from "../wire";
import { count, fill, type Words } from "../words";
import { moment, when } from "../when";
import { Later } from "./later";
import type { Live } from "./live";
import { People, Sound } from "./people";
import { strip } from "./strip";
import { narrow, panel, Tabs, useShown, type Part } from "./tabs";
import { ToastView } from "./toast";
import { tools } from "./tools";

/** What the server wrote of the parts that are fetched later, to be read until they are here. */
export type Written = { readonly notes: FromServer; readonly input: Element | null; readonly ways: Element | null; readonly strip: Element | null };

export function RoomView({ live, written }: { readonly live: Live; readonly written: Written }) {
  const { words, data } = live;
  const room = live.room.value;
  const { meeting, agenda } = room;
  const ask = live.do.bind(live);
  const say = live.say.bind(live);
  const canRun = live.canRun.value;
  const runs = canRun ? tools.value : undefined;
  const [shown, show] = useShown(data.base);
  const [unsent] = useState(() => isUnsent(meeting.id));
  const input = (of: "Cards" | "InputView" | "Latest") => async () => (await live.fetch("input", () => import("./input")))[of];
  return (
    <>
      <LineStrip live={live} />
      <header class="room-head">
        <div>
          <h1>{inLang(meeting.title, data.lang)}</h1>
          <p class="meta">{when(data.lang, meeting.zone, meeting.start, meeting.minutes)}</p>
        </div>
        {!agenda.ended && meeting.status !== "cancelled" && <Sound ways={meeting.ways} words={words} />}
        {runs && <runs.Saved live={live} />}
        {room.house?.duties?.some(o => o.duty === "skrivtolk") && (
          <Later live={live} written={written.strip} wanted={!sparing()} fetch={async () => (await live.fetch("captions", () => import("../captions/strip"))).Strip} />
        )}
      </header>
      <Banner room={room} words={words} lang={data.lang} />
      {!agenda.ended && orderOf(room.house, words).map(said => <p key={said} class="notice order">{said}</p>)}
      <div class="room-grid">
        <NowCard room={room} words={words} now={live.now} canRun={canRun} do={ask} say={say} page={data.base.replace(/\/rum$/, "")} />
        <div class="side first" tabIndex={narrow.value ? undefined : 0}>
          {(current(room) || isRound(room)) && <Later live={live} written={null} wanted fetch={input("Cards")} />}
          <div {...panel("agenda", shown)}>
            {tools.value && <tools.value.Closing live={live} />}
            <AgendaView agenda={agenda} material={room.material} length={meeting.minutes} words={words} may={live.may} do={ask} say={say} />
          </div>
          <div {...panel("input", shown)}>
            <Later live={live} written={written.input} wanted={isUnsent(`${meeting.id}/asked`) || wants("input", shown)} fetch={input("InputView")} />
          </div>
        </div>
        <div {...panel("notes", shown, agenda.ended)}>
          <NotesPlace live={live} written={written.notes} wanted={unsent || wants("notes", shown)} />
          <Later live={live} written={null} wanted={wants("", shown)} fetch={input("Latest")} />
        </div>
        <div class="side last">
          <div {...panel("queue", shown)}><QueueView live={live} /></div>
          <div {...panel("people", shown)}>
            <aside>
              <Later live={live} written={written.ways} wanted={wants("people", shown)} fetch={async () => (await import("./ways")).Ways} />
              <People live={live} />
              <Later live={live} written={null} wanted={touched.value} fetch={() => live.fetch("keys", async () => (await import("../keys/keys")).Keys)} />
            </aside>
          </div>
        </div>
      </div>
      <Tabs parts={parts(words, queueTab(live))} shown={shown} show={show} words={words} />
      <ToastView live={live} />
      <p class="sr" role="status">{live.said.value}</p>
    </>
  );
}

/** The parts that a phone shows one at a time. */
function parts(words: Words, queue: string): readonly Part[] {
  return [
    { id: "agenda", word: words.agenda, path: "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01" },
    { id: "notes", word: words.notesTab, path: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4" },
    { id: "queue", word: queue, path: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21" },
    { id: "input", word: words.inputTab, path: "M4 5h16v11H10l-4 4v-4H4zM8 9h8M8 12h5" },
    { id: "people", word: words.peopleTab, path: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.5 3-5.5 6.5-5.5s6.5 2 6.5 5.5M16 4a3.5 3.5 0 0 1 0 7M18 15c2 1 3.5 2.5 3.5 5" },
  ];
}

/** Whether anything has had the focus yet: before that nobody needs to know of keys. */
const touched = signal(false);
addEventListener("focusin", () => { touched.value = true; });

/** Whether a part is to be fetched: on a phone when it is turned to, else when there is time. */
function wants(part: string, shown: string): boolean {
  return narrow.value ? shown === part : !sparing();
}

/** Whether the person has asked their browser to fetch little. */
function sparing(): boolean {
  return (navigator as { readonly connection?: { readonly saveData?: boolean } }).connection?.saveData ?? false;
}

/** Returns a text in a language, or in the one it was written in. */
function inLang(text: { readonly sv: string; readonly en?: string }, lang: string): string {
  return (lang === "en" && text.en) || text.sv || text.en || "";
}

/** Tells that the meeting is cancelled or moved, and why. */
function Banner({ room: { meeting: m }, words, lang }: { readonly room: Room; readonly words: Words; readonly lang: string }) {
  const because = (text: typeof m.movedBecause) => (text && inLang(text, lang) ? ` ${fill(words.because, { reason: inLang(text, lang) })}` : "");
  if (m.status === "cancelled") return <div class="notice danger"><p><strong>{words.cancelled}</strong>{because(m.cancelledBecause)}</p></div>;
  if (!m.movedFrom) return null;
  const to = fill(words.moved, { from: moment(lang, m.zone, m.movedFrom), when: moment(lang, m.zone, m.start) });
  return <div class="notice warn"><p><strong>{to}</strong>{because(m.movedBecause)}</p></div>;
}

/** The strip about the line: it pushes the page down and never covers it. */
function LineStrip({ live }: { readonly live: Live }) {
  const { words } = live;
  const line = live.line.value;
  const shown = strip(live.away.value, live.back.value, live.now.value, live.asked.value.length);
  let text = "";
  if (line === "ended") text = live.shut.value || words.signedOut;
  else if (shown.kind === "returning") text = words.returning;
  else if (shown.kind === "offline") text = `${words.offline} ${shown.waiting ? count(words, "waiting", shown.waiting) : ""}`;
  else if (shown.kind === "back") text = `${words.back} ${shown.sent ? count(words, "sent", shown.sent) : ""}`;
  else if (line === "blocked") text = words.slow;
  const kind = line === "ended" ? "offline" : shown.kind;
  return (
    <div class="line" role="status">
      {text && (
        <div class="strip" data-kind={kind}>
          <p>{text}</p>
          {kind === "offline" && (
            <button type="button" class="button line" onClick={() => (line === "ended" ? location.reload() : live.tryNow())}>{line === "ended" ? words.reload : words.tryNow}</button>
          )}
        </div>
      )}
    </div>
  );
}
