// The agenda as those who run the meeting have it: every row is moved with its handle,
// has a menu, and can be written in.
import { useRef, useState } from "preact/hooks";
import type { Item, ItemID } from "../wire";
import { fill, type AllWords } from "../words";
import { choices } from "./choices";
import { useFocusWhenClosed, useKeptFocus } from "./focus";
import { ItemForm } from "./form";
import { Handle } from "./handle";
import { Menu } from "./menu";
import { ItemText, rowOf, type AgendaProps } from "./view";

export function AgendaList(props: AgendaProps<AllWords>) {
  const { agenda: { items }, words } = props;
  const list = useRef<HTMLOListElement>(null);
  const [editing, setEditing] = useState<ItemID>("");
  useKeptFocus();
  const move = (item: Item, to: number, from = items.indexOf(item)) => {
    const at = Math.min(Math.max(to, 0), items.length - 1);
    if (from === at) return;
    props.do({ do: "agenda.move", item: item.id, to: at }, words.didMove);
    props.say(fill(words.saidMoved, { title: item.title, n: at + 1, of: items.length }));
  };
  return (
    <ol class="agenda runs" ref={list}>
      {items.map((item, at) => (
        <Row key={item.id} {...props} item={item} at={at} of={items.length} move={(to, from) => move(item, to, from)}
          list={() => list.current} editing={editing === item.id} edit={on => setEditing(on ? item.id : "")} />
      ))}
    </ol>
  );
}

type RowProps = AgendaProps<AllWords> & {
  readonly item: Item; readonly at: number; readonly of: number;
  readonly move: (to: number, from?: number) => void; readonly list: () => HTMLElement | null;
  readonly editing: boolean; readonly edit: (on: boolean) => void;
};

function Row(props: RowProps) {
  const { item, agenda, words, editing } = props;
  const row = useRef<HTMLLIElement>(null);
  useFocusWhenClosed(editing, row, ".more button");
  if (editing) {
    return (
      <li ref={row} class="item editing">
        <ItemForm words={words} id={`edit-${item.id}`} item={item} save={words.save} leave={() => props.edit(false)}
          take={w => { props.do({ do: "agenda.edit", item: item.id, ...w }, words.didEdit); props.edit(false); }} />
      </li>
    );
  }
  return (
    <li ref={row} {...rowOf(item, agenda)}>
      <Handle {...props} name={item.title} help="handle-help" />
      <ItemText {...props} />
      <Menu label={fill(words.actions, { title: item.title })} choices={choices(props, item.id === agenda.current)} />
    </li>
  );
}
