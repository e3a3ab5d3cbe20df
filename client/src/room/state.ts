// What one browser knows of a room, and what each frame from the server makes of it.
import type { Down, Entry, Instant, Person, Presence, Reply, Room } from "../wire";
import { answered, expected, seen, type Outbox } from "../agenda/outbox";
import { reduce } from "../agenda/state";

export type State = {
  readonly epoch: string;
  readonly seq: number;
  readonly room: Room; // as the server last told it
  readonly outbox: Outbox;
  readonly presence: Presence;
  readonly you: Person;
  readonly ahead: number; // milliseconds that the server's clock is ahead of this one
};

export type Frame = Down | readonly Entry[];

/** Takes one frame at a moment of this clock. Undefined when it does not fit: something is missing, and hello must be said again. */
export function receive(state: State, frame: Frame, clock: Instant): State | undefined {
  if (isEvents(frame)) return follow(state, frame);
  let next = state;
  if (frame.snapshot) {
    const { epoch, seq, room } = frame.snapshot;
    next = { ...next, epoch, seq, room, outbox: seen(next.outbox, seq) };
  }
  if (frame.here) {
    const { epoch, seq, now, you } = frame.here;
    if (epoch !== next.epoch || seq > next.seq) return undefined;
    next = { ...next, you, ahead: now - clock };
  }
  if (frame.presence) next = { ...next, presence: frame.presence };
  if (isReply(frame)) next = { ...next, outbox: answered(next.outbox, frame, next.seq) };
  return next;
}

/** Returns the room as the person sees it: what the server has told and what they have just asked for. */
export function shown(state: State): Room {
  return expected(state.room, state.outbox, state.you);
}

/** Reports whether a frame answers a command. */
export function isReply(frame: Frame): frame is Down & Reply {
  return "re" in frame && frame.re !== undefined;
}

export function isEvents(frame: Frame): frame is readonly Entry[] {
  return Array.isArray(frame);
}

/** Events come in order without holes; one that has come before is passed over. */
function follow(state: State, entries: readonly Entry[]): State | undefined {
  let { seq, room } = state;
  for (const entry of entries) {
    if (entry.seq <= seq) continue;
    if (entry.seq !== seq + 1) return undefined;
    seq = entry.seq;
    room = reduce(room, entry.ev, entry.at);
  }
  return { ...state, seq, room, outbox: seen(state.outbox, seq) };
}
