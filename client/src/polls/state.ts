// What the polls of a room are, and what each event makes of them: the same rules as in
// meetings/poll_command.go, held together by meetings/testdata/room_vectors.json.
import { set, without } from "../room/lists";
import type { Poll, Room, RoomEvent } from "../wire";

/** What happens to polls. */
export type VoteEvent = Extract<RoomEvent, { readonly kind: `poll.${string}` }>;

export function isVote(event: RoomEvent): event is VoteEvent {
  return event.kind.startsWith("poll.");
}

/** Returns the room that an event about polls leads to. */
export function vote(room: Room, event: VoteEvent): Room {
  return { ...room, polls: change(room.polls ?? [], event) };
}

function change(polls: readonly Poll[], event: VoteEvent): readonly Poll[] {
  switch (event.kind) {
    case "poll.added":
      return [...polls, event.poll];
    case "poll.opened":
      return set(polls, event.poll, { state: "open" });
    case "poll.answered": {
      const { answers, counts } = event;
      return set(polls, event.poll, counts ? { answers, counts } : { answers });
    }
    case "poll.closed":
      return set(polls, event.poll, { state: "closed", answers: event.answers, counts: event.counts });
    case "poll.removed":
      return without(polls, event.poll);
    default: // an event from a newer server changes nothing
      event satisfies never; // the compiler points here when a kind is missing
      return polls;
  }
}

/** Returns the poll that is open, if one is. */
export function current(room: Room): Poll | undefined {
  return room.polls?.find(p => p.state === "open");
}
