// What somebody has shared or asked and the server has not answered is kept on the
// device, so that a tab may be closed while there is no network. A room that is opened
// again sends it, under the identity it was first sent with, so that it is kept once.
// What was written here by somebody else is not sent in their name, nor lost: whoever is here
// now is told of it, and sends it as their own or throws it away.
import { effect } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Asked } from "../agenda/outbox";
import type { ID, Instant, Reply } from "../wire";
import type { Live } from "./live";

/** Something that was asked for, who the server took the person for, and by what name; empty when it was to be nameless. */
export type Kept = Asked & { readonly by: ID; readonly name?: string };

/** Whom it is kept for. */
type Writer = { readonly id: ID; readonly name?: string };

const most = 50; // of one meeting
const lasts = 30 * 24 * 60 * 60 * 1000; // milliseconds

/** What waits for any moment: it is as right later as when it was written. The rest is about this minute. */
const lasting = /^(?:signal\.(?:add|join)|question\.(?:ask|join)|material\.share)$/;

export class Shelf {
  readonly #storage: () => Storage;
  readonly #key: string;
  readonly #seen = new Set<ID>(); // by this page
  readonly #again = new Set<ID>(); // refused for now: for another time

  /** The key is that of room/view.tsx, which has this part fetched when something is there. */
  constructor(storage: () => Storage, meeting: ID) {
    this.#storage = storage;
    this.#key = `unsent:${meeting}/asked`;
  }

  /** Returns what a person wrote and no page of theirs is known to have got answered, in order. */
  left(by: ID, now: Instant): readonly Kept[] {
    return this.#read().filter(k => k.by === by && now - k.at < lasts);
  }

  /** Returns what others wrote on this device, in order. */
  others(by: ID, now: Instant): readonly Kept[] {
    return this.#read().filter(k => k.by !== by && now - k.at < lasts);
  }

  /** Throws away what others wrote. */
  forget(all: readonly Kept[]): void {
    this.#write(this.#read().filter(k => !all.some(a => a.id === k.id)));
  }

  /** Keeps what is on its way to the server now. What this page had on its way, and has no more, goes. */
  keep(asked: readonly Asked[], { id: by, name }: Writer, now: Instant): void {
    const mine = asked.filter(a => lasting.test(a.command.do)).map(a => ({ ...a, by, name: "nameless" in a.command && a.command.nameless ? "" : name }));
    for (const { id } of mine) this.#seen.add(id);
    if (this.#seen.size === 0) return;
    const onItsWay = new Set(mine.map(k => k.id));
    const others = this.#read().filter(k => (!this.#seen.has(k.id) || this.#again.has(k.id)) && !onItsWay.has(k.id) && now - k.at < lasts);
    this.#write([...others, ...mine].slice(-most));
  }

  /** Has something stay that could not be done just now. */
  stays(id: ID): void {
    this.#again.add(id);
  }

  #read(): readonly Kept[] {
    try {
      return JSON.parse(this.#storage().getItem(this.#key) ?? "[]") as readonly Kept[];
    } catch {
      return []; // nothing may be kept here
    }
  }

  #write(all: readonly Kept[]): void {
    try {
      if (all.length > 0) this.#storage().setItem(this.#key, JSON.stringify(all));
      else this.#storage().removeItem(this.#key);
    } catch {
      // then it is kept for as long as the page is
    }
  }
}

/** Sends what was kept when the room is opened, and keeps what is asked from then on. Returns where it is kept. */
export function useKept(live: Live): Shelf {
  const [shelf] = useState(() => {
    const kept = new Shelf(() => localStorage, live.room.peek().meeting.id);
    sendAsOwn(live, kept, kept.left(live.you.peek().id, Date.now()));
    return kept;
  });
  useEffect(() => effect(() => shelf.keep(live.asked.value, live.you.value, Date.now())), []);
  return shelf;
}

/** Sends what another wrote as the person's own. It keeps its identity: if it had come after all, it does not come twice. */
export function sendAsOwn(live: Live, kept: Shelf, all: readonly Kept[]): void {
  for (const { id, command } of all) live.do(command, live.all.keptSent, undefined, reply => hear(live, kept, command.do, reply), id);
}

/** A question is one's own again; what was too much just now waits for another time. */
function hear(live: Live, kept: Shelf, what: Asked["command"]["do"], { refused, re }: Reply): void {
  if (refused === "too-much") kept.stays(re);
  if (refused || what !== "question.ask") return;
  live.mine.value = { ...live.mine.value, asked: [...(live.mine.value.asked ?? []), re] };
}
