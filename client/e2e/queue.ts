// What people do and see at the speaker list of a room, and among its participants.
import * as room from "./room";
import { expect, type Page, type Place } from "./stage";

const list = (page: Page) => page.locator(".turns > .turn .name");
/** The card of whoever has the floor. */
export const speaker = (page: Page) => page.locator(".speaker");
/** The button for one's own place. */
export const mine = (page: Page) => page.locator(".own .button.big").last();

/** The names on the list in order. */
async function waiting(page: Page): Promise<readonly string[]> {
  return list(page).evaluateAll(all => all.map(e => [...e.childNodes].filter(n => n instanceof Text).map(n => n.data).join("").replace(/\s+/g, " ").trim()));
}

/** Turns to a part of the room, where it shows one at a time. */
async function tab(page: Page, name: RegExp): Promise<void> {
  await expect(page.locator(".no-script")).toHaveCount(0);
  const it = page.getByRole("tab", { name });
  if (await it.isVisible()) await it.click();
}

/** Turns to the speaker list. */
export const toQueue = (page: Page) => tab(page, /^(Tala|Din tur|Speak|Your turn)/);
/** Turns to those who are here. */
export const toPeople = (page: Page) => tab(page, /^Folk/);

/** Goes into a room, to its speaker list. */
export async function enter(page: Page, meeting: Place): Promise<void> {
  await room.enter(page, meeting);
  await toQueue(page);
}

/** Says who one is and goes into a room, to its speaker list. */
export async function join(page: Page, meeting: Place, name: string, organisation = ""): Promise<void> {
  await room.join(page, meeting, name, organisation);
  await toQueue(page);
}

/** Presses a button that does not rest: one that has just got another text does, so that a double tap is one. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  if (name === "Starta mötet") return room.press(page, name);
  const button = page.getByRole("button", { name, exact: typeof name === "string" });
  await expect(button.and(page.locator(":not([data-rests])"))).toBeVisible();
  await button.click();
}

/** Takes back what was done last; the notes have a button of that name too. */
export async function undo(page: Page): Promise<void> {
  await page.locator(".toast").getByRole("button", { name: "Ångra" }).click();
}

/** Waits until these wait for the floor, in this order. */
export async function seesWaiting(page: Page, want: readonly string[]): Promise<void> {
  await expect.poll(() => waiting(page)).toEqual(want);
}

/** Chooses something in the menu of somebody on the list. */
export async function choose(page: Page, who: string, what: string): Promise<void> {
  await page.getByRole("button", { name: `Mer om ${who}` }).click();
  await page.getByRole("menuitem", { name: what, exact: true }).click();
}
