// What those who run a meeting do when it is needed: remove a participant, let one in
// again, lock the room, let only themselves write, and slow the pace down.
import { useEffect, useState } from "preact/hooks";
import { Menu } from "../agenda/menu";
import type { Live } from "../room/live";
import type { ID, Participant } from "../wire";
import { fill } from "../words";

type Props = { readonly live: Live };

const paces = [15, 30, 60, 120]; // seconds

/** The menu of one participant. */
export function PersonMenu({ live, who }: Props & { readonly who: Participant }) {
  const { all: words, data } = live;
  const remove = () => live.do({ do: "person.remove", who: who.id }, fill(words.didRemovePerson, { name: who.name }));
  const written = () => location.assign(data.base.replace(/rum$/, `anteckningar/av/${who.id}`));
  return <Menu label={fill(words.actions, { title: who.name })} choices={[{ text: words.personWrote, do: written }, { text: words.removePerson, grave: true, do: remove }]} />;
}

export function HouseTools({ live }: Props) {
  const { all: words } = live;
  const { house = {}, agenda } = live.room.value;
  const { locked = false, readOnly = false, slow = 0, barred = [] } = house;
  const steps = slow && !paces.includes(slow) ? [...paces, slow] : paces;
  return (
    <div class="house">
      {!agenda.ended && (
        <fieldset>
          <legend>{words.order}</legend>
          <label class="check"><input type="checkbox" checked={locked} onChange={e => live.do({ do: "room.set", locked: e.currentTarget.checked }, words.didSetRoom)} />{words.lockRoom}</label>
          <label class="check"><input type="checkbox" checked={readOnly} onChange={e => live.do({ do: "room.set", readOnly: e.currentTarget.checked }, words.didSetRoom)} />{words.readOnlyRoom}</label>
          <div class="field"><label for="slow">{words.slowRoom}</label>
            <select id="slow" value={String(slow)} onChange={e => live.do({ do: "room.set", slow: Number(e.currentTarget.value) }, words.didSetRoom)}>
              <option value="0">{words.slowOff}</option>
              {steps.map(n => <option key={n} value={String(n)}>{fill(words.slowEvery, { n })}</option>)}
            </select></div>
        </fieldset>
      )}
      {barred.length > 0 && <Removed live={live} barred={barred} />}
    </div>
  );
}

/** Those who have been removed, whose names only those who run the meeting get. */
function Removed({ live, barred }: Props & { readonly barred: readonly ID[] }) {
  const { all: words, data } = live;
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
          <li key={id} class="caller"><span class="name"><bdi>{nameOf(id)}</bdi></span>
            <button type="button" class="button line" onClick={() => live.do({ do: "person.return", who: id }, fill(words.didReturnPerson, { name: nameOf(id) }))}>{words.returnPerson}</button></li>
        ))}
      </ul>
    </>
  );
}
