import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { batch, computed, effect, signal } from "./watch";

test("whoever has read a value is told when it changes, and only then", () => {
  const [name, age] = [signal("Ada"), signal(1)];
  const seen: string[] = [];
  const end = effect(() => void seen.push(name.value));
  age.value = 2;
  name.value = "Ada";
  name.value = "Bo";
  batch(() => { name.value = "Cy"; name.value = "Dee"; });
  end();
  name.value = "Eva";
  deepEqual(seen, ["Ada", "Bo", "Dee"]);
});

test("what follows from others is computed when it is read, once for each change of what it read", () => {
  const [first, second, which] = [signal(1), signal(10), signal(true)];
  let times = 0;
  const chosen = computed(() => { times++; return which.value ? first.value : second.value; });
  equal(times, 0);
  deepEqual([chosen.value, chosen.value, times], [1, 1, 1]);
  second.value = 20;
  deepEqual([chosen.value, times], [1, 1]);
  which.value = false;
  deepEqual([chosen.value, times], [20, 2]);
});

test("nobody is told of a change that leads to the same", () => {
  const n = signal(2);
  const even = computed(() => n.value % 2 === 0);
  const word = computed(() => (even.value ? "even" : "odd"));
  const seen: string[] = [];
  effect(() => void seen.push(word.value));
  n.value = 4;
  n.value = 5;
  n.value = 7;
  deepEqual(seen, ["even", "odd"]);
});

test("an effect may change what others read, and everything is told before the change is over", () => {
  const [asked, answered, seen] = [signal(0), signal(0), [] as string[]];
  effect(() => void seen.push(`${asked.value} ${answered.value}`));
  effect(() => { answered.value = asked.value; });
  asked.value = 1;
  equal(seen.at(-1), "1 1");
});

test("what goes wrong while something is read leaves nothing behind", () => {
  const bad = computed(() => { throw new Error("no"); });
  const seen: number[] = [];
  const n = signal(1);
  try { void bad.value; } catch { /* as it should */ }
  effect(() => void seen.push(n.value));
  n.value = 2;
  deepEqual(seen, [1, 2]);
});
