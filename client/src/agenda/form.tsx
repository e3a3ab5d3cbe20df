// The forms of the agenda: adding an item, pasting a list, changing an item.
import { useRef, useState } from "preact/hooks";
import type { Item } from "../wire";
import { bounds } from "../wire";
import type { AllWords } from "../words";
import { useFocusWhenClosed, useFocusWhenOpened } from "./focus";
import type { Do } from "./view";

export type Written = { readonly title: string; readonly minutes: number; readonly presenter: string; readonly round?: boolean };

type FieldsProps = { readonly words: AllWords; readonly id: string; readonly item?: Item; readonly take: (w: Written) => void; readonly save: string; readonly leave?: () => void };

/** The fields of an item. */
export function ItemForm({ words, id, item, take, save, leave }: FieldsProps) {
  const form = useRef<HTMLFormElement>(null);
  useFocusWhenOpened(form);
  const submit = (e: Event) => {
    e.preventDefault();
    const data = new FormData(form.current ?? undefined);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    if (!text("title")) return;
    take({ title: text("title"), minutes: Number.parseInt(text("minutes"), 10) || 0, presenter: text("presenter"), round: data.has("round") || undefined });
    form.current?.reset();
    form.current?.querySelector("input")?.focus();
  };
  const keys = (e: KeyboardEvent) => {
    if (e.key === "Escape") leave?.();
  };
  return (
    <form ref={form} class="item-form" onSubmit={submit}>
      <div class="field"><label for={`${id}-title`}>{words.title}</label>
        <input id={`${id}-title`} name="title" required maxLength={bounds.title} defaultValue={item?.title} autocomplete="off" list={`${id}-titles`} onKeyDown={keys} />
        <datalist id={`${id}-titles`}><option>{words.roundTitle}</option></datalist></div>
      <div class="field"><label for={`${id}-presenter`}>{words.presenter}</label>
        <input id={`${id}-presenter`} name="presenter" maxLength={bounds.title} defaultValue={item?.presenter} autocomplete="off" onKeyDown={keys} /></div>
      <div class="field short"><label for={`${id}-minutes`}>{words.plannedMinutes}</label>
        <input id={`${id}-minutes`} name="minutes" inputMode="numeric" pattern="[0-9]{0,3}" maxLength={3} defaultValue={item?.minutes ? String(item.minutes) : ""} autocomplete="off" onKeyDown={keys} /></div>
      <label class="check"><input type="checkbox" name="round" defaultChecked={item?.round} />{words.isRound}</label>
      <p class="actions"><button class="button line">{save}</button>
        {leave && <button type="button" class="button plain" onClick={leave}>{words.cancel}</button>}</p>
    </form>
  );
}

type AddProps = { readonly words: AllWords; readonly do: Do };

/** Adding one item, or many from a pasted list. */
export function AddForms({ words, do: ask }: AddProps) {
  const [form, setForm] = useState<"" | "one" | "many">("");
  const box = useRef<HTMLDivElement>(null);
  const leave = () => setForm("");
  useFocusWhenClosed(form !== "", box, "button");
  return (
    <div ref={box} class="adding">
      {form === "one" && <ItemForm words={words} id="new" save={words.add} take={w => ask({ do: "agenda.add", ...w }, words.didAdd)} leave={leave} />}
      {form === "many" && <PasteForm words={words} leave={leave} paste={text => ask({ do: "agenda.paste", text }, words.didPaste)} />}
      {form === "" && (
        <p class="actions">
          <button type="button" class="button line" onClick={() => setForm("one")}>{words.add}</button>
          <button type="button" class="button plain" onClick={() => setForm("many")}>{words.paste}</button>
        </p>
      )}
    </div>
  );
}

function PasteForm({ words, paste, leave }: { readonly words: AllWords; readonly paste: (text: string) => void; readonly leave: () => void }) {
  const form = useRef<HTMLFormElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  useFocusWhenOpened(form);
  const submit = (e: Event) => {
    e.preventDefault();
    const written = text.current?.value ?? "";
    if (!written.trim()) return;
    paste(written);
    leave();
  };
  return (
    <form ref={form} class="item-form" onSubmit={submit}>
      <div class="field long"><label for="many">{words.paste}</label>
        <p class="hint" id="many-hint">{words.pasteHelp}</p>
        <textarea id="many" ref={text} rows={6} aria-describedby="many-hint" /></div>
      <p class="actions"><button class="button line">{words.pasteAdd}</button>
        <button type="button" class="button plain" onClick={leave}>{words.cancel}</button></p>
    </form>
  );
}
