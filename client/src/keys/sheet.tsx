// The sheet that lists the keys, over the room.
import { Fragment } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Live } from "../room/live";
import { groups, type Key } from "./list";
import { single, use } from "./single";

type Props = { readonly live: Live; readonly leave: () => void };

export function Sheet({ live, leave }: Props) {
  const { all: words } = live;
  const box = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => box.current?.showModal(), []); // the browser keeps the focus inside, and puts it back where it was
  return (
    <dialog ref={box} class="sheet" aria-labelledby="keys-title" onClose={leave}>
      <div>
        <header>
          <h2 id="keys-title">{words.keys}</h2>
          <button type="button" class="button line" onClick={() => box.current?.close()}>{words.close}</button>
        </header>
        <label class="check"><input type="checkbox" checked={single.value} onChange={e => use(e.currentTarget.checked)} aria-describedby="keys-single" />{words.keysSingle}</label>
        <p class="hint" id="keys-single">{words.keysSingleHelp}</p>
        {groups(words, live.canRun.value).map(({ title, keys }) => (
          <Fragment key={title}>
            <h3>{title}</h3>
            <dl>{keys.map(key => <Row key={key.does} {...key} off={words.keysOff} />)}</dl>
          </Fragment>
        ))}
      </div>
    </dialog>
  );
}

function Row({ keys, does, single: one, off }: Key & { readonly off: string }) {
  return (
    <div>
      <dt>{keys.map((key, i) => <Fragment key={key}>{i > 0 && " / "}{key.split("+").map((k, j) => <Fragment key={k}>{j > 0 && "+"}<kbd>{k}</kbd></Fragment>)}</Fragment>)}</dt>
      <dd>{does}{one && !single.value && ` (${off})`}</dd>
    </div>
  );
}
