// What the polls of a room are, and what each event makes of them: the same rules as in
// meetings/poll_command.go, held together by meetings/testdata/room_vectors.json.
import type { Poll, PollID, Room, RoomEvent } from "../wire";

/** What happens to polls. */
export type VoteEvent = Extract<RoomEvent, { readonly kind: `poll.${string}` }>;

export function isVote(event: RoomEvent): event is VoteEvent {
  return event.kind.startsWith("poll.");
}

/** Returns the room that an event about polls leads to. */
export function vote(room: Room, event: VoteEvent): Room {
  const polls = change(room.polls ?? [], event);
  return { ...room, polls: polls.length > 0 ? polls : undefined };
}

function change(polls: readonly Poll[], event: VoteEvent): readonly Poll[] {
  switch (event.kind) {
    case "poll.added":
      return [...polls, event.poll];
    case "poll.opened":
      return set(polls, event.poll, () => ({ state: "open" }));
    case "poll.answered":
      return set(polls, event.poll, p => ({ answers: event.answers, counts: event.counts ?? p.counts }));
    case "poll.closed":
      return set(polls, event.poll, () => ({ state: "closed", answers: event.answers, counts: event.counts }));
    case "poll.removed":
      return polls.filter(p => p.id !== event.poll);
    default: // an event from a newer server changes nothing
      event satisfies never; // the compiler points here when a kind is missing
      return polls;
  }
}

function set(polls: readonly Poll[], id: PollID, to: (p: Poll) => Partial<Poll>): readonly Poll[] {
  return polls.map(p => (p.id === id ? { ...p, ...to(p) } : p));
}

/** Returns the poll that is open, if one is. */
export function current(room: Room): Poll | undefined {
  return room.polls?.find(p => p.state === "open");
}

/** The share of each answer in whole per cent, as they are shown: "12 (60 %)". */
export function percent(count: number, of: number): number {
  return of > 0 ? Math.round((100 * count) / of) : 0;
}
