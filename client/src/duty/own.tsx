// The roles that the person has, with what lays each down. When one is given or taken
// back while they are here, they are told so once.
import { useEffect, useRef } from "preact/hooks";
import type { Live } from "../room/live";
import { fill } from "../words";

export function OwnDuties({ live }: { readonly live: Live }) {
  const { all: words } = live;
  const who = live.you.value.id;
  const duties = live.dutiesOf(who);
  const before = useRef(live.data.snapshot.room.house?.duties?.filter(o => o.who === who).map(o => o.duty) ?? []);
  useEffect(() => {
    const had = before.current;
    before.current = [...duties];
    const given = duties.find(d => !had.includes(d));
    const ended = had.find(d => !duties.includes(d));
    if (given) live.show(fill(words.youAreNow, { duty: words[given] }));
    else if (ended && !live.room.value.agenda.ended) live.show(fill(words.youAreNot, { duty: words[ended] }));
  }, [duties.join()]);
  return (
    <>
      {live.you.value.role === "organiser" && <p><a href={`${live.data.base}/roller`}>{words.dutyLinks}</a></p>}
      {(duties.includes("skrivtolk") || live.you.value.role === "organiser") && <p><a href={live.data.base.replace(/rum$/, "textning")}>{words.writeCaptions}</a></p>}
      {duties.map(duty => (
        <p key={duty}><button type="button" class="button line" onClick={() => live.do({ do: "duty.end", who, duty })}>{fill(words.layDown, { duty: words[duty] })}</button></p>
      ))}
    </>
  );
}
