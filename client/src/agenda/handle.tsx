// The handle of a row: dragged with a pointer, or moved with the arrow keys, Home and
// End; Escape takes it back to where it was.
import { useRef } from "preact/hooks";
import { fill, type AllWords } from "../words";
import { drag } from "./drag";

type HandleProps = {
  readonly name: string; // of what is in the row
  readonly at: number; readonly of: number; readonly words: AllWords;
  readonly move: (to: number, from?: number) => void; readonly list: () => HTMLElement | null; readonly say: (text: string) => void;
  readonly help: string; // the id of what says how it is moved
};

export function Handle({ name, at, of, words, move, list, say, help }: HandleProps) {
  const began = useRef(-1);
  const place = useRef(at); // where the row is going: keys come faster than what is drawn
  place.current = at;
  const keys = (e: KeyboardEvent) => {
    const from = place.current;
    const to = { ArrowUp: Math.max(from - 1, 0), ArrowDown: Math.min(from + 1, of - 1), Home: 0, End: of - 1, Escape: began.current }[e.key];
    if (to === undefined || (e.key === "Escape" && began.current < 0)) return;
    e.preventDefault();
    place.current = to;
    if (e.key === "Escape") {
      began.current = -1;
      move(to, from);
      say(fill(words.saidBack, { title: name, n: to + 1 }));
      return;
    }
    if (began.current < 0) began.current = from;
    move(to, from);
  };
  const press = (e: PointerEvent) => {
    const rows = list();
    if (rows) drag(e, rows, at, move);
  };
  return (
    <button type="button" class="icon handle" aria-label={fill(words.handle, { title: name })} aria-describedby={help}
      onKeyDown={keys} onPointerDown={press} onBlur={() => { began.current = -1; }}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 9h14M5 15h14" /></svg>
    </button>
  );
}
