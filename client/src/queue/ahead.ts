// What a command about the floor will surely become, so that it shows at once.
import type { Command, ID, Instant, Person, Queue, Room, RoomEvent, TurnID } from "../wire";
import { placeOf } from "./state";

type Asked = { readonly id: ID; readonly command: Command; readonly at: Instant };

/** Returns the event a command about the floor will become, if that can be said here. Each may come twice without harm. */
export function foreseenTurn({ queue }: Room, { id, command, at }: Asked, you: Person): RoomEvent | undefined {
  switch (command.do) {
    case "queue.ask": {
      const mine = queue.waiting?.[placeOf(queue, you.id)];
      const note = command.note?.trim();
      if (mine) return { kind: "queue.asked", turn: { ...mine, note: note || mine.note } };
      if (!you.id || queue.closed || known(queue, id)) return undefined;
      const { name, organisation, sector } = you;
      return { kind: "queue.asked", turn: { id, who: you.id, name, organisation, sector, note, asked: at } };
    }
    case "queue.withdraw": {
      const mine = queue.waiting?.[placeOf(queue, you.id)];
      return mine && { kind: "queue.removed", turn: mine.id };
    }
    case "queue.move":
      return { kind: "queue.moved", turn: command.turn, to: command.to };
    case "queue.remove":
      return { kind: "queue.removed", turn: command.turn };
    case "queue.close":
      return { kind: "queue.closed" };
    case "queue.open":
      return { kind: "queue.opened" };
    default:
      return undefined;
  }
}

/** Reports whether a turn has come, wherever it is by now. */
function known({ waiting = [], speaker, last, removed }: Queue, id: TurnID): boolean {
  return [...waiting, speaker, last, removed?.turn].some(t => t?.id === id);
}
