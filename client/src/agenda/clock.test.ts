import { equal } from "node:assert/strict";
import { test } from "node:test";
import type { Words } from "../words";
import { aloud, clock } from "./clock";

const words = {
  minutesLeftOne: "1 minut kvar", minutesLeftOther: "{n} minuter kvar", secondsLeft: "{n} s kvar", overNow: "Tiden är ute", over: "+{n} min",
} as Words;
const item = { id: "a", title: "A", minutes: 10, opened: 1 };
const at = (seconds: number) => 1 + seconds * 1000;
const told = (seconds: number) => clock(item, at(seconds), words)?.text;

test("the clock tells minutes until the last one, then seconds, then how far over", () => {
  equal(told(-1), "10 minuter kvar"); // opened after the clock of the page last ticked
  equal(told(0), "10 minuter kvar");
  equal(told(1), "10 minuter kvar");
  equal(told(8 * 60), "2 minuter kvar");
  equal(told(9 * 60), "60 s kvar");
  equal(told(599), "1 s kvar");
  equal(told(601), "Tiden är ute");
  equal(told(12 * 60 + 5), "+2 min");
});

test("an item without planned minutes has no clock", () => {
  equal(clock({ id: "a", title: "A", opened: 1 }, 5, words), undefined);
});

test("it is said aloud once at five minutes, one minute and nought", () => {
  const said: string[] = [];
  for (let s = 1; s <= 700; s++) said.push(aloud(item, at(s - 1), at(s), words));
  equal(said.filter(Boolean).join(", "), "5 minuter kvar, 1 minut kvar, Tiden är ute");
});

test("it is said also when the page slept over the moment", () => {
  equal(aloud(item, at(0), at(9 * 60 + 30), words), "1 minut kvar");
});
