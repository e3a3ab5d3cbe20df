// The order in which questions are shown, as meetings.Room.QuestionsInOrder in Go.
import type { Question } from "../wire";

/** Whether there is nothing more to answer. */
export function isAnswered(q: Question): boolean {
  return Boolean(q.settled || q.answer);
}

/** Returns the questions as they are shown: what is not answered first, and of those what most want to know. */
export function inOrder(questions: readonly Question[]): readonly Question[] {
  const rank = (q: Question) => (isAnswered(q) ? 0 : q.votes);
  return [...questions].sort((a, b) => rank(b) - rank(a));
}
