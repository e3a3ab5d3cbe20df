// What the signals of a room are, and what each event makes of them: the same rules
// as in meetings/signal_event.go, held together by meetings/testdata/room_vectors.json.
import { set, without } from "../room/lists";
import type { Caller, Room, RoomEvent, Signal, SignalID } from "../wire";

/** What happens to signals. */
export type ShareEvent = Extract<RoomEvent, { readonly kind: `signal.${string}` }>;

export function isShare(event: RoomEvent): event is ShareEvent {
  return event.kind.startsWith("signal.");
}

/** Returns the room that an event about signals leads to. */
export function share(room: Room, event: ShareEvent): Room {
  return { ...room, signals: change(room.signals ?? [], event) };
}

function change(signals: readonly Signal[], event: ShareEvent): readonly Signal[] {
  switch (event.kind) {
    case "signal.added":
      return [...signals, event.signal];
    case "signal.edited":
      return signals.map(s => (s.id === event.signal.id ? event.signal : s));
    case "signal.counted":
      return counted(signals, event.signal, event.voices);
    case "signal.withdrawn": case "signal.hidden":
      return without(signals, event.signal);
    case "signal.settled":
      return set(signals, event.signal, { state: event.state, into: event.into });
    case "signal.merged":
      return counted(without(signals, event.signal), event.into, event.voices);
    case "signal.restored":
      return [...counted(without(signals, event.signal.id), event.from, event.voices), event.signal];
    default: // an event from a newer server changes nothing
      event satisfies never; // the compiler points here when a kind is missing
      return signals;
  }
}

function counted(signals: readonly Signal[], id: SignalID | undefined, voices = 1): readonly Signal[] {
  return set(signals, id, { voices });
}

/** Returns the signals of a caller as the caller is named now. */
export function named(signals: readonly Signal[] | undefined, { id, name, organisation, sector }: Caller): readonly Signal[] | undefined {
  return signals?.map(s => (s.caller === id ? { ...s, name, organisation, sector } : s));
}
