// The questions of the meeting: asking one, making another's one's own, and what those
// who run the meeting do with them.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Live } from "../room/live";
import { tools } from "../room/tools";
import { count } from "../words";
import { AskForm } from "./ask";
import { useCalm } from "./calm";
import { inOrder, isAnswered } from "./order";
import { Row } from "./row";

export function QuestionsView({ live }: { readonly live: Live }) {
  const { all: words } = live;
  const { questions = [] } = live.room.value;
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const order = useCalm(list, inOrder(questions).map(q => q.id));
  useTellingOfQuestions(live, questions.length);
  const why = closedBecause(live);
  const leave = () => {
    setOpen(false);
    requestAnimationFrame(() => requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(":scope > .actions button")?.focus()));
  };
  return (
    <section ref={box} class="questions" aria-labelledby="questions-title">
      <h2 id="questions-title">{words.questions}</h2>
      {why !== undefined ? why && <p class="meta">{why}</p>
        : open ? <AskForm live={live} leave={leave} />
          : <p class="actions"><button type="button" class="button line" onClick={() => setOpen(true)}>{words.askQuestion}</button></p>}
      {questions.length === 0 && <p class="meta none">{words.questionsNone}</p>}
      <ol key="asked" ref={list} class="asked">
        {order.map(id => questions.find(q => q.id === id)).map(q => q && <Row key={q.id} live={live} question={q} />)}
      </ol>
      {tools.value && live.may("question.restore") && <tools.value.HiddenQuestions live={live} />}
    </section>
  );
}

/** Why no question can be asked just now; empty when there is nothing to say of it, undefined when one can. */
function closedBecause(live: Live): string | undefined {
  const { all: words } = live;
  const { agenda, meeting, questions = [] } = live.room.value;
  if (meeting.status === "cancelled") return "";
  if (agenda.ended) return questions.some(q => !isAnswered(q)) ? words.questionsOver : "";
  if (!agenda.started && live.now.value < dayBefore(meeting.start, meeting.zone)) return words.questionsEarly;
  return live.you.value.id ? undefined : words.questionsJoin;
}

/** When the day before a moment begins in a zone. The day may be an hour off where clocks are changed; the server decides. */
function dayBefore(start: number, zone: string): number {
  const clock = new Intl.DateTimeFormat("sv", { timeZone: zone, hour: "numeric", minute: "numeric" }).format(start);
  const [hours = 0, minutes = 0] = clock.split(/\D/).map(Number);
  return start - ((hours + 24) * 60 + minutes) * 60_000;
}

/** Says how many have been asked, when no more are for a moment. */
function useTellingOfQuestions(live: Live, n: number): void {
  const told = useRef(n);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (n > told.current) live.say(count(live.all, "newQuestion", n - told.current));
      told.current = n;
    }, 2_000);
    return () => clearTimeout(timer);
  }, [n]);
}
