// Material that is hidden, fetched for those who ask: it comes with no event and no snapshot.
import { useEffect, useState } from "preact/hooks";
import type { Live } from "../room/live";
import type { Material } from "../wire";

export function HiddenMaterial({ live }: { readonly live: Live }) {
  const { all: words } = live;
  const { material = [] } = live.room.value;
  const [open, setOpen] = useState(false);
  const [hidden, setHidden] = useState<readonly Material[]>();
  useEffect(() => {
    if (!open) return;
    fetch(`${live.data.base}/dolda`).then(answer => answer.json()).then((all: { readonly material: readonly Material[] }) => setHidden(all.material), () => setOpen(false));
  }, [open, material]);
  const still = hidden?.filter(h => !material.some(m => m.id === h.id));
  return (
    <details open={open} onToggle={e => setOpen(e.currentTarget.open)}>
      <summary>{words.hiddenMaterial}</summary>
      {still?.length === 0 && <p class="meta">{words.materialNoneHidden}</p>}
      <ul>
        {still?.map(m => (
          <li key={m.id} class="question">
            <p class="asks"><bdi>{m.title}</bdi></p>
            <p class="actions"><button type="button" class="button line" aria-label={`${words.restoreMaterial}: ${m.title}`}
              onClick={() => live.do({ do: "material.restore", material: m.id }, words.didRestoreMaterial, { do: "material.hide", material: m.id })}>{words.restoreMaterial}</button></p>
          </li>
        ))}
      </ul>
    </details>
  );
}
