import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { room } from "../agenda/sample";
import { shuffled, Toy } from "./toy";
import { receive, shown, type State } from "./state";

const start: State = {
  epoch: "e", seq: 0, room, outbox: [], presence: { count: 0, sectors: {}, people: [] },
  you: { id: "p", name: "Åsa", role: "organiser" }, ahead: 0,
};
const by = { id: "p", name: "Åsa" };
const opened = (seq: number) => ({ seq, at: seq, by, ev: { kind: "agenda.opened", item: "a" } as const });

test("a hole in the events does not fit", () => {
  equal(receive(start, [opened(1), opened(3)], 0), undefined);
});

test("an event that has come before is passed over", () => {
  const once = receive(start, [opened(1)], 0);
  deepEqual(once && receive(once, [opened(1)], 0), once);
});

test("another epoch, or a place further on than the events, does not fit", () => {
  const here = { epoch: "e", seq: 0, now: 500, you: start.you };
  equal(receive(start, { here }, 200)?.ahead, 300);
  equal(receive(start, { here: { ...here, epoch: "f" } }, 0), undefined);
  equal(receive(start, { here: { ...here, seq: 1 } }, 0), undefined);
});

test("a snapshot replaces all the client has", () => {
  const other = { ...room, agenda: { items: [] } };
  const after = receive(start, { snapshot: { epoch: "f", seq: 9, room: other } }, 0);
  deepEqual([after?.epoch, after?.seq, after?.room], ["f", 9, other]);
});

test("three clients agree, also when one of them loses, repeats and delays", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const toy = new Toy(start, 3, seed);
    for (let step = 0; step < 120; step++) toy.step();
    toy.settle();
    const rooms = toy.clients.map(c => c.state.room);
    for (const r of rooms) deepEqual(r, toy.room, `seed ${seed}`);
    for (const c of toy.clients) {
      deepEqual(c.state.outbox, [], `seed ${seed}: nothing is left waiting`);
      deepEqual(shown(c.state), toy.room, `seed ${seed}`);
    }
    ok(toy.log.length > 5, `seed ${seed}: something happened`);
    equal(new Set(toy.carriedOut).size, toy.carriedOut.length, `seed ${seed}: each command is carried out once`);
  }
});

test("the toy's chance is the same for the same seed", () => {
  deepEqual(shuffled(7), shuffled(7));
});
