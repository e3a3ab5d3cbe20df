// What becomes of those who ring in, and of their turns: the same rules as in
// meetings/caller.go and meetings/queue_after.go.
import type { Caller, CallerSet, Queue, Turn, Voice } from "../wire";

/** Returns those who ring in after something is new of one of them. */
export function setCaller(callers: readonly Caller[], { caller, muted, help, away }: CallerSet): readonly Caller[] {
  const now = { ...(muted !== undefined && { muted }), ...(help !== undefined && { help }), ...(away !== undefined && { away }) };
  return callers.map(c => (c.id === caller ? { ...c, ...now } : c));
}

/** Returns those who ring in when one of them is a participant, who has no other call. */
export function tieCaller(callers: readonly Caller[], tied: Caller): readonly Caller[] {
  return callers.flatMap(c => (c.id === tied.id ? tied : c.who === tied.who ? [] : c));
}

/** Returns the list with every turn there is changed. */
export function each(q: Queue, change: (turn: Turn) => Turn): Queue {
  const now = (turn: Turn | undefined) => turn && change(turn);
  return {
    ...q, waiting: q.waiting?.map(change), speaker: now(q.speaker), last: now(q.last),
    removed: q.removed && { ...q.removed, turn: change(q.removed.turn) },
  };
}

/** Returns a turn as that of a caller. */
export function turnOf(turn: Turn, { id, who, line, name, organisation, sector }: Caller): Turn {
  return { ...turn, who: who || id, line, name, organisation, sector };
}

/** Gives the turns of a caller, and of the participant that the caller is, to the one that they are. Of two places the better one stays. */
export function tieTurns(q: Queue, c: Caller): Queue {
  const all = each(q, t => (t.who === c.id || t.who === c.who ? turnOf(t, c) : t));
  const first = all.waiting?.find(t => t.who === c.who);
  return { ...all, waiting: all.waiting?.filter(t => t.who !== c.who || t === first), spoken: tieVoices(q.spoken ?? [], c) };
}

function tieVoices(spoken: readonly Voice[], { id, who, sector }: Caller): readonly Voice[] {
  const theirs = spoken.filter(v => v.who === id || v.who === who);
  const one = { who, sector, turns: theirs.reduce((sum, v) => sum + v.turns, 0) };
  return spoken.flatMap(v => (v === theirs[0] ? one : theirs.includes(v) ? [] : v));
}
