// Those who have been removed from a meeting, with what takes it back and what goes further.
import { useEffect, useState } from "preact/hooks";
import type { Live } from "../room/live";
import type { House, ID, Participant } from "../wire";
import { fill } from "../words";

/** Those who have been removed, whose names only those who run the meeting get. */
export function Removed({ live, house }: { readonly live: Live; readonly house: House }) {
  const { all: words, data } = live;
  const { barred = [], networks = [] } = house;
  const [people, setPeople] = useState<readonly Participant[]>([]);
  useEffect(() => {
    let left = false;
    void fetch(`${data.base}/borttagna`).then(async answer => {
      if (answer.ok && !left) setPeople((await answer.json()) as readonly Participant[]);
    }).catch(() => undefined);
    return () => { left = true; };
  }, [barred.join()]);
  const nameOf = (id: ID) => people.find(p => p.id === id)?.name || words.removedUnknown;
  return (
    <>
      <h3>{words.removedPeople}</h3>
      <ul>
        {barred.map(id => (
          <li key={id} class="caller"><span class="name"><bdi>{nameOf(id)}</bdi>{networks.includes(id) && <span class="by">{words.networkBarred}</span>}</span>
            <span class="actions">
              <button type="button" class="button line" onClick={() => live.do({ do: "person.return", who: id }, fill(words.didReturnPerson, { name: nameOf(id) }))}>{words.returnPerson}</button>
              <Bar live={live} who={id} is={networks.includes(id)} />
            </span></li>
        ))}
      </ul>
      <p class="meta" id="bar-help">{words.barNetworkHelp}</p>
    </>
  );
}

/** Bars the network that somebody came from, or opens it again. */
function Bar({ live, who, is }: { readonly live: Live; readonly who: ID; readonly is: boolean }) {
  const { all: words } = live;
  return (
    <button type="button" class="button plain" aria-describedby="bar-help"
      onClick={() => live.do({ do: "person.remove", who, network: !is }, is ? words.didOpenNetwork : words.didBarNetwork)}>{is ? words.openNetwork : words.barNetwork}</button>
  );
}
