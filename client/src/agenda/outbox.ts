// What the person has asked for and not yet got back: kept until the server has
// answered and the answer is seen, sent again with the same identity after a lost
// connection, and shown ahead of time where that is simple and right.
import { foreseenTurn } from "../queue/ahead";
import type { Command, ID, Instant, Person, Reply, Room, RoomEvent } from "../wire";
import { reduce } from "./state";

/** One command on its way. kept is the event it was kept as, once the server has said so. */
export type Asked = { readonly id: ID; readonly command: Command; readonly at: Instant; readonly kept?: number };

export type Outbox = readonly Asked[];

/** Adds a command. */
export function ask(outbox: Outbox, id: ID, command: Command, at: Instant): Outbox {
  return [...outbox, { id, command, at }];
}

/** Takes an answer: a refused command goes, one that could not be saved just now waits for another try, and a kept one stays until its event is here. A repeated answer changes nothing. */
export function answered(outbox: Outbox, reply: Reply, seq: number): Outbox {
  if (reply.refused === "unsaved") return outbox;
  if (reply.refused) return outbox.filter(a => a.id !== reply.re);
  return seen(outbox.map(a => (a.id === reply.re ? { ...a, kept: reply.seq ?? 0 } : a)), seq);
}

/** Lets go of the commands whose events are among those up to seq. */
export function seen(outbox: Outbox, seq: number): Outbox {
  const rest = outbox.filter(a => a.kept === undefined || a.kept > seq);
  return rest.length === outbox.length ? outbox : rest;
}

/** Returns the commands that the server has not answered, in the order they were asked. */
export function unanswered(outbox: Outbox): Outbox {
  return outbox.filter(a => a.kept === undefined);
}

/** Returns the room as the person expects it to be once everything asked for is kept. */
export function expected(room: Room, outbox: Outbox, you: Person): Room {
  return outbox.reduce((r, a) => {
    const event = foreseen(r, a) ?? foreseenTurn(r, a, you);
    return event ? reduce(r, event, a.at) : r;
  }, room);
}

/** Returns the event a command will surely become, if that can be said here. Each may come twice without harm. */
function foreseen(room: Room, { id, command }: Asked): RoomEvent | undefined {
  const items = room.agenda.items ?? [];
  switch (command.do) {
    case "agenda.add": {
      if (items.some(i => i.id === id)) return undefined;
      const { title, minutes, presenter, round } = command;
      return { kind: "agenda.added", item: { id, title: title.trim(), minutes, presenter, round }, to: command.to ?? items.length };
    }
    case "agenda.edit":
      return { kind: "agenda.edited", item: command.item, title: command.title.trim(), minutes: command.minutes ?? 0, presenter: command.presenter, round: command.round };
    case "agenda.move":
      return { kind: "agenda.moved", item: command.item, to: command.to };
    default:
      return undefined;
  }
}
