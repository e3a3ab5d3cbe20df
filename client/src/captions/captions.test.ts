import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { finished, merged, seen, type Caption } from "./lines";
import { Outgoing, type Answer } from "./outgoing";

const line = (n: number, rev: number, text: string): Caption => ({ line: n, rev, text });

test("a line is as it was written last, however it comes", () => {
  const lines = merged(merged([], [line(2, 1, "hej"), line(1, 3, "god dag")]), [line(2, 3, "hejsan"), line(2, 2, "hejs"), line(1, 2, "god")]);
  deepEqual(lines, [line(1, 3, "god dag"), line(2, 3, "hejsan")]);
  deepEqual(seen(merged(lines, [line(1, 4, "")])), [line(2, 3, "hejsan")]);
});

test("only the newest lines are kept", () => {
  const lines = merged([], Array.from({ length: 130 }, (_, i) => line(i + 1, 1, "x")));
  equal(lines.length, 100);
  equal(lines[0]?.line, 31);
});

test("a line is read aloud once, when the next one is begun", () => {
  const lines = [line(1, 1, "ett"), line(2, 5, "två"), line(3, 1, "")];
  deepEqual(finished(lines, 0).map(c => c.text), ["ett", "två"]);
  deepEqual(finished(lines, 2), []);
  deepEqual(finished([line(1, 1, "ett")], 0), []);
});

test("of what is written while something is on its way, the newest of each line is sent, in order", async () => {
  const sent: string[] = [];
  const answers: Answer[] = ["", undefined, "", ""];
  let done = (): void => undefined;
  const finish = new Promise<void>(go => (done = go));
  const out: Outgoing = new Outgoing(async (mark, text) => {
    await Promise.resolve();
    sent.push(`${mark} ${text}`);
    return answers[sent.length - 1];
  }, () => { if (out.empty) done(); }, () => Promise.resolve());
  out.write("a", "H");
  out.write("a", "He");
  out.write("a", "Hej");
  out.write("b", "Du");
  await finish;
  deepEqual(sent, ["a H", "a Hej", "a Hej", "b Du"]);
});

test("what was refused is not sent again", async () => {
  const sent: string[] = [];
  const told: Answer[] = [];
  await new Promise<void>(done => {
    const out = new Outgoing((_, text) => { sent.push(text); return Promise.resolve("Bara skrivtolken."); }, answer => { told.push(answer); done(); }, () => Promise.resolve());
    out.write("a", "Hej");
  });
  deepEqual([sent, told], [["Hej"], ["Bara skrivtolken."]]);
});
