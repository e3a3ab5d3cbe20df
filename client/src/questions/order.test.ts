import assert from "node:assert/strict";
import { test } from "node:test";
import type { Question } from "../wire";
import { kept } from "./calm";
import { inOrder } from "./order";

const q = (id: string, votes: number, more: Partial<Question> = {}): Question => ({ id, text: id, votes, ...more });

test("what most want to know stands first, what is answered last, and else as they were asked", () => {
  const asked = [q("a", 1), q("b", 3), q("c", 9, { settled: true }), q("d", 3), q("e", 2, { answer: "Ja" })];
  assert.deepEqual(inOrder(asked).map(one => one.id), ["b", "d", "a", "c", "e"]);
  assert.deepEqual(asked.map(one => one.id), ["a", "b", "c", "d", "e"]);
});

test("an order that is held keeps what is at hand where it is, and what is new comes last", () => {
  assert.deepEqual(kept(["a", "b", "c"], ["d", "c", "a"]), ["a", "c", "d"]);
  assert.deepEqual(kept([], ["b", "a"]), ["b", "a"]);
});
