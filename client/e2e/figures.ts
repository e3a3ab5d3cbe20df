// Measures what people feel of the shared notes, in real browsers, and prints a table
// and a line of JSON. What the machine itself is able to stands beside it.
import { test as plain } from "@playwright/test";
import { Pillars } from "./pillars";
import { build, Program } from "./program";
import { enter, turnTo } from "./room";
import { expect, test, type Page } from "./stage";

type Figure = { readonly what: string; readonly p50: number; readonly p99: number; readonly n: number };

const text = (page: Page) => page.getByRole("textbox", { name: "Anteckningar till hela mötet" });

/** Prints milliseconds. */
function tell(all: Readonly<Record<string, readonly number[]>>): void {
  const figures = Object.entries(all).map(([what, times]): Figure => {
    const sorted = [...times].sort((a, b) => a - b);
    const at = (share: number) => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
    return { what, p50: at(0.5), p99: at(0.99), n: sorted.length };
  });
  console.log(["", ...figures.map(({ what, p50, p99, n }) => `${what.padEnd(64)} p50 ${String(p50).padStart(6)} ms  p99 ${String(p99).padStart(6)} ms  of ${n}`)].join("\n"));
  console.log(JSON.stringify(figures));
}

/** Signs an organiser in and opens the notes of a meeting. */
async function notes(page: Page, node: Program, room: string, name: string): Promise<void> {
  await page.request.post(node.link(), { form: { name }, headers: { Origin: node.base } });
  await enter(page, { room, path: "", theme: "", next: "" });
  await turnTo(page, "Anteckna");
  await text(page).click();
}

/** Keeps when each letter was pressed, in the time of the machine. */
function pressed(): void {
  const times: number[] = [];
  Object.assign(globalThis, { times });
  document.addEventListener("keydown", e => times.push(performance.timeOrigin + e.timeStamp), { capture: true });
}

/** Keeps when each letter that somebody else writes has been drawn, in the time of the machine. */
function drawn(top: Element): void {
  const times: number[] = [];
  Object.assign(globalThis, { times });
  let seen = top.textContent?.length ?? 0;
  new MutationObserver(() => {
    requestAnimationFrame(() => setTimeout(() => {
      for (const length = top.textContent?.length ?? 0; seen < length; seen++) times.push(performance.timeOrigin + performance.now());
    }));
  }).observe(top, { subtree: true, childList: true, characterData: true });
}

const times = async (page: Page) => page.evaluate(() => (globalThis as unknown as { readonly times: readonly number[] }).times);

plain("from a key in one browser to the screen of another, over two nodes", async ({ playwright, launchOptions }) => {
  build();
  const pillars = await Pillars.start();
  const one = await Program.start("--sample", ...pillars.settings);
  const two = await Program.start(...pillars.settings);
  const browsers = await Promise.all([one, two].map(() => playwright.chromium.launch(launchOptions)));
  const pages = await Promise.all([one, two].map(async (node, i) => (await browsers[i]!.newContext({ baseURL: node.base, locale: "sv-SE" })).newPage()));
  const [ada, bo] = pages as [Page, Page];
  const room = "/moten/barn-och-unga-2027-01-12/rum";
  await notes(ada, one, room, "Ada Ek");
  await notes(bo, two, room, "Bo Alm");
  await ada.keyboard.type("Nu. ");
  await expect(text(bo)).toContainText("Nu.");
  await ada.evaluate(pressed);
  await text(bo).evaluate(drawn);
  const n = 300;
  for (let i = 0; i < n; i++) await ada.keyboard.type(String(i % 10), { delay: 60 });
  await expect.poll(async () => (await times(bo)).length).toBe(n);
  const [keys, seen] = [await times(ada), await times(bo)];
  tell({ "a key in one browser to the screen of another, over two nodes": keys.map((at, i) => (seen[i] ?? Infinity) - at) });
  await Promise.all(browsers.map(browser => browser.close()));
  for (const node of [one, two]) node.end();
  await pillars.end();
});

/** Keeps how long it takes from each key to the frame that shows it. */
function framed(): void {
  const took: number[] = [];
  Object.assign(globalThis, { times: took });
  document.addEventListener("keydown", ({ timeStamp }) => {
    requestAnimationFrame(() => setTimeout(() => took.push(performance.now() - timeStamp)));
  }, { capture: true });
}

/** Writes where the caret is, and tells how long each letter took to be shown. */
async function type(page: Page, slower: number): Promise<readonly number[]> {
  const device = await page.context().newCDPSession(page);
  await device.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.evaluate(framed);
  const n = 200;
  for (let i = 0; i < n; i++) await page.keyboard.type(String(i % 10), { delay: 60 });
  await expect.poll(async () => (await times(page)).length).toBe(n);
  await device.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  return times(page);
}

test("from a key to the frame that shows it, with a thousand paragraphs", async ({ organiser, browse, meeting, node }) => {
  const lines = (n: number) => Array.from({ length: n }, (_, i) => `Rad ${i}: vi talade om läget i länet och hur det går.`);
  const paste = (page: Page, said: readonly string[]) => text(page).evaluate((top, all) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", all.join("\n\n"));
    top.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, said);
  const [ada, bare] = [await organiser(), await browse()];
  await notes(ada, node, meeting.room, "Ada Ek");
  for (let n = 0; n < 5; n++) {
    await paste(ada, lines(200));
    await expect(ada.locator(".mark-saved")).toHaveText(/^Sparat kl/);
    await ada.keyboard.press("Enter");
  }
  expect(await text(ada).locator("> p").count()).toBeGreaterThanOrEqual(1_000);
  await bare.goto("/om");
  await bare.evaluate(all => {
    const top = document.createElement("div");
    top.contentEditable = "true";
    top.append(...all.map(line => Object.assign(document.createElement("p"), { textContent: line })));
    document.body.replaceChildren(top);
    top.focus();
    getSelection()?.selectAllChildren(top.lastElementChild!);
    getSelection()?.collapseToEnd();
  }, lines(1_000));
  const figures: Record<string, readonly number[]> = {};
  for (const slower of [1, 4]) {
    const machine = slower === 1 ? "" : `, a machine ${slower} times slower`;
    figures[`a key to its frame, 1,000 paragraphs in the notes${machine}`] = await type(ada, slower);
    figures[`the same in an element of the browser's own${machine}`] = await type(bare, slower);
  }
  tell(figures);
});
