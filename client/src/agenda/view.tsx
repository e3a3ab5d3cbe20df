// The agenda as a list. It draws what it is given and reports what the person did.
import { useRef, useState } from "preact/hooks";
import type { Agenda, Command, Item, ItemID } from "../wire";
import { tools } from "../room/tools";
import { count, fill, type Words } from "../words";
import { useFocusWhenClosed, useKeptFocus } from "./focus";
import { minutes } from "./state";

export type Do = (command: Command, done?: string) => void;

export type AgendaProps = {
  readonly agenda: Agenda;
  readonly length: number; // planned minutes of the meeting
  readonly words: Words;
  readonly canRun: boolean;
  readonly do: Do;
  readonly say: (text: string) => void;
};

export function AgendaView(props: AgendaProps) {
  const { agenda, words, length } = props;
  const items = agenda.items ?? [];
  const list = useRef<HTMLOListElement>(null);
  const [editing, setEditing] = useState<ItemID>("");
  const sum = minutes(agenda);
  const runs = props.canRun && !agenda.ended ? tools.value : undefined;
  useKeptFocus();

  const move = (item: Item, to: number, from = items.indexOf(item)) => {
    const at = Math.min(Math.max(to, 0), items.length - 1);
    if (from === at) return;
    props.do({ do: "agenda.move", item: item.id, to: at }, words.didMove);
    props.say(fill(words.saidMoved, { title: item.title, n: at + 1, of: items.length }));
  };

  return (
    <section class="section" aria-labelledby="agenda-title">
      <h2 id="agenda-title">{words.agenda}</h2>
      {items.length === 0 && <p class="empty">{words.noItems}</p>}
      {items.length > 0 && (
        <ol class={runs ? "agenda runs" : "agenda"} ref={list}>
          {items.map((item, at) => (
            <Row key={item.id} {...props} runs={runs} item={item} at={at} of={items.length} move={(to, from) => move(item, to, from)}
              list={() => list.current} editing={editing === item.id} edit={on => setEditing(on ? item.id : "")} />
          ))}
        </ol>
      )}
      {sum > 0 && !agenda.ended && (
        <p class={sum > length ? "sum over" : "sum"}>
          {fill(words.sum, { n: sum, of: length })}{sum > length && ` · ${count(words, "tooLong", sum - length)}`}
        </p>
      )}
      {runs && <p class="sr" id="handle-help">{words.handleHelp}</p>}
      {runs && (
        <runs.AddForms words={words} paste={text => props.do({ do: "agenda.paste", text }, words.didPaste)}
          add={w => props.do({ do: "agenda.add", ...w }, words.didAdd)} />
      )}
    </section>
  );
}

type RowProps = AgendaProps & {
  readonly item: Item; readonly at: number; readonly of: number; readonly runs: typeof tools.value;
  readonly move: (to: number, from?: number) => void; readonly list: () => HTMLElement | null;
  readonly editing: boolean; readonly edit: (on: boolean) => void;
};

function Row(props: RowProps) {
  const { item, at, agenda, words, runs } = props;
  const current = item.id === agenda.current;
  const row = useRef<HTMLLIElement>(null);
  useFocusWhenClosed(props.editing, row, ".more button");
  if (props.editing && runs) {
    return (
      <li ref={row} class="item editing">
        <runs.ItemForm words={words} id={`edit-${item.id}`} item={item} save={words.save} leave={() => props.edit(false)}
          take={w => { props.do({ do: "agenda.edit", item: item.id, ...w }, words.didEdit); props.edit(false); }} />
      </li>
    );
  }
  return (
    <li ref={row} class={current ? "item current" : `item ${item.state ?? ""}`.trim()} aria-current={current ? "step" : undefined}>
      {runs && <runs.Handle {...props} name={item.title} help="handle-help" />}
      <span class="number">{at + 1}</span>
      <span class="name">{item.title}{item.presenter && <span class="by">{item.presenter}</span>}</span>
      <span class="state">{stateWord(item, current, words)}</span>
      <span class="minutes">{item.minutes ? fill(words.minutes, { n: item.minutes }) : ""}</span>
      {runs && <runs.Menu label={fill(words.actions, { title: item.title })} choices={runs.choices(props, current)} />}
    </li>
  );
}

function stateWord(item: Item, current: boolean, words: Words): string {
  if (current) return words.stateCurrent;
  return { "": "", done: words.stateDone, parked: words.stateParked, carried: words.stateCarried, dropped: words.stateDropped }[item.state ?? ""];
}
