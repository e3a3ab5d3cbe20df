// Keyboards of phones, and those who write Chinese or Japanese anywhere, compose: the
// letters stand in the text before they are settled. Others write all the while.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { CDPSession } from "@playwright/test";
import { enter, join, now, press, putCaret, turnTo } from "./room";
import { expect, test as plain, type Page } from "./stage";
import { trials, type Plan, type Trials } from "./trials";

/** words: how many are composed while somebody else writes. */
const test = plain.extend<{ readonly words: number }>({ words: [100, { option: true }] });

type Manifest = { readonly sources: Readonly<Record<string, string>> };
const manifest = JSON.parse(readFileSync(resolve(import.meta.dirname, "../dist/manifest.json"), "utf8")) as Manifest;

/** Composes in what has the keyboard, as a phone does it: every step stands there in place of the one before. */
async function compose(device: CDPSession, { steps, settled, pauses }: Plan): Promise<void> {
  for (const [i, text] of steps.entries()) {
    await device.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await pause(pauses[i] ?? 0);
  }
  if (settled !== undefined) await device.send("Input.insertText", { text: settled });
}

async function pause(ms: number): Promise<void> {
  await new Promise(done => { setTimeout(done, ms); });
}

test("words are composed while somebody else writes all over the text, and every letter is there once", async ({ browse, meeting, words }) => {
  test.setTimeout(60_000 + words * 3_000);
  const cy = await browse();
  await enter(cy, meeting); // for its stylesheet
  const part = (source: string) => `/static/${manifest.sources[source]}`;
  await cy.evaluate(trials, { path: part("notes.ts"), more: part("more.ts"), seed: 20261122 });
  const device = await cy.context().newCDPSession(cy);
  for (let n = 0; n < words; n++) {
    const plan = await cy.evaluate(() => (globalThis as unknown as Trials).trials.begin());
    await compose(device, plan);
    const fault = await cy.evaluate(() => (globalThis as unknown as Trials).trials.end());
    expect(fault, `word ${n}`).toBe("");
  }
});

test("two phones compose in the same paragraph at once, and each takes back only its own words", async ({ organiser, browse, meeting }) => {
  const [ada, bo] = [await organiser(), await browse()];
  await Promise.all([enter(ada, meeting), join(bo, meeting, "Bo Alm")]);
  await press(ada, "Starta mötet");
  await expect(now(bo)).toContainText("Punkt 1 av 7");
  const text = (page: Page) => page.getByRole("textbox", { name: /^Anteckningar till punkt 1, / });
  for (const page of [ada, bo]) await turnTo(page, "Anteckna");
  await text(ada).click();
  await ada.keyboard.type("Början. ");
  await expect(text(bo)).toContainText("Början.");
  await putCaret(bo, text(bo), "End");
  await ada.keyboard.press("Home"); // two who write at one and the same place write into each other's words
  const write = async (page: Page, who: string) => {
    const device = await page.context().newCDPSession(page);
    for (let n = 0; n < 10; n++) {
      const settled = `komponerat${who}${n} `; // the keyboard corrects what it was given
      await compose(device, { steps: ["komp", "kompon", "komponrat"], pauses: [40, 40, 40], settled });
      await expect(text(page)).toContainText(settled.trim());
    }
  };
  await Promise.all([write(ada, "A"), write(bo, "B")]);
  const words = async (page: Page) => [...(await text(page).innerText()).matchAll(/kompon[a-zA-Z]*\d?/g)].map(w => w[0]).sort();
  const all = ["A", "B"].flatMap(who => Array.from({ length: 10 }, (_, n) => `komponerat${who}${n}`));
  for (const page of [ada, bo]) await expect.poll(() => words(page)).toEqual(all);
  await expect(async () => {
    await ada.keyboard.press("ControlOrMeta+z");
    await expect(text(ada)).not.toContainText("komponeratA", { timeout: 500 });
  }).toPass();
  for (const page of [ada, bo]) await expect.poll(() => words(page)).toEqual(all.slice(10));
});
