// What the questions of a room are, and what each event makes of them: the same rules
// as in meetings/question_event.go, held together by meetings/testdata/room_vectors.json.
import { set, without } from "../room/lists";
import type { Caller, Question, Room, RoomEvent } from "../wire";

/** What happens to questions. */
export type WonderEvent = Extract<RoomEvent, { readonly kind: `question.${string}` }>;

export function isWonder(event: RoomEvent): event is WonderEvent {
  return event.kind.startsWith("question.");
}

/** Returns the room that an event about questions leads to. */
export function wonder(room: Room, event: WonderEvent): Room {
  return { ...room, questions: change(room.questions ?? [], event) };
}

function change(questions: readonly Question[], event: WonderEvent): readonly Question[] {
  switch (event.kind) {
    case "question.asked":
      return [...questions, event.question];
    case "question.answered":
      return questions.map(q => (q.id === event.question.id ? event.question : q));
    case "question.counted":
      return set(questions, event.question, { votes: event.votes });
    case "question.settled":
      return set(questions, event.question, { settled: true });
    case "question.reopened":
      return set(questions, event.question, { settled: undefined });
    case "question.withdrawn": case "question.hidden":
      return without(questions, event.question);
    case "question.restored":
      return [...without(questions, event.question.id), event.question];
    default: // an event from a newer server changes nothing
      event satisfies never; // the compiler points here when a kind is missing
      return questions;
  }
}

/** Returns the questions of a caller as the caller is named now. */
export function askedAs(questions: readonly Question[] | undefined, { id, line, name, organisation }: Caller): readonly Question[] | undefined {
  return questions?.map(q => (q.caller === id ? { ...q, line, name, organisation } : q));
}
