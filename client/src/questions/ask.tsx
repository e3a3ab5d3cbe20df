// Asking a question. What is typed stays until the server has it.
import { useEffect, useRef, useState } from "preact/hooks";
import { nameOf } from "../queue/names";
import type { Live } from "../room/live";
import { bounds, type Reply } from "../wire";

type Props = { readonly live: Live; readonly leave: () => void };

export function AskForm({ live, leave }: Props) {
  const { all: words } = live;
  const form = useRef<HTMLFormElement>(null);
  const [sent, setSent] = useState(false);
  useEffect(() => form.current?.querySelector("textarea")?.focus(), []);
  const callers = live.canRun.value ? live.room.value.callers ?? [] : [];
  const submit = (e: Event) => {
    e.preventDefault();
    const data = new FormData(form.current ?? undefined);
    const text = String(data.get("text") ?? "").trim();
    if (sent) return;
    if (!text) {
      form.current?.querySelector("textarea")?.focus();
      return;
    }
    setSent(true);
    const caller = String(data.get("caller") ?? "");
    live.do({ do: "question.ask", text, nameless: data.has("nameless"), caller }, words.didAsk, undefined, ({ refused, re }: Reply) => {
      if (refused === "unsaved") return;
      setSent(false);
      if (refused) return;
      live.mine.value = { ...live.mine.value, asked: [...(live.mine.value.asked ?? []), re] };
      leave();
    });
  };
  const keys = (e: KeyboardEvent) => {
    if (e.key === "Escape") leave();
  };
  return (
    <form ref={form} class="item-form" onSubmit={submit}>
      <div class="field"><label for="question-text">{words.question}</label>
        <p class="hint" id="question-hint">{words.questionHelp}</p>
        <textarea id="question-text" name="text" rows={3} maxLength={bounds.question} aria-describedby="question-hint" onKeyDown={keys} /></div>
      {callers.length > 0 && (
        <div class="field"><label for="question-caller">{words.questionFor}</label>
          <select id="question-caller" name="caller">
            <option value="">{words.questionMe}</option>
            {callers.map(c => <option key={c.id} value={c.id}>{nameOf(c, words)}</option>)}
          </select></div>
      )}
      <label class="check"><input type="checkbox" name="nameless" /> <span>{words.questionNameless}</span></label>
      <p class="actions"><button class="button line" aria-disabled={sent || undefined}>{words.askQuestion}</button>
        <button type="button" class="button plain" onClick={leave}>{words.cancel}</button></p>
    </form>
  );
}
