import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import type { Room } from "../wire";
import type { AllWords } from "../words";
import { overrun, reminders, untilEnd } from "./keeper";

const minute = 60_000;
const room = {
  meeting: { start: 0, minutes: 45 },
  agenda: { started: 1, current: "a", items: [{ id: "a", title: "A", minutes: 10, opened: 1 }, { id: "b", title: "B", minutes: 30 }, { id: "c", title: "C", minutes: 5, state: "parked" }] },
} as unknown as Room;
const over = (minutes: number) => Math.round(overrun(room, minutes * minute + 1) / minute);

test("what is left goes over when it takes longer than the meeting has", () => {
  deepEqual([0, 9, 15, 16, 20, 50].map(over), [0, 0, 0, 1, 5, 35]);
  equal(overrun({ ...room, agenda: { ...room.agenda, ended: 2 } }, 50 * minute), 0);
  equal(untilEnd(room, 50 * minute), -5 * minute);
});

test("before people leave they are asked for what nobody has said, or told how much of it waits", () => {
  const words = { askMaterial: "material?", askNeeds: "behov?", askPromises: "åtaganden?", openNeedsOne: "1 behov", openPromisesOther: "{n} åtaganden", nextDate: "{when}.", noNextDate: "inget datum" } as AllWords;
  deepEqual(reminders({}, words, ""), ["material?", "behov?", "åtaganden?", "inget datum"]);
  const signals = [{ kind: "behov" }, { kind: "behov", state: "kept" }, { kind: "atagande" }, { kind: "atagande" }, { kind: "risk" }] as unknown as NonNullable<Room["signals"]>;
  deepEqual(reminders({ signals }, words, "torsdag"), ["material?", "1 behov", "2 åtaganden", "torsdag."]);
});
