// The polls of the meeting: the one that is open, how the answers of the others fell, and
// the tools of those who run the meeting.
import type { Live } from "../room/live";
import { tools } from "../room/tools";
import { current } from "./state";
import { OpenPoll } from "./open";
import { Result } from "./result";

export function PollsView({ live }: { readonly live: Live }) {
  const { all: words } = live;
  const room = live.room.value;
  const runs = live.canRun.value ? tools.value : undefined;
  const poll = current(room);
  const closed = (room.polls ?? []).filter(p => p.state === "closed").reverse();
  return (
    <>
      {poll && <OpenPoll key={poll.id} live={live} poll={poll} />}
      {closed.length > 0 && (
        <section class="polls" aria-labelledby="polls-title">
          <h2 id="polls-title">{words.pollsBefore}</h2>
          {closed.map(p => (
            <div key={p.id} class="poll-result">
              <Result words={words} poll={p} />
              {runs && <button type="button" class="button plain" aria-label={`${words.pollRemove}: ${p.question}`}
                onClick={() => live.do({ do: "poll.remove", poll: p.id }, words.didRemovePoll)}>{words.pollRemove}</button>}
            </div>
          ))}
        </section>
      )}
      {runs && !room.agenda.ended && <runs.PollTools live={live} />}
    </>
  );
}
