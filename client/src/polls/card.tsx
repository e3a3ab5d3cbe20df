// The card that shows that a poll is open, whatever part of the room is shown. It comes
// when a poll does, says so aloud, and says so when it goes.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Live } from "../room/live";
import { fill } from "../words";
import { current } from "./state";

/** Set when somebody has pressed the card, until they are led to the poll. */
export const wanted = signal(false);

export function PollCard({ live }: { readonly live: Live }) {
  const { all: words } = live;
  const poll = current(live.room.value);
  useEffect(() => {
    if (!poll) return;
    const known = live.data.snapshot.room.polls?.some(p => p.id === poll.id && p.state === "open");
    if (!known) live.say(fill(words.saidPoll, { question: poll.question }));
    return () => live.say(words.saidPollClosed);
  }, [poll?.id]);
  if (!poll) return null;
  const answers = live.you.value.id && live.mine.value.answered !== poll.id;
  const go = () => {
    wanted.value = true;
    document.getElementById("tab-input")?.click(); // where only one part is shown
  };
  return (
    <p class="poll-card">
      <strong>{fill(words.saidPoll, { question: poll.question })}</strong>
      <button type="button" class="button line" onClick={go}>{answers ? words.pollToAnswer : words.pollToSee}</button>
    </p>
  );
}
