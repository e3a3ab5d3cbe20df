import { equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { wait } from "./socket";

test("the wait grows from a quarter of a second to ten seconds, with chance in half of it", () => {
  equal(wait(0, 1), 250);
  equal(wait(0, 0), 125);
  equal(wait(3, 1), 2000);
  equal(wait(50, 1), 10_000);
  for (let attempt = 0; attempt < 20; attempt++) ok(wait(attempt, 0.5) <= wait(attempt + 1, 0.5));
});
