// What those who run a meeting do when it is needed: remove a participant, let one in
// again, keep newcomers waiting, lock the room, let only themselves write, and slow the
// pace down.
import type { Live } from "../room/live";
import { fill } from "../words";
import { Menu } from "../agenda/menu";
import type { Participant } from "../wire";
import { dutyChoices } from "../duty/choices";
import { OwnDuties } from "../duty/own";
import { Lobby } from "./lobby";
import { Removed } from "./removed";

type Props = { readonly live: Live };

const paces = [15, 30, 60, 120]; // seconds

/** The menu of one participant. */
export function PersonMenu({ live, who }: Props & { readonly who: Participant }) {
  const { all: words, data } = live;
  const { muted = [], hidden = [] } = live.room.value.house ?? {};
  const [isMuted, isHidden] = [muted.includes(who.id), hidden.includes(who.id)];
  const name = who.name || words.hiddenName;
  const order = live.may("person.set") && who.role === "guest" ? [
      { text: isMuted ? words.unmutePerson : words.mutePerson, do: () => live.do({ do: "person.set", who: who.id, muted: !isMuted }, fill(isMuted ? words.didUnmute : words.didMute, { name })) },
      { text: isHidden ? words.showName : words.hideName, do: () => live.do({ do: "person.set", who: who.id, hidden: !isHidden }, isHidden ? words.didShowName : words.didHideName) },
      { text: words.personWrote, do: () => location.assign(data.base.replace(/rum$/, `anteckningar/av/${who.id}`)) },
      { text: words.removePerson, grave: true, do: () => live.do({ do: "person.remove", who: who.id }, fill(words.didRemovePerson, { name })) },
  ] : [];
  const choices = [...(live.you.value.role !== "guest" ? dutyChoices(live, who) : []), ...order];
  return choices.length > 0 ? <Menu label={fill(words.actions, { title: name })} choices={choices} /> : null;
}

export function HouseTools({ live }: Props) {
  const { all: words, data } = live;
  const { house = {}, agenda } = live.room.value;
  const { locked = false, lobby = false, readOnly = false, slow = 0, barred = [] } = house;
  const steps = slow && !paces.includes(slow) ? [...paces, slow] : paces;
  return (
    <div class="house">
      <OwnDuties live={live} />
      {lobby && !agenda.ended && live.may("lobby.admit") && <Lobby live={live} />}
      {!agenda.ended && live.may("room.set") && (
        <fieldset>
          <legend>{words.order}</legend>
          <label class="check"><input type="checkbox" checked={locked} onChange={e => live.do({ do: "room.set", locked: e.currentTarget.checked }, words.didSetRoom)} />{words.lockRoom}</label>
          <label class="check"><input type="checkbox" checked={lobby} onChange={e => live.do({ do: "room.set", lobby: e.currentTarget.checked }, words.didSetRoom)} />{words.lobbyRoom}</label>
          <label class="check"><input type="checkbox" checked={readOnly} onChange={e => live.do({ do: "room.set", readOnly: e.currentTarget.checked }, words.didSetRoom)} />{words.readOnlyRoom}</label>
          <div class="field"><label for="slow">{words.slowRoom}</label>
            <select id="slow" value={String(slow)} onChange={e => live.do({ do: "room.set", slow: Number(e.currentTarget.value) }, words.didSetRoom)}>
              <option value="0">{words.slowOff}</option>
              {steps.map(n => <option key={n} value={String(n)}>{fill(words.slowEvery, { n })}</option>)}
            </select></div>
        </fieldset>
      )}
      {barred.length > 0 && live.may("person.return") && <Removed live={live} house={house} />}
      {live.may("room.set") && <p><a href={`${data.base}/logg`}>{words.houseLog}</a></p>}
    </div>
  );
}
