// How a room is kept, and what each event makes of it: the same rules as
// meetings.House.After in Go, held together by meetings/testdata/room_vectors.json.
import { hungUp } from "../queue/state";
import type { Command, House, Instant, Room, RoomEvent } from "../wire";

/** What happens to the people in a room, and to what they may do. */
export type HouseEvent = Extract<RoomEvent, { readonly kind: `person.${string}` | `room.${string}` }>;

export function isHouse(event: RoomEvent): event is HouseEvent {
  return /^(person|room)\./.test(event.kind);
}

/** Returns the room that an event about its people, or about what they may do, leads to. */
export function kept(room: Room, event: HouseEvent, at: Instant): Room {
  const house = room.house ?? {};
  const rest = "who" in event ? (house.barred ?? []).filter(id => id !== event.who) : [];
  switch (event.kind) {
    case "person.removed":
      return { ...room, house: { ...house, barred: [...rest, event.who] }, queue: hungUp(room.queue, event.who, at) };
    case "person.returned":
      return { ...room, house: { ...house, barred: rest } };
    case "room.set": {
      const { locked, readOnly, slow } = event;
      return { ...room, house: { ...house, locked, readOnly, slow } };
    }
    default:
      return unknown(event, room);
  }
}

/** The compiler points here when a kind is missing; an event from a newer server changes nothing. */
function unknown<T>(_: never, as: T): T {
  return as;
}

/** Returns the command that takes another about the house back, given how it was before. */
export function undoingHouse(house: House = {}, command: Command): Command | undefined {
  switch (command.do) {
    case "person.remove":
      return { do: "person.return", who: command.who };
    case "person.return":
      return { do: "person.remove", who: command.who };
    case "room.set":
      return { do: "room.set", locked: house.locked ?? false, readOnly: house.readOnly ?? false, slow: house.slow ?? 0 };
    default:
      return undefined;
  }
}
