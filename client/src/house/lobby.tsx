// Those who wait to be let in. Who they are is asked for now and then, by those alone
// who may let them in: nobody else is told of them.
import { useEffect, useState } from "preact/hooks";
import type { Live } from "../room/live";
import type { ID, Participant } from "../wire";
import { count, fill } from "../words";

const every = 1_500; // milliseconds

export function Lobby({ live }: { readonly live: Live }) {
  const { all: words } = live;
  const [waiting, left] = useWaiting(live);
  if (waiting.length === 0) return null;
  const admit = (who: readonly ID[]) => {
    left(who);
    live.do({ do: "lobby.admit", who }, words.didAdmit);
  };
  const refuse = (p: Participant) => {
    left([p.id]);
    live.do({ do: "person.remove", who: p.id }, fill(words.didRefuse, { name: p.name }));
  };
  return (
    <section class="lobby" aria-labelledby="lobby-title">
      <h3 id="lobby-title">{count(words, "inLobby", waiting.length)}</h3>
      {waiting.length > 1 && <p><button type="button" class="button" onClick={() => admit(waiting.map(p => p.id))}>{words.admitAll}</button></p>}
      <ul>
        {waiting.map(p => (
          <li key={p.id} class="caller"><span class="name"><bdi>{p.name}</bdi>{p.organisation && <span class="by">{p.organisation}</span>}</span>
            <span class="actions">
              <button type="button" class="button line" aria-label={`${words.admit}: ${p.name}`} onClick={() => admit([p.id])}>{words.admit}</button>
              <button type="button" class="button plain" aria-label={`${words.refuse}: ${p.name}`} onClick={() => refuse(p)}>{words.refuse}</button>
            </span></li>
        ))}
      </ul>
    </section>
  );
}

/** Returns who waits, and what takes some of them away from the list at once. */
function useWaiting(live: Live): readonly [readonly Participant[], (who: readonly ID[]) => void] {
  const [waiting, setWaiting] = useState<readonly Participant[]>([]);
  useEffect(() => {
    let told = 0;
    const ask = async () => {
      const answer = await fetch(`${live.data.base}/vantande`).catch(() => undefined);
      if (!answer?.ok) return;
      const now = (await answer.json()) as readonly Participant[];
      setWaiting(now);
      if (now.length > told) live.say(count(live.all, "inLobby", now.length));
      told = now.length;
    };
    void ask();
    const timer = setInterval(() => void ask(), every);
    return () => clearInterval(timer);
  }, []);
  return [waiting, who => setWaiting(waiting.filter(p => !who.includes(p.id)))];
}
