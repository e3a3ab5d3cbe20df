import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { room, you } from "../agenda/sample";
import { ask, expected } from "../agenda/outbox";
import { reduce } from "../agenda/state";
import type { Queue, Room, Turn } from "../wire";
import { hasSpoken, placeOf, time } from "./state";

const turn = (id: string, more?: Partial<Turn>): Turn => ({ id, who: id, name: id.toUpperCase(), asked: 0, ...more });
const having = (queue: Queue): Room => ({ ...room, queue });
const three = having({ waiting: [turn("a"), turn("b"), turn("c")] });
const ids = ({ queue }: Room) => (queue.waiting ?? []).map(t => t.id).join("");

test("a request shows at once, last, and once when it is pressed twice", () => {
  const outbox = ask(ask([], "1", { do: "queue.ask" }, 5), "2", { do: "queue.ask", note: " om bron " }, 6);
  const { queue } = expected(three, outbox, you);
  deepEqual(queue.waiting?.slice(3), [{ id: "1", who: "p", name: "Åsa", organisation: "Granviks kommun", sector: "kommun", note: "om bron", asked: 5 }]);
});

test("a request that has come is not shown once more, wherever it is by then", () => {
  const outbox = ask([], "1", { do: "queue.ask" }, 5);
  const mine = turn("1", { who: "p" });
  for (const queue of [{ waiting: [mine] }, { speaker: mine }, { last: mine }, { removed: { turn: mine, from: 0, at: 0 } }]) {
    deepEqual(expected(having(queue), outbox, you).queue, queue.waiting ? { waiting: [{ ...mine, note: undefined }] } : queue);
  }
});

test("a request to a closed list is not shown ahead of its answer", () => {
  equal(ids(expected(having({ closed: true }), ask([], "1", { do: "queue.ask" }, 5), you)), "");
});

test("withdrawing shows at once", () => {
  const mine = having({ waiting: [turn("a"), turn("m", { who: "p" }), turn("b")] });
  equal(ids(expected(mine, ask([], "1", { do: "queue.withdraw" }, 5), you)), "ab");
});

test("a place is that of a person, and somebody who was added has none of one's own", () => {
  const queue = { waiting: [{ id: "x", name: "Åsa", asked: 0 }, turn("m", { who: "p" })] };
  equal(placeOf(queue, "p"), 1);
  equal(placeOf(queue, ""), -1);
  equal(placeOf({}, "p"), -1);
});

test("the clock of a turn counts what it had before, and never goes backwards", () => {
  equal(time(turn("a", { since: 10_000, spent: 5_000 }), 12_000), 7_000);
  equal(time(turn("a", { since: 10_000 }), 9_000), 0);
  equal(time(turn("a", { spent: 5_000 }), 99_000), 5_000);
});

test("whoever has had the floor has spoken, and whoever was skipped has not", () => {
  const speaking = reduce(three, { kind: "queue.given", turn: "a" }, 1);
  const skipped = reduce(speaking, { kind: "queue.skipped", turn: "a", then: "b", to: 0 }, 2);
  const ended = reduce(skipped, { kind: "queue.ended", turn: "b" }, 3);
  equal(hasSpoken(ended.queue, turn("a")), false);
  equal(hasSpoken(ended.queue, turn("b")), true);
});
