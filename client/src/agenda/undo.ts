// What takes back something that an organiser did.
import { undoingHouse } from "../house/undo";
import { undoingTurn } from "../queue/undo";
import type { Command, ID, Room } from "../wire";

/** Returns the command that takes another, of an identity, back, given the room before it; undefined when there is no simple one. */
export function undoing(room: Room, command: Command, as: ID): Command | undefined {
  if (command.do === "agenda.next") return command.from ? { do: "agenda.open", item: command.from } : undefined;
  if (!("item" in command)) return undoingTurn(room, command, as) ?? undoingHouse(room.house, command);
  const items = room.agenda.items ?? [];
  const at = items.findIndex(i => i.id === command.item);
  const item = items[at];
  if (!item) return undefined;
  const { id, title, minutes, presenter, round } = item;
  switch (command.do) {
    case "agenda.move":
      return { do: "agenda.move", item: id, to: at };
    case "agenda.edit":
      return { do: "agenda.edit", item: id, title, minutes, presenter, round };
    case "agenda.remove":
      return item.state ? undefined : { do: "agenda.add", title, minutes, presenter, round, to: at };
    case "agenda.extend":
      return { do: "agenda.extend", item: id, minutes: -command.minutes };
    case "agenda.park":
      return id === room.agenda.current ? undefined : { do: "agenda.return", item: id };
    case "agenda.settle":
      return { do: "agenda.settle", item: id, state: item.state === "parked" ? "" : item.state };
    case "agenda.return":
      return { do: "agenda.park", item: id };
    default:
      return undefined;
  }
}
