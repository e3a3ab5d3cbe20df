// What the speaker list of a room is, and what each event makes of it: the same rules
// as meetings.Queue.After in Go, held together by meetings/testdata/room_vectors.json.
import { askedAs } from "../questions/state";
import { named } from "../signals/state";
import { each, setCaller, tieCaller, tieTurns, turnOf } from "./calls";
import type { ID, Instant, Queue, Room, RoomEvent, Turn, TurnID, Voice } from "../wire";

/** What happens about the floor and to those who ring in. */
export type TalkEvent = Extract<RoomEvent, { readonly kind: `queue.${string}` | `caller.${string}` }>;

export function isTalk(event: RoomEvent): event is TalkEvent {
  return /^(queue|caller)\./.test(event.kind);
}

/** Returns the room that an event about the floor leads to. */
export function talk(room: Room, event: TalkEvent, at: Instant): Room {
  const { queue, callers = [] } = room;
  switch (event.kind) {
    case "caller.added":
      return { ...room, callers: [...callers, event.caller] };
    case "caller.edited":
      return { ...room, callers: callers.map(c => (c.id === event.caller.id ? event.caller : c)), queue: each(queue, t => (t.who === event.caller.id ? turnOf(t, event.caller) : t)), signals: named(room.signals, event.caller), questions: askedAs(room.questions, event.caller) };
    case "caller.set":
      return { ...room, callers: setCaller(callers, event) };
    case "caller.tied":
      return { ...room, callers: tieCaller(callers, event.caller), queue: tieTurns(queue, event.caller), signals: named(room.signals, event.caller), questions: askedAs(room.questions, event.caller) };
    case "caller.removed": {
      const rest = each(hungUp(queue, event.caller, at), t => (event.who && t.who === event.who ? { ...t, line: undefined } : t));
      return { ...room, callers: callers.filter(c => c.id !== event.caller), queue: rest };
    }
    default:
      return { ...room, queue: change(queue, event, at) };
  }
}

/** Returns the room with sums instead of names, as it is once the meeting has ended. */
export function over(room: Room, at: Instant): Room {
  const { closed, spoken = [] } = left(room.queue, at);
  const sectors = [...new Set(spoken.map(v => v.sector ?? ""))].sort();
  const heard = sectors.map(sector => {
    const those = spoken.filter(v => (v.sector ?? "") === sector);
    return { sector, people: those.length, turns: those.reduce((sum, v) => sum + v.turns, 0) };
  });
  return { ...room, callers: undefined, queue: { closed, heard } };
}

function change(q: Queue, event: Exclude<TalkEvent, { readonly kind: `caller.${string}` }>, at: Instant): Queue {
  const waiting = q.waiting ?? [];
  switch (event.kind) {
    case "queue.asked":
      return taken(q, event.turn);
    case "queue.added": {
      const removed = q.removed?.turn.id === event.turn.id ? undefined : q.removed;
      return { ...inserted(q, event.turn, event.to), removed };
    }
    case "queue.moved": {
      const turn = waiting.find(t => t.id === event.turn);
      return turn ? inserted(q, turn, event.to) : q;
    }
    case "queue.removed": {
      const from = waiting.findIndex(t => t.id === event.turn);
      const turn = waiting[from];
      return turn ? { ...dropped(q, turn.id), removed: { turn, from, at } } : q;
    }
    case "queue.given":
      return given(left(q, at), event.turn, at);
    case "queue.ended":
      return q.speaker?.id === event.turn ? left(q, at) : q;
    case "queue.skipped":
      return q.speaker?.id === event.turn ? inserted(given(q, event.then, at), { ...q.speaker, since: undefined }, event.to) : q;
    case "queue.recalled":
      return q.last?.id === event.turn ? recalled(q, q.last, at) : q;
    case "queue.closed":
      return { ...q, closed: true };
    case "queue.opened":
      return { ...q, closed: undefined };
    case "queue.noted":
      return each(q, t => (t.id === event.turn ? { ...t, note: event.note } : t));
    default: // an event from a newer server changes nothing
      event satisfies never; // the compiler points here when a kind is missing
      return q;
  }
}

/** Puts a turn last. Whoever waits already keeps the place, and may have said more about what it concerns. */
function taken(q: Queue, turn: Turn): Queue {
  const before = placeOf(q, turn.who);
  if (before < 0) return inserted(q, turn, Infinity);
  return { ...q, waiting: q.waiting?.map((t, i) => (i === before ? { ...t, note: turn.note } : t)) };
}

/** Puts a turn at a place, counted without it, and takes the person's other place away. */
function inserted(q: Queue, turn: Turn, to: number): Queue {
  const rest = (q.waiting ?? []).filter(t => t.id !== turn.id && !(turn.who && t.who === turn.who));
  const at = Math.min(Math.max(to, 0), rest.length);
  return { ...q, waiting: [...rest.slice(0, at), turn, ...rest.slice(at)] };
}

function dropped(q: Queue, id: TurnID): Queue {
  return { ...q, waiting: q.waiting?.filter(t => t.id !== id) };
}

/** Gives the floor to one who waits, or to nobody. */
function given(q: Queue, id: TurnID, at: Instant): Queue {
  const turn = q.waiting?.find(t => t.id === id);
  return { ...dropped(q, id), speaker: turn && { ...turn, since: at } };
}

/** Takes the floor from whoever has it, who has then spoken. */
function left(q: Queue, at: Instant): Queue {
  if (!q.speaker) return q;
  const last = stopped(q.speaker, at);
  return { ...q, speaker: undefined, last, spoken: counted(q.spoken, last, 1) };
}

function recalled(q: Queue, last: Turn, at: Instant): Queue {
  const after = { ...q, speaker: { ...last, since: at }, last: undefined, spoken: counted(q.spoken, last, -1) };
  return q.speaker ? inserted(after, stopped(q.speaker, at), 0) : after;
}

function stopped(turn: Turn, at: Instant): Turn {
  return { ...turn, since: undefined, spent: time(turn, at) };
}

function counted(spoken: readonly Voice[] = [], turn: Turn, by: number): readonly Voice[] {
  const voices = spoken.some(v => isOf(turn, v)) ? spoken : [...spoken, { who: turn.who, name: turn.who ? undefined : turn.name, sector: turn.sector, turns: 0 }];
  return voices.map(v => (isOf(turn, v) ? { ...v, turns: v.turns + by } : v)).filter(v => v.turns > 0);
}

/** Reports whether a voice is that of the person who has a turn. */
function isOf(turn: Turn, voice: Voice): boolean {
  return (turn.who ?? "") === (voice.who ?? "") && (!!turn.who || turn.name === voice.name);
}

/** Takes a caller who rings off, or somebody who is removed, out of the list. */
export function hungUp(q: Queue, caller: ID, at: Instant): Queue {
  const after = q.speaker?.who === caller ? left(q, at) : q;
  return {
    ...after, waiting: after.waiting?.filter(t => t.who !== caller),
    last: after.last?.who === caller ? undefined : after.last,
    removed: after.removed?.turn.who === caller ? undefined : after.removed,
  };
}

/** Returns the place of a person among those who wait, counted from 0, or -1. */
export function placeOf(q: Queue, who: ID | undefined): number {
  return (q.waiting ?? []).findIndex(t => !!who && t.who === who);
}

/** Reports whether whoever has a turn has spoken before in this meeting. */
export function hasSpoken(q: Queue, turn: Turn): boolean {
  return (q.spoken ?? []).some(v => isOf(turn, v));
}

/** Returns how many milliseconds a turn has had the floor at a moment. */
export function time(turn: Turn, now: Instant): number {
  return (turn.spent ?? 0) + (turn.since ? Math.max(0, now - turn.since) : 0);
}
