// The answers of those who ring in, entered by whoever looks after them: of one, or of
// several at a time.
import { useRef } from "preact/hooks";
import { nameOf } from "../queue/names";
import type { Live } from "../room/live";
import type { Poll, Reply } from "../wire";
import { fill } from "../words";

type Props = { readonly live: Live; readonly poll: Poll };

export function CallerAnswers(props: Props) {
  return (
    <details>
      <summary>{props.live.all.pollCaller}</summary>
      <OneAnswer {...props} />
      <SeveralAnswers {...props} />
    </details>
  );
}

function OneAnswer({ live, poll }: Props) {
  const { all: words } = live;
  const form = useRef<HTMLFormElement>(null);
  const submit = (e: Event) => {
    e.preventDefault();
    const data = new FormData(form.current ?? undefined);
    live.do({ do: "poll.answer", poll: poll.id, caller: String(data.get("caller")), answer: Number(data.get("answer")) }, words.didEnterAnswer);
  };
  return (
    <form ref={form} onSubmit={submit}>
      <div class="field"><label for="poll-caller">{words.pollCallerWho}</label>
        <select id="poll-caller" name="caller">{(live.room.value.callers ?? []).map(c => <option key={c.id} value={c.id}>{nameOf(c, words)}</option>)}</select></div>
      <div class="field"><label for="poll-entered">{words.pollChoice}</label>
        <select id="poll-entered" name="answer">{(poll.choices ?? []).map((choice, i) => <option key={i} value={i + 1}>{i + 1}. {choice}</option>)}</select></div>
      <p><button class="button line">{words.pollEnter}</button></p>
    </form>
  );
}

/** How many gave each answer. What is typed stays until it is counted. */
function SeveralAnswers({ live, poll }: Props) {
  const { all: words } = live;
  const form = useRef<HTMLFormElement>(null);
  const submit = (e: Event) => {
    e.preventDefault();
    const counts = new FormData(form.current ?? undefined).getAll("counts").map(n => (/^\s*\d*\s*$/.test(String(n)) ? Number(n) : -1));
    live.do({ do: "poll.enter", poll: poll.id, counts }, words.didEnterAnswers, undefined, ({ refused }: Reply) => { if (!refused) form.current?.reset(); });
  };
  return (
    <form ref={form} onSubmit={submit}>
      <fieldset class="counts" aria-describedby="poll-several">
        <legend>{words.pollSeveral}</legend>
        <p class="hint" id="poll-several">{fill(words.pollSeveralHelp, { n: live.room.value.callers?.length ?? 0 })}</p>
        {(poll.choices ?? []).map((choice, i) => (
          <div key={i} class="field"><label for={`poll-count-${i}`}><bdi>{choice}</bdi></label>
            <input id={`poll-count-${i}`} name="counts" inputMode="numeric" autocomplete="off" maxLength={3} /></div>
        ))}
      </fieldset>
      <p><button class="button line">{words.pollEnterAll}</button></p>
    </form>
  );
}
