// The questions that are hidden: only those who run the meeting may read them, and they
// are asked for when somebody wants to see them.
import { useState } from "preact/hooks";
import type { Live } from "../room/live";
import type { Question, Reply } from "../wire";

export function HiddenQuestions({ live }: { readonly live: Live }) {
  const { all: words } = live;
  const [hidden, setHidden] = useState<readonly Question[]>();
  const load = async () => {
    const answer = await fetch(`${live.data.base}/dolda`);
    if (answer.ok) setHidden(((await answer.json()) as { readonly questions: readonly Question[] }).questions);
  };
  const toggle = (e: Event) => {
    if ((e.currentTarget as HTMLDetailsElement).open) void load();
  };
  const restore = (question: string) => {
    live.do({ do: "question.restore", question }, words.didRestore, undefined, ({ refused }: Reply) => { if (refused !== "unsaved") void load(); });
  };
  return (
    <details onToggle={toggle}>
      <summary>{words.hiddenQuestions}</summary>
      {hidden?.length === 0 && <p class="meta">{words.questionsNoneHidden}</p>}
      <ul class="asked">
        {hidden?.map(q => (
          <li key={q.id} class="question">
            <p class="asks"><bdi>{q.text}</bdi></p>
            <p class="actions"><button type="button" class="button line" onClick={() => restore(q.id)}>{words.restoreQuestion}</button></p>
          </li>
        ))}
      </ul>
    </details>
  );
}
