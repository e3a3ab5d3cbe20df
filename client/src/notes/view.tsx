// The notes as one page: the meeting's own, and those of each agenda item in the order
// of the agenda. A text follows its item when the agenda is reordered, since it is known by
// the item's identity.
import { useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Live } from "../room/live";
import type { Item } from "../wire";
import { Desk } from "./desk";
import type { Notes } from "./provider";
import { Section, type Topic } from "./section";
import type { Shared } from "./sheet";
import { Mark, Why, Writers } from "./status";
import { Toolbar } from "./toolbar";

/** Draws the notes, once they are here. */
export function NotesView({ live, notes }: { readonly live: Live; readonly notes: Notes }) {
  const shared = useLast(notes.shared.value);
  const { all: words } = live;
  const may = !notes.barred.value;
  const desk = useMemo(() => shared && new Desk(shared, words, () => !notes.barred.peek(), text => (live.toast.value = { id: -Date.now(), text, refused: true })), [shared]);
  const topics = topicsOf(live, shared);
  const current = topics.find(t => t.current)?.fragment;
  useEffect(() => void desk?.fetchMore(), [desk]);
  useSignalEffect(() => { if (notes.led.value > 0) desk?.forget(); });
  useEffect(() => desk?.refresh(), [may, desk, topics.map(t => t.name).join("\n")]);
  if (!shared || !desk) return null;
  const { Leftovers, Lock } = desk.more.value ?? {};
  return (
    <>
      <p class="meta notes-status"><Mark live={live} notes={notes} /><Writers shared={shared} words={words} />{may && live.data.sensitive && <span>{words.notesIndividuals}</span>}</p>
      {may ? <Toolbar desk={desk} words={words} /> : <Why live={live} notes={notes} />}
      {Leftovers && <Leftovers live={live} notes={notes} />}
      {topics.map(topic => <Section key={topic.fragment} topic={topic} desk={desk} doc={shared.doc} words={words} may={may} current={current} />)}
      {Lock && live.may("notes.lock") && <Lock live={live} />}
    </>
  );
}

/** What was here last: the texts stay to be read while a new document is fetched. */
function useLast<T>(value: T | undefined): T | undefined {
  const last = useRef(value);
  last.current = value ?? last.current;
  return last.current;
}

/** What there are notes on: the meeting, its items, and items that are gone but were written on. */
function topicsOf({ all: words, room }: Live, shared: Shared | undefined): readonly Topic[] {
  const { agenda } = room.value;
  const items: readonly Item[] = agenda.items ?? [];
  const own = items.map((item, i): Topic => ({
    fragment: `item:${item.id}`, number: i + 1, title: item.title, current: item.id === agenda.current,
    name: words.notesOf.replace("{n}", String(i + 1)).replace("{title}", () => item.title),
  }));
  const known = new Set(["meeting", ...own.map(t => t.fragment)]);
  const gone = [...(shared?.doc.share.keys() ?? [])]
    .filter(fragment => fragment.startsWith("item:") && !known.has(fragment) && shared?.doc.getXmlFragment(fragment).length)
    .map((fragment): Topic => ({ fragment, title: words.notesRemoved, name: words.notesOfRemoved, current: false }));
  return [{ fragment: "meeting", title: words.notesGeneral, name: words.notesOfGeneral, current: false }, ...own, ...gone];
}
