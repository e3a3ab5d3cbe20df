import { equal } from "node:assert/strict";
import { test } from "node:test";
import type { Words } from "../words";
import { starts } from "./now";

const words = {
  startsNow: "strax", startsInOne: "om 1 minut", startsInOther: "om {n} minuter", startsHoursOne: "om 1 timme",
  startsHoursOther: "om {n} timmar", startsToday: "i dag", startsDaysOne: "i morgon", startsDaysOther: "om {n} dagar",
} as Words;
const start = Date.UTC(2027, 0, 14, 11);
const told = (minutes: number) => starts(start - minutes * 60_000, { start, zone: "Europe/Stockholm" }, words);

test("how far off the start is, is told as on the other pages", () => {
  const expected: readonly [number, string][] = [
    [0, "strax"], [1, "om 1 minut"], [59, "om 59 minuter"], [60, "om 1 timme"], [150, "om 3 timmar"],
    [400, "i dag"], [12 * 60 + 1, "i morgon"], [48 * 60, "om 2 dagar"],
  ];
  for (const [minutes, text] of expected) equal(told(minutes), text, `${minutes} minutes before`);
});
