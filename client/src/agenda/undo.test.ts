import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import type { Command } from "../wire";
import { room } from "./sample";
import { undoing } from "./undo";

const move: Command = { do: "agenda.move", item: "a", to: 2 };

test("a change is taken back to what was before it", () => {
  deepEqual(undoing(room, move, "new"), { do: "agenda.move", item: "a", to: 0 });
  deepEqual(undoing(room, { do: "agenda.extend", item: "a", minutes: 5 }, "new"), { do: "agenda.extend", item: "a", minutes: -5 });
  deepEqual(undoing(room, { do: "agenda.remove", item: "b" }, "new"), { do: "agenda.add", title: "Laget runt", minutes: 20, presenter: undefined, round: undefined, to: 1 });
  deepEqual(undoing(room, { do: "agenda.next", from: "a" }, "new"), { do: "agenda.open", item: "a" });
  equal(undoing(room, { do: "agenda.end" }, "new"), undefined);
});
