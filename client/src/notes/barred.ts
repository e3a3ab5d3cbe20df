// Who may write in the notes just now, as far as the room knows. The server has the last word.
import type { Line } from "../socket";
import type { Instant, Person, Room } from "../wire";

/**
 * Why one may only read. loading: the document is not here yet. following: they have not said
 * who they are. late: the meeting has ended. locked: an organiser has locked the notes. blocked:
 * no socket gets through. ended: the session is over. refused: the server has said why, in say.
 */
export type Barred = { readonly why: "loading" | "following" | "late" | "locked" | "blocked" | "ended" | "refused"; readonly say: string };

/** Says why a person may not write in the notes of a room; undefined when they may. Whoever leads writes while others may not. */
export function barred(line: Line, you: Person, { meeting, agenda, house }: Room, leads: boolean): Barred | undefined {
  const why = whyNot(line, you.id, leads, agenda.ended, meeting.notesLocked || house?.readOnly || house?.muted?.includes(you.id));
  return why && { why, say: "" };
}

function whyNot(line: Line, who: string, leads: boolean, ended: Instant | undefined, locked: boolean | undefined): Barred["why"] | undefined {
  if (line === "blocked" || line === "ended") return line;
  if (!who) return "following";
  if (leads) return undefined;
  if (ended) return "late";
  return locked ? "locked" : undefined;
}
