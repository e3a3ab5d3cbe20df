// What is said aloud of the floor.
import type { Person, Room } from "../wire";
import { fill, type Words } from "../words";
import { nameOf } from "./names";
import type { TalkEvent } from "./state";

/** Returns what everybody should hear of an event that led to a room: who has the floor now, unless that is they themselves, who are told so otherwise. */
export function aloud(event: TalkEvent, { queue: { speaker } }: Room, you: Person, words: Words): string {
  const passes = event.kind === "queue.given" || event.kind === "queue.skipped" || event.kind === "queue.recalled";
  if (!passes || !speaker || (you.id && speaker.who === you.id)) return "";
  return fill(words.saidSpeaks, { name: nameOf(speaker, words) });
}
