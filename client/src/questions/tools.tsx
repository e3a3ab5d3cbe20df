// What those who run the meeting do with a question: answer it in writing, say that it
// was answered aloud, and hide it.
import { useRef, useState } from "preact/hooks";
import { useFocusWhenClosed, useFocusWhenOpened } from "../agenda/focus";
import { Menu, type Choice } from "../agenda/menu";
import type { Live } from "../room/live";
import { bounds, type Question, type Reply } from "../wire";
import { fill } from "../words";

type Props = { readonly live: Live; readonly question: Question };

export function QuestionTools({ live, question: q }: Props) {
  const [answering, setAnswering] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useFocusWhenClosed(answering, box, ".more > button");
  return (
    <div ref={box} class={answering ? "answering" : "does"}>
      {answering ? <AnswerForm live={live} question={q} leave={() => setAnswering(false)} />
        : <Menu label={fill(live.all.questionMore, { question: q.text })} choices={choices(live, q, () => setAnswering(true))} />}
    </div>
  );
}

/** What those who run the meeting may do with a question. Hiding is taken back from the message about it. */
function choices(live: Live, q: Question, answer: () => void): readonly Choice[] {
  const { all: words } = live;
  const question = q.id;
  const hide: Choice = { text: words.hideQuestion, grave: true, do: () => live.do({ do: "question.hide", question }, words.didHide, { do: "question.restore", question }) };
  return !live.may("question.answer") ? [hide] : [
    { text: q.answer ? words.answerEdit : words.answer, do: answer },
    q.settled ? { text: words.reopen, do: () => live.do({ do: "question.reopen", question }, words.didReopen, { do: "question.settle", question }) }
      : { text: words.settle, do: () => live.do({ do: "question.settle", question }, words.didSettle, { do: "question.reopen", question }) },
    hide,
  ];
}

function AnswerForm({ live, question: q, leave }: Props & { readonly leave: () => void }) {
  const { all: words } = live;
  const form = useRef<HTMLFormElement>(null);
  useFocusWhenOpened(form);
  const submit = (e: Event) => {
    e.preventDefault();
    const text = String(new FormData(form.current ?? undefined).get("text") ?? "").trim();
    live.do({ do: "question.answer", question: q.id, text }, words.didAnswer, undefined, ({ refused }: Reply) => {
      if (!refused) leave();
    });
  };
  const keys = (e: KeyboardEvent) => {
    if (e.key === "Escape") leave();
  };
  return (
    <form ref={form} class="item-form" onSubmit={submit}>
      <div class="field"><label for={`answer-${q.id}`}>{words.answerText}</label>
        <p class="hint" id={`answer-hint-${q.id}`}>{words.answerHelp}</p>
        <textarea id={`answer-${q.id}`} name="text" rows={3} maxLength={bounds.answer} defaultValue={q.answer} aria-describedby={`answer-hint-${q.id}`} onKeyDown={keys} /></div>
      <p class="actions"><button class="button line">{words.save}</button>
        <button type="button" class="button plain" onClick={leave}>{words.cancel}</button></p>
    </form>
  );
}
