// What an organiser does with the roles of one participant, and what the participant sees of their own.
import type { Choice } from "../agenda/menu";
import type { Live } from "../room/live";
import type { Duty, Participant } from "../wire";
import { fill } from "../words";

export const every: readonly Duty[] = ["motesledare", "sekreterare", "telefonvard", "moderator", "skrivtolk"];

/** Gives roles and takes them back, for the menu of one participant. */
export function dutyChoices(live: Live, { id, name }: Participant): readonly Choice[] {
  const { all: words } = live;
  const has = live.dutiesOf(id);
  return every.map(duty => {
    const held = has.includes(duty);
    const text = fill(held ? words.endDuty : words.giveDuty, { duty: words[duty] });
    const said = fill(held ? words.didEndDuty : words.didGiveDuty, { name, duty: words[duty] });
    return { text, do: () => live.do({ do: held ? "duty.end" : "duty.give", who: id, duty }, said, { do: held ? "duty.give" : "duty.end", who: id, duty }) };
  });
}
