// What people do and see in a room.
import type { Locator } from "@playwright/test";
import type { Program } from "./program";
import { expect, type Page, type Place } from "./stage";

/** Says who one is on the page of a meeting and goes into its room. */
export async function join(page: Page, { path }: Place, name: string, organisation = ""): Promise<void> {
  await page.goto(path);
  await page.getByLabel(/^(Namn|Name)$/).fill(name);
  if (organisation) await page.getByLabel("Organisation").fill(organisation);
  await page.getByRole("button", { name: /^(Gå till mötesrummet|Gå med|Go to the meeting room|Join)$/ }).click();
  await inRoom(page);
}

/** Goes straight into a room and waits until it is live. */
export async function enter(page: Page, { room }: Place): Promise<void> {
  await page.goto(room);
  await inRoom(page);
}

/** Waits until the script has taken the page over and the line is open. */
export async function inRoom(page: Page): Promise<void> {
  await expect(page.locator(".no-script")).toHaveCount(0);
  await expect(page.locator(".people .countdown")).not.toHaveText(/^0 /);
}

/** Turns to a part of the room, where only one is seen at a time. */
export async function turnTo(page: Page, part: string | RegExp): Promise<void> {
  const tab = page.getByRole("tab", { name: part });
  if (await tab.isVisible()) await tab.click();
}

/** The card that says where the meeting is. */
export const now = (page: Page) => page.locator(".now");

/** The row of an item. */
export const row = (page: Page, title: string) => page.locator(".agenda > .item").filter({ hasText: title });

/** The titles of the agenda in order. */
export async function titles(page: Page): Promise<readonly string[]> {
  return page.locator(".agenda > .item .name").evaluateAll(all => all.map(e => e.firstChild?.textContent?.trim() ?? ""));
}

/** Waits until the agenda has these titles in this order. */
export async function seesAgenda(page: Page, want: readonly string[]): Promise<void> {
  await expect.poll(() => titles(page)).toEqual(want);
}

export async function press(page: Page, name: string | RegExp): Promise<void> {
  if (name === "Starta mötet" || name === "Start the meeting") await start(page, name);
  else await page.getByRole("button", { name, exact: typeof name === "string" }).click();
}

/** Has somebody give a command without its buttons. */
export async function tell(page: Page, node: Program, { room }: Place, command: object): Promise<void> {
  const id = crypto.randomUUID().replaceAll("-", "");
  const answer = await page.request.post(`${room}/kommando`, { data: { id, ...command }, headers: { Origin: node.base } });
  expect(await answer.json(), JSON.stringify(command)).not.toHaveProperty("refused");
}

/** Starts the meeting. Whoever does so long before its time is asked once, as at most meetings of the season, and means it. */
async function start(page: Page, name: string): Promise<void> {
  const button = page.getByRole("button", { name, exact: true });
  await button.or(page.locator("summary", { hasText: name })).click();
  await expect(button).toHaveCount(0);
  const sure = page.getByRole("button", { name: /^(Ja, starta nu|Yes, start now)$/ });
  if (await sure.isVisible()) await sure.click();
}

/** Chooses something in the menu of an item. */
export async function choose(page: Page, title: string, what: string): Promise<void> {
  await page.getByRole("button", { name: `Mer om ${title}` }).click();
  await page.getByRole("menuitem", { name: what, exact: true }).click();
}

/** Adds an item with the form of the room. */
export async function add(page: Page, title: string, minutes = ""): Promise<void> {
  const form = page.getByLabel("Rubrik");
  if (!(await form.isVisible())) await press(page, "Lägg till punkt");
  await form.fill(title);
  await page.getByLabel("Minuter", { exact: true }).fill(minutes);
  await press(page, "Lägg till punkt");
}

/**
 * Puts the caret in a text of the notes and then where a key leads. When the keyboard has just
 * come to a text the editor sets the caret once more, after 20 ms; a person takes longer to
 * press a key. A timer that is set later fires later.
 */
export async function putCaret(page: Page, text: Locator, key: string): Promise<void> {
  await text.click();
  await page.evaluate(() => new Promise(done => setTimeout(done, 20)));
  await page.keyboard.press(key);
}
