import { equal } from "node:assert/strict";
import { test } from "node:test";
import { week, when } from "./when";

const zone = "Europe/Stockholm";

test("a meeting's time is written as in Swedish and in English", () => {
  const start = Date.UTC(2026, 10, 26, 11, 0);
  equal(when("sv", zone, start, 45), "torsdag 26 november kl. 12.00–12.45, v. 48");
  equal(when("en", zone, start, 45), "Thursday 26 November 12:00–12:45, week 48");
});

test("the clock follows summer time", () => {
  equal(when("sv", zone, Date.UTC(2027, 3, 1, 10, 0), 30), "torsdag 1 april kl. 12.00–12.30, v. 13");
});

test("the week is that of ISO 8601 over the turn of the year", () => {
  equal(week(zone, Date.UTC(2027, 0, 1, 12)), 53);
  equal(week(zone, Date.UTC(2027, 0, 3, 22)), 53);
  equal(week(zone, Date.UTC(2027, 0, 3, 23)), 1);
});
