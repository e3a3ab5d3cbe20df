// What people send in to a meeting, as one part that is fetched: from the top an open
// poll, signals, questions and material. Each has a folder of its own, and a section with a heading.
export {} from "../room"; // so that the room stays one file
import { PollCard } from "../polls/card";
import { PollsView } from "../polls/view";
import { QuestionsView } from "../questions/view";
import { RoundCard } from "../signals/round";
import { SignalsView } from "../signals/view";
import { MaterialView } from "../material/view";
import type { Live } from "./live";

export function InputView({ live }: { readonly live: Live }) {
  return (
    <div class="inputs">
      <PollsView live={live} />
      <SignalsView live={live} />
      <QuestionsView live={live} />
      <MaterialView live={live} />
    </div>
  );
}

/** What is asked of everybody just now, seen whatever part is shown. */
export function Cards({ live }: { readonly live: Live }) {
  return <><PollCard live={live} /><RoundCard live={live} /></>;
}
