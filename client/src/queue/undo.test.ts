import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { room } from "../agenda/sample";
import { undoing } from "../agenda/undo";
import type { Command, Queue, Room, Turn } from "../wire";

const turn = (id: string): Turn => ({ id, who: id, name: id.toUpperCase(), asked: 0 });
const having = (queue: Queue): Room => ({ ...room, queue });
const three = having({ waiting: [turn("a"), turn("b"), turn("c")] });
const back = (before: Room, command: Command) => undoing(before, command, "new");

test("what the chair does is taken back to what was before it", () => {
  const speaking = having({ speaker: turn("s"), waiting: [turn("a"), turn("b")] });
  deepEqual(back(speaking, { do: "queue.next", from: "s" }), { do: "queue.back", turn: "s" });
  equal(back(three, { do: "queue.next" }), undefined);
  deepEqual(back(speaking, { do: "queue.skip", turn: "s" }), { do: "queue.skip", turn: "a", then: "s" });
  deepEqual(back(having({ speaker: turn("s") }), { do: "queue.skip", turn: "s" }), { do: "queue.next", turn: "s" });
  deepEqual(back(speaking, { do: "queue.skip", turn: "a" }), { do: "queue.move", turn: "a", to: 0 });
  deepEqual(back(speaking, { do: "queue.back", turn: "l" }), { do: "queue.next", from: "l", turn: "s" });
  deepEqual(back(three, { do: "queue.move", turn: "c", to: 0 }), { do: "queue.move", turn: "c", to: 2 });
  deepEqual(back(three, { do: "queue.remove", turn: "b" }), { do: "queue.return", turn: "b" });
  deepEqual(back(three, { do: "queue.add", name: "Eli" }), { do: "queue.remove", turn: "new" });
  deepEqual(back(three, { do: "queue.close" }), { do: "queue.open" });
  const callers = [{ id: "g", line: 3, name: "Gun" }];
  deepEqual(back({ ...three, callers }, { do: "caller.remove", caller: "g" }), { do: "caller.add", line: 3, name: "Gun", organisation: undefined, sector: undefined });
});
