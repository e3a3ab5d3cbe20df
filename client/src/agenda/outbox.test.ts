import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import type { Command, Room } from "../wire";
import { answered, ask, expected, seen, unanswered } from "./outbox";
import { room, you } from "./sample";
import { reduce } from "./state";

const move: Command = { do: "agenda.move", item: "a", to: 2 };
const ids = (r: Room) => r.agenda.items.map(i => i.id).join("");

test("a move shows at once and stays when its event comes before its answer", () => {
  const outbox = ask([], "1", move, 0);
  equal(ids(expected(room, outbox, you)), "bca");
  const after = reduce(room, { kind: "agenda.moved", item: "a", to: 2 }, 0);
  equal(ids(expected(after, outbox, you)), "bca");
  deepEqual(answered(outbox, { re: "1", seq: 1 }, 1), []);
});

test("a move stays shown when its answer comes before its event", () => {
  const outbox = answered(ask([], "1", move, 0), { re: "1", seq: 1 }, 0);
  equal(ids(expected(room, outbox, you)), "bca");
  deepEqual(unanswered(outbox), []);
  deepEqual(seen(outbox, 1), []);
});

test("a refused command is taken back", () => {
  const outbox = answered(ask([], "1", move, 0), { re: "1", refused: "late", say: "…" }, 0);
  equal(ids(expected(room, outbox, you)), "abc");
});

test("a command that could not be saved just now is kept for another try", () => {
  const outbox = ask([], "1", move, 0);
  deepEqual(unanswered(answered(outbox, { re: "1", refused: "unsaved", say: "…" }, 0)), outbox);
});

test("an added item is shown once, before and after it is kept", () => {
  const outbox = ask([], "new", { do: "agenda.add", title: " Övrigt " }, 0);
  equal(expected(room, outbox, you).agenda.items[3]?.title, "Övrigt");
  const after = reduce(room, { kind: "agenda.added", item: { id: "new", title: "Övrigt" }, to: 3 }, 0);
  equal(ids(expected(after, outbox, you)), "abcnew");
});

test("a repeated answer changes nothing", () => {
  const outbox = ask(ask([], "1", move, 0), "2", { do: "agenda.start" }, 0);
  const once = answered(outbox, { re: "1", seq: 1 }, 1);
  deepEqual(answered(once, { re: "1", seq: 1 }, 1), once);
  deepEqual(once.map(a => a.id), ["2"]);
});

test("after a lost connection everything unanswered is asked again in order", () => {
  const outbox = ask(answered(ask(ask([], "1", move, 0), "2", move, 0), { re: "1", seq: 7 }, 0), "3", move, 0);
  deepEqual(unanswered(outbox).map(a => a.id), ["2", "3"]);
});

test("a command for an item that others removed shows nothing", () => {
  const gone = reduce(room, { kind: "agenda.removed", item: "a" }, 0);
  equal(ids(expected(gone, ask([], "1", move, 0), you)), "bc");
});
