// The material of the meeting: sharing a link in one step, all that is shared, and what
// becomes of it on the support list.
import { useEffect, useRef } from "preact/hooks";
import type { Live } from "../room/live";
import { count } from "../words";
import { HiddenMaterial } from "./hidden";
import { Row } from "./row";
import { ShareMaterial } from "./share";

export function MaterialView({ live }: { readonly live: Live }) {
  const { all: words } = live;
  const { material = [], agenda, meeting } = live.room.value;
  const you = live.you.value;
  const open = meeting.status !== "cancelled" && (!agenda.ended || you.role === "organiser");
  useTellingOfMaterial(live, material.length);
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

/** Says how much has been shared, when no more is for a moment. */
function useTellingOfMaterial(live: Live, n: number): void {
  const told = useRef(n);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (n > told.current) live.say(count(live.all, "newMaterial", n - told.current));
      told.current = n;
    }, 2_000);
    return () => clearTimeout(timer);
  }, [n]);
}
