// How a room is kept, and what each event makes of it: the same rules as
// meetings.House.After in Go, held together by meetings/testdata/room_vectors.json.
import { selfOf } from "../queue/calls";
import { hungUp } from "../queue/state";
import type { House, Instant, Room, RoomEvent } from "../wire";
import { fill, type Words } from "../words";

/** What happens to the people in a room, and to what they may do. */
export type HouseEvent = Extract<RoomEvent, { readonly kind: `person.${string}` | `room.${string}` }>;

export function isHouse(event: RoomEvent): event is HouseEvent {
  return /^person\.re|^room\.set/.test(event.kind);
}

/** Returns the room that an event about its people, or about what they may do, leads to. An event from a newer server changes nothing. */
export function kept(room: Room, event: HouseEvent, at: Instant): Room {
  const { house } = room;
  if (event.kind === "room.set") {
    const { locked, readOnly, slow } = event;
    return { ...room, house: { ...house, locked, readOnly, slow } };
  }
  const rest = (house?.barred ?? []).filter(id => id !== event.who);
  if (event.kind === "person.returned") return { ...room, house: { ...house, barred: rest } };
  const callers = room.callers?.filter(c => selfOf(c) !== event.who);
  return { ...room, callers, house: { ...house, barred: [...rest, event.who] }, queue: hungUp(room.queue, event.who, at) };
}

/** Says what everybody should know of how the room is kept just now. */
export function orderOf({ locked, readOnly, slow }: House = {}, words: Words): readonly string[] {
  return [locked ? words.roomLocked : "", readOnly ? words.roomReadOnly : "", slow ? fill(words.roomSlow, { n: slow }) : ""].filter(Boolean);
}
