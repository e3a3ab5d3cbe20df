// A toy server and its clients, for tests. The line of the last client loses what
// is on it, repeats commands and holds everything up; the others' lines are good.
import { ask, unanswered } from "../agenda/outbox";
import { reduce } from "../agenda/state";
import type { Command, Entry, ID, Queue, Reply, Room, RoomEvent } from "../wire";
import { receive, shown, type Frame, type State } from "./state";

type Sent = { readonly id: ID; readonly command: Command };
type Client = { state: State; up: Sent[]; down: Frame[]; online: boolean };

/** Numbers between 0 and 1 that look like chance and are the same for the same seed. */
function chance(seed: number): () => number {
  let x = seed * 2654435761;
  return () => {
    x = (Math.imul(x ^ (x >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((x ^ (x >>> 13)) >>> 0) / 2 ** 32;
  };
}

export function shuffled(seed: number): readonly number[] {
  const next = chance(seed);
  return [next(), next(), next()];
}

export class Toy {
  readonly clients: readonly Client[];
  room: Room;
  readonly log: Entry[] = [];
  readonly carriedOut: ID[] = [];
  readonly #answers = new Map<ID, Reply>();
  readonly #next: () => number;
  #ids = 0;

  constructor(start: State, clients: number, seed: number) {
    this.room = start.room;
    this.clients = Array.from({ length: clients }, () => ({ state: start, up: [], down: [], online: true }));
    this.#next = chance(seed);
  }

  /** Lets one thing happen to one client. */
  step(): void {
    const client = this.#one(this.clients);
    const bad = client === this.clients.at(-1);
    const luck = this.#next();
    if (luck < 0.3) this.#ask(client);
    else if (luck < 0.6) this.#deliverUp(client, bad && this.#next() < 0.3);
    else if (bad && luck > 0.95) client.down.shift();
    else if (!bad || luck < 0.9) this.#deliverDown(client);
    else if (client.online) this.#lose(client);
    else this.#hello(client);
  }

  /** Opens every line anew and lets it be good until nothing is on any of them. */
  settle(): void {
    for (const client of this.clients) this.#hello(client);
    while (this.clients.some(c => c.up.length + c.down.length > 0)) {
      for (const client of this.clients) {
        this.#deliverUp(client, false);
        this.#deliverDown(client);
      }
    }
  }

  #one<T>(list: readonly T[]): T {
    return list[Math.floor(this.#next() * list.length)] as T;
  }

  #ask(client: Client): void {
    const command = this.#command(shown(client.state));
    const id = `c${++this.#ids}`;
    client.state = { ...client.state, outbox: ask(client.state.outbox, id, command, 0) };
    if (client.online) client.up.push({ id, command });
  }

  /** Commands about the floor, which now and then come too late. */
  #talk({ waiting = [], speaker }: Queue, to: number): readonly Command[] {
    const turn = waiting.length ? this.#one(waiting).id : "";
    return [
      { do: "queue.ask", note: `Om ${to}` }, { do: "queue.ask" }, { do: "queue.withdraw" }, { do: "queue.add", name: `Telefon ${to}` },
      { do: "queue.move", turn, to }, { do: "queue.remove", turn }, { do: "queue.next", from: speaker?.id },
    ];
  }

  #command({ agenda, queue }: Room): Command {
    const item = agenda.items.length ? this.#one(agenda.items).id : "";
    const to = Math.floor(this.#next() * 6);
    return this.#one<Command>([
      { do: "agenda.move", item, to }, { do: "agenda.move", item, to }, { do: "agenda.add", title: `Punkt ${to}`, to },
      { do: "agenda.edit", item, title: `Annat ${to}`, minutes: to }, { do: "agenda.remove", item },
      { do: "agenda.extend", item, minutes: 5 }, { do: "agenda.open", item }, { do: "agenda.park", item },
      ...this.#talk(queue, to),
    ]);
  }

  #deliverUp(client: Client, twice: boolean): void {
    const sent = client.up.shift();
    if (!sent) return;
    if (twice) client.up.unshift(sent);
    client.down.push(this.#carryOut(sent));
  }

  #deliverDown(client: Client): void {
    const frame = client.down.shift();
    if (!frame) return;
    const after = receive(client.state, frame, 0);
    if (after) client.state = after;
    else this.#hello(client);
  }

  #lose(client: Client): void {
    client.online = false;
    client.up = [];
    client.down = [];
  }

  #hello(client: Client): void {
    const { seq, you } = client.state;
    client.online = true;
    client.up = unanswered(client.state.outbox).map(({ id, command }) => ({ id, command }));
    client.down = [this.log.slice(seq), { here: { epoch: "e", seq: this.log.length, now: 0, you } }];
  }

  #carryOut({ id, command }: Sent): Reply {
    const before = this.#answers.get(id);
    if (before) return before;
    const event = command.do.startsWith("queue.") ? this.#pass(id, command) : this.#decide(id, command);
    const reply: Reply = event ? { re: id, seq: this.log.length + 1 } : { re: id, refused: "late", say: "…" };
    this.#answers.set(id, reply);
    if (!event) return reply;
    const entry = { seq: this.log.length + 1, at: this.log.length + 1000, by: { id: "p", name: "Åsa" }, ev: event };
    this.carriedOut.push(id);
    this.log.push(entry);
    this.room = reduce(this.room, event, entry.at);
    for (const c of this.clients) if (c.online) c.down.push([entry]);
    return reply;
  }

  #pass(id: ID, command: Command): RoomEvent | undefined {
    const { waiting = [], speaker } = this.room.queue;
    const mine = waiting.find(t => t.who === "p");
    const has = "turn" in command && waiting.some(t => t.id === command.turn);
    switch (command.do) {
      case "queue.ask": return { kind: "queue.asked", turn: { ...(mine ?? { id, who: "p", name: "Åsa", asked: 0 }), note: command.note || mine?.note } };
      case "queue.withdraw": return mine && { kind: "queue.removed", turn: mine.id };
      case "queue.add": return { kind: "queue.added", turn: { id, name: command.name, asked: 0 }, to: waiting.length };
      case "queue.move": return has ? { kind: "queue.moved", turn: command.turn, to: command.to } : undefined;
      case "queue.remove": return has ? { kind: "queue.removed", turn: command.turn } : undefined;
      case "queue.next": return (command.from ?? "") === (speaker?.id ?? "") ? { kind: "queue.given", turn: waiting[0]?.id ?? "" } : undefined;
      default: return undefined;
    }
  }

  #decide(id: ID, command: Command): RoomEvent | undefined {
    const { items, current = "" } = this.room.agenda;
    if (command.do === "agenda.add") return { kind: "agenda.added", item: { id, title: command.title }, to: command.to ?? items.length };
    if (!("item" in command) || !items.some(i => i.id === command.item)) return undefined;
    const { item = "" } = command;
    switch (command.do) {
      case "agenda.move": return { kind: "agenda.moved", item, to: command.to };
      case "agenda.edit": return { kind: "agenda.edited", item, title: command.title, minutes: command.minutes ?? 0 };
      case "agenda.remove": return item === current ? undefined : { kind: "agenda.removed", item };
      case "agenda.extend": return { kind: "agenda.extended", item, minutes: command.minutes };
      case "agenda.open": return item === current ? undefined : { kind: "agenda.opened", item };
      case "agenda.park": return { kind: "agenda.parked", item, then: item === current ? "" : current };
      default: return undefined;
    }
  }
}
