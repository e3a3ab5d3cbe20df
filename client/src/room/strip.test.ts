import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import { strip } from "./strip";

const never = { at: 0, sent: 0, after: 0 };

test("a break shorter than two seconds is not told", () => {
  deepEqual(strip(1000, never, 2999, 1), { kind: "none" });
  deepEqual(strip(0, { at: 3000, sent: 1, after: 1999 }, 3001, 0), { kind: "none" });
});

test("after two seconds it says that it is returning, after fifteen what waits", () => {
  deepEqual(strip(1000, never, 3000, 1), { kind: "returning" });
  deepEqual(strip(1000, never, 16_000, 3), { kind: "offline", waiting: 3 });
});

test("when the line is back it says so for four seconds", () => {
  const back = { at: 20_000, sent: 3, after: 19_000 };
  deepEqual(strip(0, back, 23_999, 0), { kind: "back", sent: 3 });
  deepEqual(strip(0, back, 24_000, 0), { kind: "none" });
});
