// The polls of those who run the meeting: those made beforehand, and a new one.
import { useRef, useState } from "preact/hooks";
import { useFocusWhenClosed, useFocusWhenOpened } from "../agenda/focus";
import type { Live } from "../room/live";
import { bounds, type Reply } from "../wire";
import { current } from "./state";

type Props = { readonly live: Live };

export function PollTools({ live }: Props) {
  const { all: words } = live;
  const room = live.room.value;
  const prepared = (room.polls ?? []).filter(p => p.state === "prepared");
  const busy = current(room) !== undefined;
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLElement>(null);
  useFocusWhenClosed(open, box, ":scope > .actions button");
  return (
    <section ref={box} class="polls" aria-label={words.pollsPrepared}>
      {prepared.length > 0 && (
        <>
          <h3>{words.pollsPrepared}</h3>
          <ul>
            {prepared.map(p => (
              <li key={p.id}>
                <p><bdi>{p.question}</bdi></p>
                <p class="actions">
                  {!busy && <button type="button" class="button line" aria-label={`${words.pollOpen}: ${p.question}`}
                    onClick={() => live.do({ do: "poll.open", poll: p.id }, words.didOpenPoll)}>{words.pollOpen}</button>}
                  <button type="button" class="button plain" aria-label={`${words.pollRemove}: ${p.question}`}
                    onClick={() => live.do({ do: "poll.remove", poll: p.id }, words.didRemovePoll)}>{words.pollRemove}</button>
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
      {open ? <PollForm live={live} busy={busy} leave={() => setOpen(false)} />
        : <p class="actions"><button type="button" class="button line" onClick={() => setOpen(true)}>{words.pollNew}</button></p>}
    </section>
  );
}

/** A new poll. It stays as typed until it is kept. */
function PollForm({ live, busy, leave }: Props & { readonly busy: boolean; readonly leave: () => void }) {
  const { all: words } = live;
  const form = useRef<HTMLFormElement>(null);
  useFocusWhenOpened(form);
  const save = (open: boolean) => (e: Event) => {
    e.preventDefault();
    const data = new FormData(form.current ?? undefined);
    const question = String(data.get("question") ?? "").trim();
    if (!question) {
      form.current?.querySelector("input")?.focus();
      return;
    }
    const choices = String(data.get("choices") ?? "").split("\n");
    live.do({ do: "poll.add", question, choices, shown: data.has("shown"), open }, open ? words.didOpenPoll : words.didAddPoll, undefined,
      ({ refused }: Reply) => { if (!refused) leave(); });
  };
  const keys = (e: KeyboardEvent) => {
    if (e.key === "Escape") leave();
  };
  return (
    <form ref={form} class="item-form" onSubmit={save(!busy)}>
      <div class="field"><label for="new-poll">{words.pollQuestion}</label>
        <input id="new-poll" name="question" required maxLength={bounds.pollQuestion} autocomplete="off" onKeyDown={keys} /></div>
      <div class="field"><label for="new-poll-choices">{words.pollChoices}</label>
        <p class="hint" id="new-poll-hint">{words.pollChoicesHelp}</p>
        <textarea id="new-poll-choices" name="choices" rows={4} aria-describedby="new-poll-hint" defaultValue={words.pollYesNo} onKeyDown={keys} /></div>
      <label class="check"><input type="checkbox" name="shown" /> <span>{words.pollShown}</span></label>
      <p class="hint">{words.pollAtLeast}</p>
      <p class="actions">
        {!busy && <button class="button line">{words.pollOpen}</button>}
        <button type="button" class="button plain" onClick={save(false)}>{words.pollSave}</button>
        <button type="button" class="button plain" onClick={leave}>{words.cancel}</button>
      </p>
    </form>
  );
}
