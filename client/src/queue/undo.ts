// What takes back something that the chair did with the speaker list.
import type { Command, ID, Room } from "../wire";

/** Returns the command that takes another about the floor back, given the room before it; undefined when there is no simple one. */
export function undoingTurn({ queue, callers = [] }: Room, command: Command, id: ID): Command | undefined {
  const waiting = queue.waiting ?? [];
  switch (command.do) {
    case "queue.next":
      return command.from ? { do: "queue.back", turn: command.from } : undefined;
    case "queue.back":
      return { do: "queue.next", from: command.turn, turn: queue.speaker?.id };
    case "queue.done":
      return { do: "queue.back", turn: command.turn };
    case "queue.skip": {
      if (queue.speaker?.id !== command.turn) return { do: "queue.move", turn: command.turn, to: waiting.findIndex(t => t.id === command.turn) };
      const then = command.then ?? waiting[0]?.id;
      return then ? { do: "queue.skip", turn: then, then: command.turn } : { do: "queue.next", turn: command.turn };
    }
    case "queue.move":
      return { do: "queue.move", turn: command.turn, to: waiting.findIndex(t => t.id === command.turn) };
    case "queue.add":
      return { do: "queue.remove", turn: id };
    case "queue.remove":
      return { do: "queue.return", turn: command.turn };
    case "queue.note": {
      const before = [queue.speaker, ...waiting].find(t => t?.id === command.turn);
      return before && { do: "queue.note", turn: before.id, note: before.note };
    }
    case "queue.close":
      return { do: "queue.open" };
    case "queue.open":
      return { do: "queue.close" };
    case "caller.add":
      return { do: "caller.remove", caller: id };
    case "caller.edit": {
      const before = callers.find(c => c.id === command.caller);
      return before && { do: "caller.edit", caller: before.id, name: before.name, organisation: before.organisation, sector: before.sector };
    }
    case "caller.set": {
      const { caller, muted, help, away } = command;
      const back = (value: boolean | undefined) => (value === undefined ? undefined : !value);
      return { do: "caller.set", caller, muted: back(muted), help: back(help), away: back(away) };
    }
    case "caller.remove": {
      const before = callers.find(c => c.id === command.caller);
      return before && { do: "caller.add", line: before.line, name: before.name, organisation: before.organisation, sector: before.sector };
    }
    default:
      return undefined;
  }
}
