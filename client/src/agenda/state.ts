// What the agenda of a room is, and what each event makes of it: the same rules as
// meetings.Room.After in Go, held together by meetings/testdata/room_vectors.json.
import { isHouse, kept, type HouseEvent } from "../house/state";
import { bring, isBring, type BringEvent } from "../material/state";
import { isVote, vote, type VoteEvent } from "../polls/state";
import { isWonder, wonder, type WonderEvent } from "../questions/state";
import { isTalk, over, talk, type TalkEvent } from "../queue/state";
import { isShare, share, type ShareEvent } from "../signals/state";
import type { Agenda, Instant, Item, ItemID, Meeting, PeopleForgotten, Room, RoomEvent } from "../wire";

/** Returns the room that an event at a moment leads to. The room it was given is left as it was. */
export function reduce(room: Room, event: RoomEvent, at: Instant): Room {
  const after = change(room, event, at);
  const meeting = event.kind === "meeting.planned" ? after.meeting : { ...after.meeting, touched: true };
  if (!showsInCalendar(event)) return { ...after, meeting };
  const changed = Math.max(at, meeting.changed + 1000); // stamps have whole seconds and never stand still
  return { ...after, meeting: { ...meeting, sequence: meeting.sequence + 1, changed } };
}

function change(room: Room, event: RoomEvent, at: Instant): Room {
  const m = room.meeting;
  if (isTalk(event)) return talk(room, event, at);
  if (isHouse(event)) return kept(room, event, at);
  if (isShare(event)) return share(room, event);
  if (isWonder(event)) return wonder(room, event);
  if (isVote(event)) return vote(room, event);
  if (isBring(event)) return bring(room, event);
  switch (event.kind) {
    case "meeting.cancelled":
      return { ...room, meeting: { ...m, status: "cancelled", cancelledBecause: event.reason } };
    case "meeting.restored":
      return { ...room, meeting: { ...m, status: "planned", cancelledBecause: undefined } };
    case "meeting.moved":
      return { ...room, meeting: moveMeeting(m, event.start, event.reason) };
    case "meeting.edited":
      return { ...room, meeting: { ...m, title: event.title, minutes: event.minutes, note: event.note, ways: event.ways } };
    case "meeting.planned":
      return { ...room, meeting: { ...m, ...unsaid, ...event.plan }, agenda: event.items ? { ...room.agenda, items: event.items } : room.agenda };
    case "notes.locked":
      return { ...room, meeting: { ...m, notesLocked: true } };
    case "notes.unlocked":
      return { ...room, meeting: { ...m, notesLocked: undefined } };
    default: {
      const agenda = changeAgenda(room.agenda, event, at);
      const after = event.kind === "agenda.ended" ? { ...over(room, at), house: { ...room.house, duties: room.house?.duties?.filter(o => o.duty === "motesledare") } } : room;
      return { ...after, agenda, meeting: { ...m, started: agenda.started, ended: agenda.ended } };
    }
  }
}

/** What a plan may leave out, and then is not so. */
const unsaid = { note: undefined, cancelledBecause: undefined, movedFrom: undefined, movedBecause: undefined, restricted: undefined, touched: undefined, withdrawn: undefined };

function moveMeeting(m: Meeting, start: Instant, because: Meeting["movedBecause"]): Meeting {
  const movedFrom = m.movedFrom || m.start;
  if (start === movedFrom) return { ...m, start, movedFrom: undefined, movedBecause: undefined };
  return { ...m, start, movedFrom, movedBecause: because };
}

type AgendaEvent = Exclude<RoomEvent, TalkEvent | HouseEvent | ShareEvent | WonderEvent | VoteEvent | BringEvent | { kind: `meeting.${string}` | `notes.${string}` }>;

function changeAgenda(agenda: Agenda, event: AgendaEvent, at: Instant): Agenda {
  const items = agenda.items ?? [];
  switch (event.kind) {
    case "agenda.added":
      return { ...agenda, items: inserted(items, event.item, event.to) };
    case "agenda.pasted":
      return { ...agenda, items: [...items, ...(event.items ?? [])] };
    case "agenda.edited":
      return set(agenda, event.item, i => ({
        ...i, title: event.title, minutes: event.minutes, extended: undefined, presenter: event.presenter, round: event.round,
      }));
    case "agenda.moved":
      return { ...agenda, items: moved(items, event.item, event.to) };
    case "agenda.removed":
      return { ...agenda, items: items.filter(i => i.id !== event.item) };
    case "agenda.started":
      return open({ ...agenda, started: at }, event.item, at);
    case "agenda.opened":
      return open(close(agenda, leaving(agenda, event.item), at), event.item, at);
    case "agenda.extended":
      return set(agenda, event.item, i => ({
        ...i, minutes: (i.minutes ?? 0) + event.minutes, extended: (i.extended ?? 0) + event.minutes,
      }));
    case "agenda.parked":
      return aside(agenda, event.item, "parked", event.then, at);
    case "agenda.returned":
      return set(agenda, event.item, i => ({ ...i, state: "" }));
    case "agenda.carried":
      return aside(agenda, event.item, "carried", event.then, at);
    case "agenda.settled":
      return set(agenda, event.item, i => ({ ...i, state: event.state }));
    case "agenda.ended":
      return { ...close(agenda, "done", at), ended: at };
    default: // an event from a newer server changes nothing, nor does one that a snapshot follows
      event satisfies PeopleForgotten; // the compiler points here when a kind is missing
      return agenda;
  }
}

function set(agenda: Agenda, id: ItemID, to: (i: Item) => Item): Agenda {
  return { ...agenda, items: (agenda.items ?? []).map(i => (i.id === id ? to(i) : i)) };
}

function open(agenda: Agenda, id: ItemID, at: Instant): Agenda {
  return set({ ...agenda, current: id }, id, i => ({ ...i, state: "", opened: at }));
}

function close(agenda: Agenda, state: Item["state"], at: Instant): Agenda {
  const stopped = set(agenda, agenda.current ?? "", i => ({
    ...i, state, spent: (i.spent ?? 0) + Math.max(0, at - (i.opened ?? 0)), opened: undefined,
  }));
  return { ...stopped, current: undefined };
}

/** The current item is done once another is opened, unless that was done: then somebody goes back. */
function leaving(agenda: Agenda, other: ItemID): Item["state"] {
  return agenda.items?.find(i => i.id === other)?.state === "done" ? "" : "done";
}

function aside(agenda: Agenda, id: ItemID, state: Item["state"], then: ItemID, at: Instant): Agenda {
  if (id === agenda.current) return open(close(agenda, state, at), then, at);
  return set(agenda, id, i => ({ ...i, state }));
}

/** Returns the list with an item at place to, counted from 0 and kept within the list. */
export function inserted(items: readonly Item[], item: Item, to: number): readonly Item[] {
  const at = Math.min(Math.max(to, 0), items.length);
  return [...items.slice(0, at), item, ...items.slice(at)];
}

/** Returns the list with an item moved to place to, counted in the list without it. */
export function moved(items: readonly Item[], id: ItemID, to: number): readonly Item[] {
  const item = items.find(i => i.id === id);
  return item ? inserted(items.filter(i => i.id !== id), item, to) : items;
}

function showsInCalendar(event: RoomEvent): boolean {
  return /^meeting\.|^agenda\.(added|pasted|edited|moved|removed|carried)/.test(event.kind);
}

/** Returns how many milliseconds remain of an item at a moment; negative when it has run over. */
export function left(item: Item, now: Instant): number {
  const used = (item.spent ?? 0) + (item.opened ? Math.max(0, now - item.opened) : 0); // the page ticks once a second
  return (item.minutes ?? 0) * 60_000 - used;
}

/** Returns the sum of the planned minutes of the items that belong to this meeting. */
export function minutes(agenda: Agenda): number {
  return (agenda.items ?? []).reduce((sum, i) => sum + (i.state === "carried" ? 0 : i.minutes ?? 0), 0);
}

/** Returns the items besides the current one of which nobody has said what becomes of them. */
export function unfinished(agenda: Agenda): readonly Item[] {
  return (agenda.items ?? []).filter(i => i.id !== agenda.current && (!i.state || i.state === "parked"));
}

/** Returns the first item to come after the current one. */
export function following(agenda: Agenda): Item | undefined {
  const items = agenda.items ?? [];
  const at = items.findIndex(i => i.id === agenda.current);
  return items.slice(at + 1).find(i => !i.state && i.id !== agenda.current);
}
