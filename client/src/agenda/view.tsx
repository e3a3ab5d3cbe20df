// The agenda as a list. Those who run the meeting get one that they can change, which
// comes with room/tools.ts.
import type { Agenda, Command, Item, Material } from "../wire";
import { tools } from "../room/tools";
import { count, fill, type Words } from "../words";
import { minutes } from "./state";

export type Do = (command: Command, done?: string) => void;

export type AgendaProps<W = Words> = {
  readonly agenda: Agenda;
  readonly material: readonly Material[] | undefined;
  readonly length: number; // planned minutes of the meeting
  readonly words: W;
  readonly may: (command: Command["do"]) => boolean;
  readonly do: Do;
  readonly say: (text: string) => void;
};

export function AgendaView(props: AgendaProps) {
  const { agenda, words, length } = props;
  const items = agenda.items ?? [];
  const sum = minutes(agenda);
  const runs = props.may("agenda.edit") && !agenda.ended ? tools.value : undefined;
  return (
    <section class="section" aria-labelledby="agenda-title">
      <h2 id="agenda-title">{words.agenda}</h2>
      {items.length === 0 && <p class="empty">{words.noItems}</p>}
      {items.length > 0 && (runs ? <runs.AgendaList {...props} words={runs.words} /> : (
        <ol class="agenda">
          {items.map((item, at) => <li key={item.id} {...rowOf(item, agenda)}><ItemText {...props} item={item} at={at} /></li>)}
        </ol>
      ))}
      {sum > 0 && !agenda.ended && (
        <p class={sum > length ? "sum over" : "sum"}>
          {fill(words.sum, { n: sum, of: length })}{sum > length && ` · ${count(words, "tooLong", sum - length)}`}
        </p>
      )}
      {runs && <p class="sr" id="handle-help">{runs.words.handleHelp}</p>}
      {runs && <runs.AddForms words={runs.words} do={props.do} />}
    </section>
  );
}

/** What makes an element the row of an item. */
export function rowOf(item: Item, agenda: Agenda) {
  const current = item.id === agenda.current;
  return { class: current ? "item current" : `item ${item.state ?? ""}`.trim(), "aria-current": current ? "step" : undefined } as const;
}

/** What a row says of its item. */
export function ItemText({ item, at, agenda, material, words }: Pick<AgendaProps, "agenda" | "material" | "words"> & { readonly item: Item; readonly at: number }) {
  return (
    <>
      <span class="number">{at + 1}</span>
      <span class="name">{item.title}{item.presenter && <span class="by">{item.presenter}</span>}
        {material?.map(m => m.item === item.id && <a key={m.id} class="by" href={m.href} rel="noopener" target="_blank"><bdi>{m.title}</bdi></a>)}</span>
      <span class="state">{stateWord(item, item.id === agenda.current, words)}</span>
      <span class="minutes">{item.minutes ? fill(words.minutes, { n: item.minutes }) : ""}</span>
    </>
  );
}

function stateWord(item: Item, current: boolean, words: Words): string {
  if (current) return words.stateCurrent;
  return { "": "", done: words.stateDone, parked: words.stateParked, carried: words.stateCarried, dropped: words.stateDropped }[item.state ?? ""];
}
