// What may be said of material beside its address: its title, its kind, and the item it
// belongs to.
import type { Live } from "../room/live";
import { bounds, type Material } from "../wire";
import { kinds } from "./kinds";

type Props = { readonly live: Live; readonly id: string; readonly of?: Material; readonly leave?: () => void };

export function Places({ live, id, of, leave }: Props) {
  const { all: words } = live;
  const { items = [] } = live.room.value.agenda;
  return (
    <>
      <div class="field"><label for={`${id}-title`}>{words.materialTitle}</label>
        <input id={`${id}-title`} name="title" maxLength={bounds.title} defaultValue={of?.title} autocomplete="off" onKeyDown={e => e.key === "Escape" && leave?.()} /></div>
      <div class="field"><label for={`${id}-kind`}>{words.materialKind}</label>
        <select id={`${id}-kind`} name="kind">
          <option value="">{words.materialNoKind}</option>
          {kinds.map(k => <option key={k} value={k} selected={k === of?.kind}>{words[k]}</option>)}
        </select></div>
      <div class="field"><label for={`${id}-item`}>{words.materialItem}</label>
        <select id={`${id}-item`} name="item">
          <option value="">{words.materialWhole}</option>
          {items.map((item, at) => <option key={item.id} value={item.id} selected={item.id === of?.item}>{`${at + 1}. ${item.title}`}</option>)}
        </select></div>
    </>
  );
}
