// What the material of a room is, and what each event makes of it: the same rules as in
// meetings/material_event.go, held together by meetings/testdata/room_vectors.json.
import { without } from "../room/lists";
import type { Material, Room, RoomEvent } from "../wire";

/** What happens to material. */
export type BringEvent = Extract<RoomEvent, { readonly kind: `material.${string}` }>;

export function isBring(event: RoomEvent): event is BringEvent {
  return event.kind.startsWith("material.");
}

/** Returns the room that an event about material leads to. */
export function bring(room: Room, event: BringEvent): Room {
  return { ...room, material: change(room.material ?? [], event) };
}

function change(all: readonly Material[], event: BringEvent): readonly Material[] {
  switch (event.kind) {
    case "material.edited": case "material.judged":
      return all.map(m => (m.id === event.material.id ? event.material : m));
    case "material.withdrawn": case "material.hidden":
      return without(all, event.material);
    case "material.shared": case "material.restored":
      return [...without(all, event.material.id), event.material];
    default: // an event from a newer server changes nothing
      event satisfies never; // the compiler points here when a kind is missing
      return all;
  }
}
