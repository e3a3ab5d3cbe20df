import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import type { Asked } from "../agenda/outbox";
import type { Command } from "../wire";
import { Shelf } from "./kept";

const need: Command = { do: "signal.add", kind: "behov", text: "Någon att ringa" };
const asks: Command = { do: "question.ask", text: "När börjar det?" };
const åsa = { id: "åsa", name: "Åsa Öberg" };
const asked = (id: string, command: Command, at = 0): Asked => ({ id, command, at });

/** A browser's storage, as one profile has it. */
function storage(): Storage {
  const all = new Map<string, string>();
  return {
    get length() { return all.size; }, key: n => [...all.keys()][n] ?? null, clear: () => all.clear(),
    getItem: k => all.get(k) ?? null, setItem: (k, v) => void all.set(k, v), removeItem: k => void all.delete(k),
  };
}

const ids = (all: readonly Asked[]) => all.map(a => a.id);

test("a page that is opened again finds what was not answered, under the same identities, until it is", () => {
  const device = storage();
  new Shelf(() => device, "m").keep([asked("1", need), asked("2", asks)], åsa, 0);
  const again = new Shelf(() => device, "m");
  deepEqual(again.left("åsa", 1).map(({ id, command }) => ({ id, command })), [{ id: "1", command: need }, { id: "2", command: asks }]);
  again.keep(again.left("åsa", 1), åsa, 1);
  again.keep([asked("2", asks)], åsa, 2); // the first was answered
  deepEqual(ids(new Shelf(() => device, "m").left("åsa", 3)), ["2"]);
  again.keep([], åsa, 4);
  equal(device.length, 0);
});

test("what is about this minute is not kept, and nobody sends what another wrote or what belongs to another meeting", () => {
  const device = storage();
  new Shelf(() => device, "m").keep([asked("1", { do: "queue.ask" }), asked("2", { do: "agenda.next", from: "a" }), asked("3", need)], åsa, 0);
  deepEqual(ids(new Shelf(() => device, "m").left("åsa", 1)), ["3"]);
  deepEqual(new Shelf(() => device, "m").left("bo", 1), []);
  deepEqual(new Shelf(() => device, "n").left("åsa", 1), []);
});

test("whoever comes after is told what was written here and as whom, sends it as it was or throws it away", () => {
  const device = storage();
  const secret: Command = { do: "signal.add", kind: "behov", text: "Utan namn", nameless: true };
  new Shelf(() => device, "m").keep([asked("1", need), asked("2", secret), asked("3", asks)], åsa, 0);
  const page = new Shelf(() => device, "m");
  deepEqual(page.others("bo", 1).map(k => [k.id, k.name]), [["1", "Åsa Öberg"], ["2", ""], ["3", "Åsa Öberg"]]);
  deepEqual(page.others("åsa", 1), []);
  page.forget(page.others("bo", 1).slice(0, 1));
  page.keep([asked("2", secret)], { id: "bo", name: "Bo Alm" }, 2); // sends it as his own
  deepEqual(ids(page.others("bo", 3)), ["3"]);
  deepEqual(ids(page.left("bo", 3)), ["2"]);
  page.keep([], { id: "bo", name: "Bo Alm" }, 4);
  deepEqual(ids(new Shelf(() => device, "m").others("cy", 5)), ["3"]);
});

test("two pages of one person keep each their own", () => {
  const device = storage();
  const [one, two] = [new Shelf(() => device, "m"), new Shelf(() => device, "m")];
  one.keep([asked("1", need)], åsa, 0);
  two.keep([asked("2", asks)], åsa, 0);
  one.keep([], åsa, 1);
  deepEqual(ids(new Shelf(() => device, "m").left("åsa", 1)), ["2"]);
});

test("what was too much just now stays for another time, and a month and fifty are the most", () => {
  const device = storage();
  const page = new Shelf(() => device, "m");
  page.keep([asked("1", need)], åsa, 0);
  page.stays("1");
  page.keep([], åsa, 1);
  deepEqual(ids(page.left("åsa", 2)), ["1"]);
  deepEqual(page.left("åsa", 31 * 24 * 60 * 60 * 1000), []);
  page.keep(Array.from({ length: 60 }, (_, i) => asked(`n${i}`, need)), åsa, 2);
  equal(page.left("åsa", 3).length, 50);
});

test("a browser that lets a page keep nothing loses nothing but that", () => {
  const page = new Shelf(() => { throw new Error("no"); }, "m");
  page.keep([asked("1", need)], åsa, 0);
  deepEqual(page.left("åsa", 1), []);
});
