// How a room is kept, and what each event makes of it: the same rules as
// meetings.House.After in Go, held together by meetings/testdata/room_vectors.json.
import { hungUp } from "../queue/state";
import type { House, ID, Instant, Room, RoomEvent } from "../wire";
import { fill, type Words } from "../words";

/** What happens to the people in a room, and to what they may do. */
export type HouseEvent = Extract<RoomEvent, { readonly kind: `person.${string}` | `room.${string}` | `lobby.${string}` | `duty.${string}` }>;

export function isHouse(event: RoomEvent): event is HouseEvent {
  return /^(person|lobby|duty)\.|^room\.set/.test(event.kind);
}

/** Returns the room that an event about its people, or about what they may do, leads to. An event from a newer server changes nothing. */
export function kept(room: Room, event: HouseEvent, at: Instant): Room {
  const { house = {} } = room;
  if (event.kind === "lobby.admitted") return room;
  if (event.kind === "room.set") {
    const { locked, lobby, readOnly, slow } = event;
    return { ...room, house: { ...house, locked, lobby, readOnly, slow } };
  }
  const { who } = event;
  const marked = (list: readonly ID[] = [], is = false) => [...list.filter(id => id !== who), ...(is ? [who] : [])];
  if (event.kind === "person.set") {
    const after = { ...room, house: { ...house, muted: marked(house.muted, event.muted), hidden: marked(house.hidden, event.hidden) } };
    return event.hidden === !!house.hidden?.includes(who) ? after : named(after, event);
  }
  const duties = house.duties?.filter(o => o.who !== who || ("duty" in event && o.duty !== event.duty)) ?? [];
  if ("duty" in event) return { ...room, house: { ...house, duties: event.kind === "duty.given" ? [...duties, { who, duty: event.duty }] : duties } };
  const out = event.kind === "person.removed";
  return {
    ...room, callers: room.callers?.filter(c => c.who !== who), queue: hungUp(room.queue, who, at),
    house: { ...house, barred: marked(house.barred, out), networks: marked(house.networks, out && event.network), duties },
  };
}

/** Returns the room with a name hidden or shown again, wherever it stands. */
function named(room: Room, { who, name, organisation, signals = [], questions = [], material = [] }: Extract<HouseEvent, { readonly kind: "person.set" }>): Room {
  const theirs: readonly string[] = [...signals, ...questions, ...material];
  return JSON.parse(JSON.stringify(room), (_, v) => (v && (v.who === who && !v.turns || theirs.includes(v.id)) ? { ...v, name, organisation } : v)) as Room;
}

/** Says what everybody should know of how the room is kept just now. */
export function orderOf({ locked, lobby, readOnly, slow }: House = {}, words: Words): readonly string[] {
  return [locked ? words.roomLocked : "", lobby ? words.roomLobby : "", readOnly ? words.roomReadOnly : "", slow ? fill(words.roomSlow, { n: slow }) : ""].filter(Boolean);
}
