import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import vectors from "../../../meetings/testdata/room_vectors.json";
import type { Room, RoomEvent } from "../wire";
import { room } from "./sample";
import { following, left, minutes, reduce, unfinished } from "./state";

type Vector = { readonly name: string; readonly room: Room; readonly event: RoomEvent; readonly at: number; readonly after: Room };

/** Go leaves out what is empty; here it may be written out. Both mean the same. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.length ? value.map(bare) : undefined;
  if (typeof value !== "object" || value === null) return value || undefined;
  const entries = Object.entries(value).map(([k, v]) => [k, bare(v)] as const).filter(([, v]) => v !== undefined);
  return entries.length ? Object.fromEntries(entries) : undefined;
}

ok(vectors.length > 0);
for (const v of vectors as unknown as readonly Vector[]) {
  test(`as in Go: ${v.name}`, () => {
    const before = JSON.stringify(v.room);
    deepEqual(bare(reduce(v.room, v.event, v.at)), bare(v.after));
    equal(JSON.stringify(v.room), before, "the room it was given is left as it was");
  });
}

test("an event of a kind from a newer server changes nothing in the agenda", () => {
  const event = { kind: "agenda.sung" } as unknown as RoomEvent;
  deepEqual(bare(reduce(room, event, 5)), bare({ ...room, meeting: { ...room.meeting, touched: true } }));
});

test("an item's time counts what was used before it was opened again", () => {
  equal(left({ id: "a", title: "A", minutes: 10, spent: 60_000, opened: 1_000 }, 121_000), 7 * 60_000);
});

test("an item moved to next time is not counted in the sum", () => {
  equal(minutes({ items: [{ id: "a", title: "A", minutes: 5 }, { id: "b", title: "B", minutes: 7, state: "carried" }] }), 5);
});

test("what follows is the first to come after the current item", () => {
  const items = [{ id: "a", title: "A" }, { id: "b", title: "B", state: "parked" as const }, { id: "c", title: "C" }];
  equal(following({ items, current: "a" })?.id, "c");
  equal(following({ items, current: "c" }), undefined);
});

test("unfinished are the items besides the current one that are neither done nor moved to next time", () => {
  const [a, b, c] = ["a", "b", "c"].map(id => ({ id, title: id }));
  const done = { id: "d", title: "D", state: "done" as const };
  const carried = { id: "e", title: "E", state: "carried" as const };
  const parked = { id: "f", title: "F", state: "parked" as const };
  equal(unfinished({ items: [a!, b!, c!, done, carried, parked], current: "a" }).length, 3);
  equal(unfinished({ items: [] }).length, 0);
});
