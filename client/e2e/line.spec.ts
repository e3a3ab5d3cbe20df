import { add, enter, now, press, row, titles } from "./room";
import type { Locator } from "@playwright/test";
import { expect, heard, test, type Page, unreachable } from "./stage";

const strip = (page: Page) => page.locator(".strip");

/** Whether an element is in the window with nothing over it. */
const inSight = (element: Locator) => element.evaluate(e => {
  const { left, right, top, bottom } = e.getBoundingClientRect();
  return e.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
});

/** Takes the network away from a page, its open sockets too. */
async function cut(page: Page): Promise<() => Promise<void>> {
  await page.context().setOffline(true);
  return () => page.context().setOffline(false);
}

test("when the line is lost the page says so after a moment, keeps what is done, and sends it when it is back", async ({ organiser, browse, meeting, forgive }) => {
  forgive(unreachable);
  const [ada, eve] = [await organiser(), await browse()];
  await Promise.all([enter(ada, meeting), enter(eve, meeting)]);
  const back = await cut(ada);
  await add(ada, "Skriven utan nät", "4");
  await expect(strip(ada)).toContainText(/Återansluter|Ingen anslutning/);
  await expect(row(ada, "Skriven utan nät")).toBeVisible();
  await expect(ada.locator(".saved")).toHaveText("Sparar …");
  await ada.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect.poll(() => inSight(strip(ada)), "the strip is in sight however far one has scrolled").toBe(true);
  await expect(row(eve, "Skriven utan nät")).toHaveCount(0);
  await back();
  await expect(strip(ada)).toContainText("Ansluten igen.");
  await expect(ada.locator(".saved")).toHaveText("Sparat");
  await expect(row(eve, "Skriven utan nät")).toHaveCount(1);
  await expect(row(ada, "Skriven utan nät")).toHaveCount(1);
  await expect(strip(ada)).toHaveCount(0);
});

test("a short break is not told of", async ({ organiser, meeting, forgive }) => {
  forgive(unreachable);
  const ada = await organiser();
  await enter(ada, meeting);
  const told = await heard(ada);
  const began = Date.now();
  const back = await cut(ada);
  await back();
  await add(ada, "Efter en kort paus");
  await expect(ada.locator(".saved")).toHaveText("Sparat");
  const short = Date.now() - began < 2_000; // on a machine that is very busy it may not be
  expect((await heard(ada)).slice(told.length).filter(said => short && /ansl/i.test(said))).toEqual([]);
});

test("a page that was hidden for a minute is right when it is seen again", async ({ organiser, browse, meeting, forgive }) => {
  forgive(unreachable);
  const [ada, eve] = [await organiser(), await browse()];
  await eve.clock.install();
  await Promise.all([enter(ada, meeting), enter(eve, meeting)]);
  const visible = (state: "hidden" | "visible") => eve.evaluate(s => {
    Object.defineProperty(document, "visibilityState", { configurable: true, value: s });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
  await visible("hidden");
  const back = await cut(eve);
  await press(ada, "Starta mötet");
  await press(ada, "Nästa punkt");
  await expect(now(ada)).toContainText("Punkt 2 av 7");
  await eve.clock.fastForward(60_000);
  await back();
  await visible("visible");
  await expect(now(eve)).toContainText("Punkt 2 av 7");
});

test("the program dies and comes back: what was saved is there, and what was not is sent", async ({ organiser, browse, meeting, node, forgive }) => {
  forgive(unreachable);
  const [ada, eve] = [await organiser(), await browse()];
  await Promise.all([enter(ada, meeting), enter(eve, meeting)]);
  await add(ada, "Sparad före");
  await expect(ada.locator(".saved")).toHaveText("Sparat");
  const before = await titles(ada);
  await node.kill();
  await add(ada, "Skriven medan servern låg nere");
  await expect(ada.locator(".saved")).toHaveText("Sparar …");
  await expect(strip(ada)).toContainText(/Återansluter|Ingen anslutning/);
  await expect(now(eve)).toContainText("Mötet har inte börjat");
  expect(await node.run("--sample")).toBe(true);
  await expect(ada.locator(".saved")).toHaveText("Sparat");
  await expect(row(eve, "Skriven medan servern låg nere")).toHaveCount(1);
  expect(await titles(ada)).toEqual([...before, "Skriven medan servern låg nere"]);
  expect(await titles(eve)).toEqual(await titles(ada));
});

test("leaving with something unsaved asks first, and only then", async ({ organiser, meeting, forgive }) => {
  forgive(unreachable);
  const ada = await organiser();
  await enter(ada, meeting);
  const asked: string[] = [];
  ada.on("dialog", dialog => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  const back = await cut(ada);
  await add(ada, "Osparad");
  await ada.evaluate(() => location.assign("/om"));
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await back();
  await expect(ada.locator(".saved")).toHaveText("Sparat");
  await ada.getByRole("link", { name: "Kalender", exact: true }).click();
  await expect(ada).toHaveURL(/kalender$/);
  expect(asked).toHaveLength(1);
});

test("where sockets are blocked the page says so, keeps up, and commands still work", async ({ organiser, browse, meeting }) => {
  const blocked = () => {
    class Shut extends EventTarget {
      onclose: ((e: CloseEvent) => void) | null = null;
      constructor() {
        super();
        queueMicrotask(() => this.onclose?.(new CloseEvent("close", { code: 1006 })));
      }
      close(): void {}
      send(): void {}
    }
    Object.assign(globalThis, { WebSocket: Shut });
  };
  const [ada, eve] = [await organiser(), await browse()];
  for (const page of [ada, eve]) {
    await page.clock.install();
    await page.addInitScript(blocked);
    await page.goto(meeting.room);
    await expect(strip(page)).toContainText("var tionde sekund");
  }
  await add(ada, "Utan direktförbindelse", "3");
  await expect(ada.locator(".saved")).toHaveText("Sparat");
  await press(ada, "Starta mötet");
  await expect(now(ada)).toContainText("Punkt 1 av 8");
  await eve.clock.fastForward(10_000);
  await expect(now(eve)).toContainText("Punkt 1 av 8");
  await expect(row(eve, "Utan direktförbindelse")).toHaveCount(1);
});
