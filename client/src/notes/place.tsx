// The place of the notes in the room. It holds what the server wrote until the texts
// can be written in: they are fetched in an idle moment where there is room for them
// beside the agenda, and on a phone when somebody turns to them.
import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { whenIdle } from "../room/later";
import type { Live } from "../room/live";
import type * as NotesPart from "./notes";

/** What the server wrote: the texts, and the form that adds to them without a socket. */
export type FromServer = { readonly text: Element | null; readonly form: Element | null };

type Props = { readonly live: Live; readonly written: FromServer; readonly wanted: boolean };

export function NotesPlace({ live, written, wanted }: Props) {
  const { words } = live;
  const part = useSignal<typeof NotesPart | undefined>(undefined);
  const state = useSignal<"" | "loading" | "failed">("");
  const ready = useComputed(() => part.value !== undefined && live.notes.notes.value?.shared.value !== undefined);
  const was = useRef(false);
  was.current ||= ready.value;
  const load = () => {
    if (part.value || state.value === "loading") return;
    state.value = "loading";
    live.notes.open().then(p => { part.value = p; state.value = ""; }, () => { state.value = "failed"; });
  };
  useEffect(() => (wanted ? whenIdle(load) : undefined), [wanted]);
  const { value: View } = useComputed(() => part.value?.NotesView);
  const notes = live.notes.notes.value;
  return (
    <section class="notes" aria-labelledby="notes-title">
      <h2 id="notes-title">{words.notes}</h2>
      {!was.current && (live.line.value === "blocked" ? <p class="why muted">{words.notesBlocked}</p> : (
        <div class="notes-wait" role="status">
          {state.value === "failed" && <p>{words.notesFailed}</p>}
          {state.value === "failed" || !wanted ? <button type="button" class="button line" onClick={load}>{words.notesTab}</button> : <p class="muted">{words.notesLoading}</p>}
        </div>
      ))}
      {!was.current && written.text && <Written element={written.text} />}
      {!was.current && live.line.value === "blocked" && written.form && <Written element={written.form} />}
      {View && notes && <View live={live} notes={notes} />}
    </section>
  );
}

/** What the server wrote, moved here as it stands. */
function Written({ element }: { readonly element: Element }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    element.classList.remove("no-script");
    place.current?.append(element);
  }, []);
  return <div ref={place} />;
}
