// One question: what is asked and answered, and what one may do with it.
import type { Live, Mine } from "../room/live";
import { tools } from "../room/tools";
import { nameOf } from "../queue/names";
import type { Question, Reply } from "../wire";
import { count, fill } from "../words";
import { isAnswered } from "./order";

type Props = { readonly live: Live; readonly question: Question };

export function Row({ live, question: q }: Props) {
  const { all: words } = live;
  const { agenda, meeting } = live.room.value;
  const runs = live.may("question.hide") ? tools.value : undefined;
  const open = live.you.value.id && !agenda.ended && meeting.status !== "cancelled" && !isAnswered(q);
  const who = q.nameless ? words.namelessly : [nameOf(q, words), q.organisation].filter(Boolean).join(" · ");
  return (
    <li class={isAnswered(q) ? "question done" : "question"}>
      <p class="asks"><bdi>{q.text}</bdi></p>
      {runs && <runs.QuestionTools live={live} question={q} />}
      <p class="by"><bdi>{who}</bdi>{q.votes > 1 && <> · <span class="votes">{count(words, "want", q.votes)}</span></>}</p>
      {q.answer && <p class="answer"><strong>{words.answerHead}</strong> <bdi>{q.answer}</bdi></p>}
      {q.settled && <p class="tags"><span class="tag done">{words.answeredAloud}</span></p>}
      {open && <Mine live={live} question={q} />}
    </li>
  );
}

/** "Mine too", pressed or not; of one's own question, taking it back. */
function Mine({ live, question: q }: Props) {
  const { all: words } = live;
  const { asked, too } = live.mine.value;
  if (asked?.includes(q.id)) {
    return <p class="actions"><button type="button" class="button plain" onClick={() => live.do({ do: "question.withdraw", question: q.id }, words.didTakeBack)}>{words.takeQuestionBack}</button></p>;
  }
  const mine = too?.includes(q.id) ?? false;
  const set = (to: boolean) => {
    const { too: now, ...rest }: Mine = live.mine.value;
    live.mine.value = { ...rest, too: [...(now ?? []).filter(id => id !== q.id), ...(to ? [q.id] : [])] };
  };
  const press = () => {
    set(!mine);
    live.do({ do: mine ? "question.leave" : "question.join", question: q.id }, "", undefined, ({ refused }: Reply) => {
      if (refused && refused !== "unsaved" && refused !== "late") set(mine);
    });
  };
  return <p class="actions"><button type="button" class="button line mine" aria-pressed={mine} aria-label={fill(words.mineTooOf, { question: q.text })} onClick={press}>{words.mineToo}</button></p>;
}
