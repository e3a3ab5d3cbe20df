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
