import { equal } from "node:assert/strict";
import { test } from "node:test";
import type { Queue, Turn } from "../wire";
import { cue, standing, type Standing } from "./cue";

const turn = (who: string): Turn => ({ id: who, who, asked: 0 });

test("one's standing is that of one's own turn", () => {
  const queue: Queue = { speaker: turn("a"), waiting: [turn("b"), turn("c"), turn("a")] };
  equal(["a", "b", "c", "d", ""].map(who => standing(queue, who)).join(), "speaks,next,waits,,");
  equal(standing({ speaker: { id: "x", name: "Eli", asked: 0 } }, ""), "");
});

test("the cue comes once for each step nearer, and not to whoever asks an empty list", () => {
  const steps: readonly Standing[] = ["", "next", "", "waits", "waits", "next", "next", "speaks", "speaks", "", "waits", "speaks"];
  equal(steps.slice(1).map((to, i) => cue(steps[i] as Standing, to)).join(), ",,,,next,,speaks,,,,speaks");
});

test("whoever is moved back and comes forward again is cued again", () => {
  equal(cue("next", "waits"), "");
  equal(cue("waits", "next"), "next");
  equal(cue("speaks", "next"), "");
  equal(cue("next", "speaks"), "speaks");
});
