// Who may write in the notes just now, as far as the room knows. The server has the last word.
import type { Line } from "../socket";
import type { Person, Room } from "../wire";

/**
 * Why one may only read. loading: the document is not here yet. following: they have not said
 * who they are. late: the meeting has ended. locked: an organiser has locked the notes. blocked:
 * no socket gets through. ended: the session is over. refused: the server has said why, in say.
 */
export type Barred = { readonly why: "loading" | "following" | "late" | "locked" | "blocked" | "ended" | "refused"; readonly say: string };

/** Says why a person may not write in the notes of a room; undefined when they may. */
export function barred(line: Line, you: Person, { meeting, agenda, house }: Room): Barred | undefined {
  const why = whyNot(line, you, Boolean(agenda.ended), Boolean(meeting.notesLocked || house?.readOnly || house?.muted?.includes(you.id)));
  return why && { why, say: "" };
}

function whyNot(line: Line, you: Person, ended: boolean, locked: boolean): Barred["why"] | undefined {
  if (line === "blocked" || line === "ended") return line;
  if (!you.id) return "following";
  if (you.role === "organiser" || you.role === "service") return undefined;
  if (ended) return "late";
  return locked ? "locked" : undefined;
}
