import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import duties from "../../../meetings/testdata/duties.json";
import type { Command } from "../wire";
import { every } from "./choices";
import { covers } from "./covers";

const commands = duties.all as readonly Command["do"][];

test("the browser shows the tools of a duty by the same list as the server's", () => {
  for (const duty of every) {
    deepEqual([duty, ...commands.filter(command => covers([duty], command)).sort()], [duty, ...[...duties[duty]].sort()]);
  }
  deepEqual(commands.filter(command => covers([], command)), []);
});

test("once a meeting has ended its chairs say what becomes of the rest, and that is all", () => {
  deepEqual(commands.filter(command => covers(["motesledare"], command, 1)).sort(), ["agenda.carry", "agenda.settle"]);
  deepEqual(commands.filter(command => covers(["sekreterare", "moderator"], command, 1)), []);
});
