// Organisers keep guests from writing, when that is needed, and go back to how the notes were.
import type { Live } from "../room/live";

export function Lock({ live }: { readonly live: Live }) {
  const { all: words } = live;
  const locked = live.room.value.meeting.notesLocked;
  const press = () => (locked ? live.do({ do: "notes.unlock" }, words.didUnlock) : live.do({ do: "notes.lock" }, words.didLock));
  return (
    <p class="actions lock">
      <button type="button" class="button plain" onClick={press}>{locked ? words.notesUnlock : words.notesLock}</button>
      <a class="button plain" href={live.data.base.replace(/rum$/, "anteckningar/historik")}>{words.notesHistory}</a>
    </p>
  );
}
