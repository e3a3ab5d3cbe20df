// The room while it is open: the state, the line to the server, and what the person
// has asked for. Views read its signals and call its methods; it draws nothing.
import { batch, computed, signal } from "@preact/signals";
import { barred } from "../notes/barred";
import { Door } from "../notes/door";
import { ask, unanswered, type Asked } from "../agenda/outbox";
import type { Polling } from "../polling";
import { aloud } from "../queue/aloud";
import { orderOf } from "../house/state";
import { isTalk } from "../queue/state";
import { Socket, type Line } from "../socket";
import { notes as bounds, type Command, type Duty, type Entry, type Here, type Hello, type ID, type Instant, type MaterialID, type PollID, type Presence, type QuestionID, type Reply, type SignalID, type Snapshot } from "../wire";
import { fill, type AllWords, type Words } from "../words";
import { fetchPart, type Parts } from "./parts";
import { tools } from "./tools";
import { isEvents, isReply, receive, shown, type Frame, type State } from "./state";

/** The data that the server puts in the page. */
export type RoomData = {
  readonly base: string; // the address of the room
  readonly lang: string;
  readonly snapshot: Snapshot;
  readonly here: Here;
  readonly presence: Presence;
  readonly words: Words;
  readonly parts: Parts;
  readonly canRun: boolean; // may run the agenda
  readonly next: string; // when the next meeting is, for those who run this one
  readonly sensitive?: boolean; // one of its themes is a hard subject
  readonly since: number; // how much waits for a decision since earlier meetings, for organisers
  readonly name: string; // of the person; empty for one who only follows
  readonly own?: readonly SignalID[]; // the signals that they have shared
  readonly same?: readonly SignalID[]; // those that they say the same as
  readonly code?: string; // the personal code; empty while there is none, absent when there cannot be
  readonly mine: Mine;
  readonly files: { readonly accept: string; readonly hint: string }; // those that may be sent
};

/** What concerns only this person, of what everybody sees alike. */
export type Mine = {
  readonly asked: readonly QuestionID[] | null; // questions of theirs
  readonly too: readonly QuestionID[] | null; // those that are theirs too
  readonly answered: PollID; // the poll that they have answered
  readonly shared: readonly MaterialID[] | null; // material of theirs
};

/** A short message at the foot of the page, with what would take the change back. */
export type Toast = { readonly id: number; readonly text: string; readonly undo?: Command; readonly refused?: boolean };

const patience = 5_000; // milliseconds without an answer before the line is not trusted
const retry = 2_000; // milliseconds before another try when the server could not save

export class Live {
  readonly data: RoomData;
  readonly words: Words;
  /** The same words, for the parts that are fetched: each may use its own. */
  readonly all: AllWords;
  readonly #state;
  readonly line = signal<Line>("opening");
  /** Since when the server cannot be reached; zero while it can. By the server's clock. */
  readonly away = signal<Instant>(0);
  /** When it could be reached again, how many changes waited, and after how long. */
  readonly back = signal({ at: 0, sent: 0, after: 0 });
  readonly now = signal<Instant>(0);
  readonly toast = signal<Toast | undefined>(undefined);
  readonly said = signal("");
  /** Why the person may not be here any more, once that is so. */
  readonly shut = signal("");
  readonly room;
  readonly presence;
  readonly you;
  /** What the server has not answered, in the order it was asked. */
  readonly asked;
  /** Whether they lead the meeting: an organiser, or a chair. */
  readonly canRun;
  readonly notes: Door;
  readonly #socket: Socket;
  #polling: Promise<Polling | undefined> | undefined;
  readonly #after = new Map<ID, Toast>();
  readonly #then = new Map<ID, (reply: Reply) => void>();
  readonly mine;
  #sent = 0;
  #toasts = 0;

  constructor(data: RoomData) {
    this.data = data;
    this.words = this.all = data.words as AllWords;
    const { snapshot, here, presence } = data;
    this.mine = signal<Mine>(data.mine);
    this.#state = signal<State>({ ...snapshot, outbox: [], presence, you: here.you, ahead: here.now - Date.now() });
    this.room = computed(() => shown(this.#state.value));
    this.presence = computed(() => this.#state.value.presence);
    this.you = computed(() => this.#state.value.you);
    this.asked = computed(() => unanswered(this.#state.value.outbox));
    this.canRun = computed(() => this.may("agenda.next"));
    this.notes = new Door(script => this.fetch("notes", script), {
      meeting: snapshot.room.meeting.id,
      send: frame => this.#socket.sendBytes(frame),
      again: () => this.#socket.again(),
      now: () => Date.now() + this.#state.value.ahead,
      barred: computed(() => barred(this.line.value, this.you.value, this.room.value, this.may("notes.lock"))),
    });
    const takeBytes = (frame: Uint8Array) => this.notes.notes.value?.take(frame);
    this.#socket = new Socket(data.base, { has: this.#has, take: this.#take, takeBytes, shut: say => (this.shut.value = say || this.words.wasRemoved), line: line => this.#lineIs(line) });
    this.#tick();
  }

  /** Fetches a part of the room with its words. */
  fetch<T>(part: keyof Parts, script: () => Promise<T>): Promise<T> {
    return fetchPart(this.data.parts[part], script, this.words);
  }

  open(): void {
    this.away.value = this.now.value;
    this.#socket.open();
    setInterval(() => this.#tick(), 1000);
    addEventListener("beforeunload", this.#leaving);
  }

  /** Asks for a change. done is what to say once it is kept, and undo what takes it back if organisers' tools do not know; then hears the answer. Returns the identity of what was asked, which is that of an earlier time when it is asked again. */
  do(command: Command, done = "", undo?: Command, then?: (reply: Reply) => void, id = newID()): ID {
    if (then) this.#then.set(id, then);
    undo ??= tools.value?.undoing(this.room.value, command, id);
    if (done) {
      this.toast.value = undefined; // Undo is never that of an older act
      this.#after.set(id, { id: ++this.#toasts, text: done, undo });
    }
    const asked: Asked = { id, command, at: this.now.value };
    this.#state.value = { ...this.#state.value, outbox: ask(this.#state.value.outbox, id, command, asked.at) };
    this.#send(asked);
    return id;
  }

  /** Whether they have anything to do beside taking part, which tools are fetched for. */
  get onDuty(): boolean {
    return this.#runs() || this.dutiesOf(this.you.value.id).length > 0;
  }

  /** Whether they may do everything; whoever only follows has no role. */
  readonly #runs = (): boolean => this.you.value.role === "organiser" || this.you.value.role === "service";

  /** Whether the person may give a command as those do who run the meeting. */
  readonly may = (command: Command["do"]): boolean => this.#runs() || !!tools.value?.covers(this.dutiesOf(this.you.value.id), command, this.room.value.agenda.ended);

  /** The roles that somebody has while the meeting runs. */
  dutiesOf(who: ID): readonly Duty[] {
    return (this.room.value.house?.duties ?? []).flatMap(o => (o.who === who ? o.duty : []));
  }

  /** Tries to reach the server at once. */
  tryNow(): void {
    this.#socket.again();
  }

  say(text: string): void {
    this.said.value = text;
  }

  /** Shows a short message at the foot of the page, and says it. */
  show(text: string, refused = false): void {
    this.toast.value = { id: ++this.#toasts, text, refused };
  }

  readonly #leaving = (event: BeforeUnloadEvent): void => {
    if (this.notes.leaving() || this.asked.value.length > 0) event.preventDefault();
  };

  #send({ id, command }: Asked): void {
    this.#sent = Date.now();
    const frame = { id, ...command };
    if (this.line.value === "blocked") this.#round(p => p.send(frame));
    else this.#socket.send(frame);
  }

  #resend(): void {
    for (const asked of this.asked.value) this.#send(asked);
  }

  /** Goes the way round where sockets are blocked. It is fetched when it is needed, and asked for again each second until it is here. */
  #round(go: (polling: Polling) => unknown): void {
    const polling = this.#polling ??= import("./round").then(
      part => new part.Polling(this.data.base, this.#has, this.#take, reached => this.#reached(reached)),
      () => (this.#polling = undefined),
    );
    void polling.then(p => p && this.line.value === "blocked" && go(p));
  }

  readonly #has = (): Hello => ({ epoch: this.#state.value.epoch, seq: this.#state.value.seq, notes: bounds.schema });

  readonly #take = (given: unknown): boolean => {
    const frame = given as Frame;
    const before = this.#state.value;
    const after = receive(before, frame, Date.now());
    if (!after) return false;
    batch(() => {
      this.#state.value = after;
      if (isEvents(frame)) this.#announce(frame.filter(entry => entry.seq > before.seq));
      else if (isReply(frame)) this.#answered(frame);
      else if (frame.notes) this.notes.notes.value?.told(frame.notes);
    });
    return true;
  };

  #answered(reply: Reply): void {
    const { re, refused, say = "" } = reply;
    if (refused) this.show(say, true);
    if (refused === "unsaved") {
      setTimeout(() => this.#resend(), retry);
      return;
    }
    this.#then.get(re)?.(reply);
    this.#then.delete(re);
    const done = this.#after.get(re);
    this.#after.delete(re);
    if (!refused && done) this.toast.value = done;
  }

  /** Says what others did that everybody should hear of. */
  #announce(entries: readonly Entry[]): void {
    const { words } = this;
    const { agenda } = this.room.value;
    for (const { ev } of entries) {
      if (ev.kind === "agenda.opened" || ev.kind === "agenda.started") {
        const item = agenda.items.find(i => i.id === agenda.current);
        if (item) this.say(fill(words.saidNow, { title: item.title }));
      } else if (ev.kind === "agenda.ended") {
        this.say(words.ended);
        this.toast.value = undefined; // nothing can be taken back any more
      } else if (ev.kind === "meeting.cancelled") this.say(words.cancelled);
      else if (ev.kind === "room.set") this.say(orderOf(this.room.value.house, words).join(" ") || words.roomOpen);
      else if (isTalk(ev)) this.say(aloud(ev, this.room.value, this.you.value, words) || this.said.value);
    }
  }

  #lineIs(line: Line): void {
    this.line.value = line;
    if (line === "blocked") this.#round(p => p.open());
    else void this.#polling?.then(p => p?.close());
    const { epoch, you } = this.#state.value;
    this.notes.line(line === "open" ? { epoch, by: you.id } : undefined);
    if (line === "open") this.#reached(true);
    else if (line === "away") this.#reached(false);
  }

  #reached(reached: boolean): void {
    if (!reached) {
      this.away.value ||= this.now.value;
      return;
    }
    if (this.away.value) this.back.value = { at: this.now.value, sent: this.asked.value.length, after: this.now.value - this.away.value };
    this.away.value = 0;
    this.#resend();
  }

  #tick(): void {
    this.now.value = Date.now() + this.#state.value.ahead;
    const silent = this.asked.value.length > 0 && Date.now() - this.#sent > patience;
    if (silent && this.line.value === "open") this.#socket.again();
    if (this.line.value === "blocked") this.#round(p => p.open());
  }
}

/** 128 random bits as hexadecimal digits. */
function newID(): ID {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16).padStart(2, "0")).join("");
}
