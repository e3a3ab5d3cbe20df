// The material of the meeting: sharing a link in one step, all that is shared, and what
// becomes of it on the support list.
export {} from "../room"; // so that the room stays one file
import type { Live } from "../room/live";
import { HiddenMaterial } from "./hidden";
import { Row } from "./row";
import { ShareMaterial } from "./share";

export function MaterialView({ live }: { readonly live: Live }) {
  const { all: words } = live;
  const { material = [], agenda, meeting } = live.room.value;
  const you = live.you.value;
  const open = meeting.status !== "cancelled" && (!agenda.ended || you.role === "organiser");
  return (
    <section class="materials" aria-labelledby="material-title">
      <h2 id="material-title">{words.material}</h2>
      {open && (you.id ? <ShareMaterial live={live} /> : <p class="meta">{words.materialJoin}</p>)}
      {material.length === 0 && <p class="meta none">{words.materialNone}</p>}
      <ul>{material.map(m => <Row key={m.id} live={live} material={m} />)}</ul>
      {live.may("material.hide") && <HiddenMaterial live={live} />}
    </section>
  );
}
