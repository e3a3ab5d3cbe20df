// The form for a line about what one wants to say.
export {} from "../room"; // so that the room stays one file
import { useRef } from "preact/hooks";
import { useFocusWhenOpened } from "../agenda/focus";
import type { Live } from "../room/live";
import { bounds, type Turn } from "../wire";

type Props = { readonly live: Live; readonly turn: Turn; readonly leave: () => void };

export function NoteForm({ live, turn, leave }: Props) {
  const { words } = live;
  const form = useRef<HTMLFormElement>(null);
  useFocusWhenOpened(form);
  const submit = (e: Event) => {
    e.preventDefault();
    const note = form.current?.querySelector("input")?.value.trim();
    if (note !== (turn.note ?? "")) live.do({ do: "queue.note", turn: turn.id, note });
    leave();
  };
  const keys = (e: KeyboardEvent) => {
    if (e.key === "Escape") leave();
  };
  return (
    <form ref={form} class="item-form" onSubmit={submit}>
      <div class="field"><label for="turn-note">{words.turnNote}</label>
        <input id="turn-note" maxLength={bounds.note} defaultValue={turn.note} autocomplete="off" onKeyDown={keys} /></div>
      <p class="actions"><button class="button line">{words.save}</button>
        <button type="button" class="button plain" onClick={leave}>{words.cancel}</button></p>
    </form>
  );
}
