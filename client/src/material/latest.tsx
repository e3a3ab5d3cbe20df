// What was shared last, at the foot of the notes: where the notes have a column of their own
// the material itself is further down another one.
import { signal } from "@preact/signals";
import type { Live } from "../room/live";
import { narrow } from "../room/tabs";

const shown = 2;

/** How many times the person has asked for the material itself. */
export const gone = signal(0);

export function Latest({ live }: { readonly live: Live }) {
  const { all: words } = live;
  const { material = [] } = live.room.value;
  if (narrow.value) return null;
  return (
    <aside class="afloat small no-print" aria-label={words.materialLatest}>
      <p class="actions"><strong>{words.material} ({material.length})</strong>
        <button type="button" class="button plain" onClick={() => { gone.value++; }}>{words.materialAll}</button></p>
      <ul>
        {material.slice(-shown).reverse().map(m => (
          <li key={m.id}><a href={m.href} rel="noopener" target={m.file ? undefined : "_blank"}><bdi>{m.title}</bdi></a></li>
        ))}
      </ul>
    </aside>
  );
}
