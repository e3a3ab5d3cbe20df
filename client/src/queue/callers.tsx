// Those who only ring in: everybody sees them among the participants, and an organiser
// adds them, says who they are and puts them on the speaker list.
import { useEffect, useRef, useState } from "preact/hooks";
import { useFocusWhenClosed, useFocusWhenOpened } from "../agenda/focus";
import { Menu } from "../agenda/menu";
import type { Live } from "../room/live";
import { bounds, type Caller } from "../wire";
import { fill } from "../words";
import { nameOf, stateOf } from "./names";
import { placeOf } from "./state";

type Props = { readonly live: Live };

const sectors = ["civilsamhalle", "myndighet", "region", "kommun", "foretag", "annat"] as const;

/** The callers as an organiser sees them, each with a menu, and the form that adds one. */
export function CallerTools({ live }: Props) {
  const { all: words } = live;
  const { callers = [], agenda } = live.room.value;
  const [open, setOpen] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const leave = () => setOpen("");
  useFocusWhenClosed(open === "new", box, ":scope > .actions button");
  if (agenda.ended) return null;
  return (
    <div ref={box} class="callers">
      {callers.length > 0 && (
        <ul>
          {callers.map(c => (
            <li key={c.id}>
              {open === c.id ? <CallerForm live={live} caller={c} leave={leave} /> : <CallerRow live={live} caller={c} edit={() => setOpen(c.id)} />}
            </li>
          ))}
        </ul>
      )}
      {open === "new" ? <CallerForm live={live} leave={leave} />
        : <p class="actions"><button type="button" class="button line" onClick={() => setOpen("new")}>{words.addCaller}</button></p>}
    </div>
  );
}

function CallerRow({ live, caller, edit }: Props & { readonly caller: Caller; readonly edit: () => void }) {
  const { all: words } = live;
  const { queue } = live.room.value;
  const turn = queue.waiting?.[placeOf(queue, caller.id)];
  const set = (text: string, what: { readonly muted?: boolean; readonly help?: boolean; readonly away?: boolean }) =>
    ({ text, do: () => live.do({ do: "caller.set", caller: caller.id, ...what }, words.didSetCaller) });
  const choices = [
    turn ? { text: words.offList, do: () => live.do({ do: "queue.remove", turn: turn.id }, words.didRemoveTurn) }
      : { text: words.addToList, do: () => live.do({ do: "queue.add", caller: caller.id }, words.didAddTurn) },
    set(caller.muted ? words.soundOn : words.soundOff, { muted: !caller.muted }),
    caller.help ? set(words.helped, { help: false }) : set(words.wantsHelpMark, { help: true }),
    set(caller.away ? words.lineBack : words.lineBroke, { away: !caller.away }),
    ...(caller.who ? [] : [{ text: words.rename, do: edit }]),
    ...(live.you.value.role === "organiser" ? [{ text: words.wantsSummary, do: () => location.assign(live.data.base.replace(/rum$/, `minnesanteckningar/bestallda?telefon=${caller.line}`)) }] : []),
    { text: words.rungOff, grave: true, do: () => live.do({ do: "caller.remove", caller: caller.id }, words.didRemoveCaller) },
  ];
  return (
    <div class="caller">
      <span class="name">{nameOf(caller, words)}<span class="meta">{[stateOf(caller, words), caller.help && words.wantsHelp].filter(Boolean).join(" · ")}</span></span>
      <Menu label={fill(words.actions, { title: nameOf(caller, words) })} choices={choices} />
    </div>
  );
}

/** Those on the telephone who want help, until somebody says that they have had it. A new one is told, and so is whoever rings in. */
export function Help({ live }: Props) {
  const { all: words } = live;
  const { callers = [] } = live.room.value;
  const wanting = callers.filter(c => c.help);
  useTellingOfNew(wanting, c => live.show(`${nameOf(c, words)} ${words.wantsHelp}.`));
  useTellingOfNew(callers, c => {
    if (c.muted) live.show(fill(words.rangIn, { name: nameOf(c, words) })); // whom an organiser adds can be heard
  });
  return wanting.map(c => (
    <div key={c.id} class="notice warn actions">
      <p>{nameOf(c, words)} {words.wantsHelp}.</p>
      <button type="button" class="button line" onClick={() => live.do({ do: "caller.set", caller: c.id, help: false }, words.didSetCaller)}>{words.helped}</button>
    </div>
  ));
}

/** Tells of the last of those who have come since it was drawn before. */
function useTellingOfNew(callers: readonly Caller[], tell: (caller: Caller) => void): void {
  const told = useRef(callers);
  useEffect(() => {
    const fresh = callers.filter(c => !told.current.some(t => t.id === c.id));
    told.current = callers;
    const last = fresh[fresh.length - 1];
    if (last) tell(last);
  }, [callers.map(c => c.id).join(" ")]);
}

function CallerForm({ live, caller, leave }: Props & { readonly caller?: Caller; readonly leave: () => void }) {
  const { all: words } = live;
  const form = useRef<HTMLFormElement>(null);
  useFocusWhenOpened(form);
  const id = caller?.id ?? "new-caller";
  const submit = (e: Event) => {
    e.preventDefault();
    const data = new FormData(form.current ?? undefined);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    const who = { name: text("name"), organisation: text("organisation"), sector: text("sector") };
    if (caller) live.do({ do: "caller.edit", caller: caller.id, ...who }, words.didEditCaller);
    else live.do({ do: "caller.add", ...who }, words.didAddCaller);
    leave();
  };
  const keys = (e: KeyboardEvent) => {
    if (e.key === "Escape") leave();
  };
  return (
    <form ref={form} class="item-form" onSubmit={submit}>
      <div class="field"><label for={`${id}-name`}>{words.speakerName}</label>
        <p class="hint" id={`${id}-hint`}>{words.callerHelp}</p>
        <input id={`${id}-name`} name="name" maxLength={bounds.name} defaultValue={caller?.name} autocomplete="off" aria-describedby={`${id}-hint`} onKeyDown={keys} /></div>
      <div class="field"><label for={`${id}-organisation`}>{words.speakerOrganisation}</label>
        <input id={`${id}-organisation`} name="organisation" maxLength={bounds.name} defaultValue={caller?.organisation} autocomplete="off" onKeyDown={keys} /></div>
      <div class="field"><label for={`${id}-sector`}>{words.speakerSector}</label>
        <select id={`${id}-sector`} name="sector" defaultValue={caller?.sector}>
          <option value="">{words.noSector}</option>
          {sectors.map(s => <option key={s} value={s}>{words[s]}</option>)}
        </select></div>
      <p class="actions"><button class="button line">{caller ? words.save : fill(words.callerAs, { n: freeLine(live) })}</button>
        <button type="button" class="button plain" onClick={leave}>{words.cancel}</button></p>
    </form>
  );
}

/** The first line that no caller has. */
function freeLine({ room }: Live): number {
  const taken = new Set((room.value.callers ?? []).map(c => c.line));
  let line = 1;
  while (taken.has(line)) line++;
  return line;
}
