// What an organiser can do with one item, in the order of the menu.
import type { Agenda, Command, Item } from "../wire";
import { fill, type AllWords } from "../words";
import type { Choice } from "./menu";
import type { Do } from "./view";

type Place = {
  readonly item: Item; readonly at: number; readonly of: number; readonly agenda: Agenda; readonly words: AllWords;
  readonly do: Do; readonly may: (command: Command["do"]) => boolean; readonly move: (to: number) => void; readonly edit: (on: boolean) => void;
};

export function choices({ item, at, of, agenda, words, do: ask, may, move, edit }: Place, current: boolean): readonly Choice[] {
  const id = item.id;
  const all: (Choice | false)[] = [
    may("agenda.open") && !!agenda.started && !current && item.state !== "carried" && { text: words.open, do: () => ask({ do: "agenda.open", item: id }) },
    { text: words.edit, do: () => edit(true) },
    at > 0 && { text: words.up, do: () => move(at - 1) },
    at < of - 1 && { text: words.down, do: () => move(at + 1) },
    may("agenda.extend") && item.state !== "carried" && { text: fill(words.extendLong, { n: 5 }), do: () => ask({ do: "agenda.extend", item: id, minutes: 5 }, words.didExtend) },
    may("agenda.park") && !item.state && { text: words.park, do: () => ask({ do: "agenda.park", item: id }, words.didPark) },
    may("agenda.return") && item.state === "parked" && { text: words.takeBack, do: () => ask({ do: "agenda.return", item: id }, words.didReturn) },
    may("agenda.carry") && (!item.state || item.state === "parked") && { text: words.carry, do: () => ask({ do: "agenda.carry", item: id }, words.didCarry) },
    may("agenda.remove") && !current && { text: words.remove, grave: true, do: () => ask({ do: "agenda.remove", item: id }, words.didRemove) },
  ];
  return all.filter(c => c !== false);
}
