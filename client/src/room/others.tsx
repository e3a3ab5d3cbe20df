// What somebody else wrote on this device without a connection, as a part that is fetched when
// there is any: nobody sends it in their name, and it is not lost before somebody has said so.
export {} from "../room"; // so that the room stays one file
import { useEffect, useState } from "preact/hooks";
import type { Command } from "../wire";
import { count, fill, type AllWords } from "../words";
import type { Kept, Shelf } from "./kept";
import type { Live } from "./live";

type Send = (all: readonly Kept[]) => void;

export function Others({ live, shelf, send }: { readonly live: Live; readonly shelf: Shelf; readonly send: Send }) {
  const [left, setLeft] = useState(() => shelf.others(live.you.peek().id, Date.now()));
  useEffect(() => live.show(count(live.all, "keptHere", left.length)), []);
  const names = [...new Set(left.map(k => k.name ?? ""))];
  const settle = (theirs: readonly Kept[], act: Send) => {
    act(theirs);
    setLeft(left.filter(k => !theirs.includes(k)));
  };
  return (
    <>
      {names.map(name => {
        const theirs = left.filter(k => (k.name ?? "") === name);
        return <From key={name} live={live} name={name} theirs={theirs} send={() => settle(theirs, send)} forget={() => settle(theirs, all => shelf.forget(all))} />;
      })}
    </>
  );
}

type FromProps = { readonly live: Live; readonly name: string; readonly theirs: readonly Kept[]; readonly send: () => void; readonly forget: () => void };

/** What one person wrote; without a name when it was to be nameless. */
function From({ live, name, theirs, send, forget }: FromProps) {
  const { all: words } = live;
  const said = fill(count(words, "keptOther", theirs.length), { name: name || words.keptSomebody });
  return (
    <div class="notice warn" role="group" aria-label={said}>
      <p><strong>{said}</strong> {words.keptOtherLead}</p>
      <ul>{theirs.map(k => <li key={k.id}><bdi>{sayOf(k.command, words)}</bdi></li>)}</ul>
      <p class="actions">
        {live.you.value.id && <button type="button" class="button line" onClick={send}>{words.keptSendOwn}</button>}
        <button type="button" class="button plain" onClick={forget}>{words.keptForget}</button>
      </p>
    </div>
  );
}

/** What it says, or what it is. */
function sayOf(command: Command, words: AllWords): string {
  if (command.do === "material.share") return command.title || command.address || words.material;
  return ("text" in command && command.text) || words.keptVote;
}
