// The poll that is open: one answers it once, and nobody sees who answered what.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Live } from "../room/live";
import { tools } from "../room/tools";
import type { Poll, Reply } from "../wire";
import { count } from "../words";
import { wanted } from "./card";
import { Tally } from "./result";

type Props = { readonly live: Live; readonly poll: Poll };

export function OpenPoll({ live, poll }: Props) {
  const { all: words } = live;
  const room = live.room.value;
  const title = useRef<HTMLHeadingElement>(null);
  const runs = live.canRun.value ? tools.value : undefined;
  const counts = live.may("poll.enter") ? tools.value : undefined;
  useEffect(() => {
    if (!wanted.value) return;
    wanted.value = false;
    title.current?.scrollIntoView({ block: "center" });
    title.current?.focus({ preventScroll: true });
  }, [wanted.value]);
  const done = live.mine.value.answered === poll.id;
  const known = Boolean(live.you.value.id);
  return (
    <section class="poll card live" aria-labelledby="poll-title">
      <h2 id="poll-title" ref={title} tabIndex={-1}>{words.poll}</h2>
      {known && !done ? <AnswerForm live={live} poll={poll} /> : <p class="asks"><bdi>{poll.question}</bdi></p>}
      {done && <p>{words.pollThanks}</p>}
      {!known && <p><a href={live.data.base.replace(/\/rum$/, "")}>{words.pollJoin}</a></p>}
      <Tally words={words} poll={poll} />
      <p class="meta">{count(words, "answers", poll.answers)}. {poll.shown ? words.pollSteps : words.pollWait}</p>
      {runs && <p class="actions"><button type="button" class="button line" onClick={() => live.do({ do: "poll.close", poll: poll.id }, words.didClosePoll)}>{words.pollClose}</button></p>}
      {counts && (room.callers ?? []).length > 0 && <counts.CallerAnswers live={live} poll={poll} />}
    </section>
  );
}

function AnswerForm({ live, poll }: Props) {
  const { all: words } = live;
  const form = useRef<HTMLFormElement>(null);
  const [sent, setSent] = useState(false);
  const submit = (e: Event) => {
    e.preventDefault();
    const answer = Number(new FormData(form.current ?? undefined).get("answer"));
    if (!answer || sent) return;
    setSent(true);
    live.do({ do: "poll.answer", poll: poll.id, answer }, words.pollThanks, undefined, ({ refused }: Reply) => {
      if (refused === "unsaved") return;
      if (!refused || refused === "late") live.mine.value = { ...live.mine.value, answered: poll.id };
      else setSent(false);
    });
  };
  return (
    <form ref={form} onSubmit={submit}>
      <fieldset class="choices">
        <legend><bdi>{poll.question}</bdi></legend>
        {(poll.choices ?? []).map((choice, i) => (
          <label key={i} class="check" for={`poll-${i}`}><input id={`poll-${i}`} type="radio" name="answer" value={i + 1} required /> <bdi>{choice}</bdi></label>
        ))}
      </fieldset>
      <p class="hint">{words.pollRule}</p>
      <p><button class="button" aria-disabled={sent || undefined}>{words.pollAnswer}</button></p>
    </form>
  );
}
