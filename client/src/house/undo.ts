// What takes back something that was done to the people in a room, or to what they may do.
import type { Command, House } from "../wire";

/** Returns the command that takes another about the house back, given how it was before. */
export function undoingHouse(house: House = {}, command: Command): Command | undefined {
  switch (command.do) {
    case "person.remove":
      return house.barred?.includes(command.who) ? { ...command, network: !command.network } : { do: "person.return", who: command.who };
    case "person.set":
      return { do: "person.set", who: command.who, muted: house.muted?.includes(command.who) ?? false, hidden: house.hidden?.includes(command.who) ?? false };
    case "person.return":
      return { do: "person.remove", who: command.who };
    case "room.set":
      return { do: "room.set", locked: house.locked ?? false, lobby: house.lobby ?? false, readOnly: house.readOnly ?? false, slow: house.slow ?? 0 };
    default:
      return undefined;
  }
}
