// What the questions of a room are, and what each event makes of them: the same rules
// as in meetings/question_event.go, held together by meetings/testdata/room_vectors.json.
import type { Caller, Question, QuestionID, Room, RoomEvent } from "../wire";

/** What happens to questions. */
export type WonderEvent = Extract<RoomEvent, { readonly kind: `question.${string}` }>;

export function isWonder(event: RoomEvent): event is WonderEvent {
  return event.kind.startsWith("question.");
}

/** Returns the room that an event about questions leads to. */
export function wonder(room: Room, event: WonderEvent): Room {
  const questions = change(room.questions ?? [], event);
  return { ...room, questions: questions.length > 0 ? questions : undefined };
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

function set(questions: readonly Question[], id: QuestionID, to: Partial<Question>): readonly Question[] {
  return questions.map(q => (q.id === id ? { ...q, ...to } : q));
}

function without(questions: readonly Question[], id: QuestionID): readonly Question[] {
  return questions.filter(q => q.id !== id);
}

/** Returns the questions of a caller as the caller is named now. */
export function askedAs(questions: readonly Question[] | undefined, { id, line, name, organisation }: Caller): readonly Question[] | undefined {
  return questions?.map(q => (q.caller === id ? { ...q, line, name, organisation } : q));
}

/** Whether there is nothing more to answer. */
export function isAnswered(q: Question): boolean {
  return Boolean(q.settled || q.answer);
}

/** Returns the questions as they are shown: what is not answered first, and of those what most want to know. */
export function inOrder(questions: readonly Question[]): readonly Question[] {
  const rank = (q: Question) => (isAnswered(q) ? 0 : q.votes);
  return [...questions].sort((a, b) => rank(b) - rank(a));
}
