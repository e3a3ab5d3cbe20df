// The room by keyboard alone: the sheet that lists its keys, and everything one does in it.
import { looksRight } from "./look";
import { speaker } from "./queue";
import * as room from "./room";
import { expect, test, type Page } from "./stage";

const wide = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false } as const;
const sheet = (page: Page) => page.getByRole("dialog");

/** Walks with Tab to what a name stands on, from where the focus is, once it is there and can be pressed. */
async function tabTo(page: Page, name: string | RegExp, key = "Tab"): Promise<void> {
  const named = page.getByRole("button", { name, exact: typeof name === "string" }).or(page.getByRole("textbox", { name })).or(page.getByRole("radio", { name }));
  await expect(named.and(page.locator(":not([data-rests])")).first()).toBeAttached();
  const wanted = page.locator(":focus").and(named);
  for (let n = 0; n < 60 && (await wanted.count()) === 0; n++) await page.keyboard.press(key);
  await expect(wanted.and(page.locator(":not([data-rests])"))).toBeFocused();
}

/** Presses a key until those of the room are here: they are fetched once one is pressed. */
async function untilKeys(page: Page, name: string): Promise<void> {
  await expect.poll(async () => {
    await page.keyboard.press("Tab");
    return page.getByRole("button", { name }).isVisible();
  }).toBe(true);
}

/** Goes to a part of the room by its figure. */
async function go(page: Page, figure: number, heading: string): Promise<void> {
  await page.keyboard.press(String(figure));
  await expect(page.getByRole("heading", { name: heading, exact: true }).first()).toBeFocused();
}

test("a meeting is run and taken part in by keyboard alone", async ({ organiser, browse, meeting }) => {
  const [ada, cy] = [await organiser("Ada Ek", wide), await browse(wide)];
  await room.enter(ada, meeting);
  await untilKeys(ada, "Kortkommandon");
  await tabTo(ada, "Starta mötet");
  await ada.keyboard.press("Enter");
  await expect(ada.getByRole("button", { name: "Ja, starta nu" })).toBeFocused();
  await ada.keyboard.press("Enter");
  await expect(room.now(ada)).toContainText("Punkt 1 av 7");

  await go(ada, 1, "Dagordning");
  await tabTo(ada, "Flytta Erfarenheter");
  await ada.keyboard.press("ArrowDown");
  await expect.poll(async () => (await room.titles(ada))[3]).toBe("Erfarenheter");
  await ada.keyboard.press("Escape");
  await expect.poll(async () => (await room.titles(ada))[2]).toBe("Erfarenheter");
  await tabTo(ada, "Mer om Erfarenheter");
  await ada.keyboard.press("Enter");
  await expect(ada.getByRole("menuitem").first()).toBeFocused();
  await ada.keyboard.press("End");
  await ada.keyboard.press("Escape");
  await expect(ada.getByRole("button", { name: "Mer om Erfarenheter" })).toBeFocused();

  await cy.goto(`/en${meeting.path}`);
  await cy.getByLabel("Name", { exact: true }).focus();
  await cy.keyboard.type("Cy Lind");
  await tabTo(cy, /^(Go to the meeting room|Join)$/);
  await cy.keyboard.press("Enter");
  await room.inRoom(cy);
  await untilKeys(cy, "Keyboard shortcuts");
  await go(cy, 3, "Speaker list");
  await tabTo(cy, "Ask for the floor");
  await cy.keyboard.press("Enter");
  await expect(cy.getByRole("button", { name: "You are next · Withdraw" })).toBeFocused();
  await go(ada, 3, "Talarlista");
  await tabTo(ada, "Nästa talare");
  await ada.keyboard.press("Enter");
  await expect(speaker(cy)).toContainText("Cy Lind");

  await go(cy, 4, "Signals");
  await tabTo(cy, /^experience$/);
  await cy.keyboard.press("ArrowRight");
  await tabTo(cy, "Your line");
  await cy.keyboard.type("Is it 1 or 2? Nobody knows"); // what is typed is text, and no key
  await cy.keyboard.press("Enter");
  await expect(cy.locator(".signal")).toContainText("Is it 1 or 2? Nobody knows");
  await expect(sheet(cy)).toHaveCount(0);

  const text = cy.getByRole("textbox", { name: "Notes on item 1, Välkomna" });
  await expect(text).toBeVisible();
  await tabTo(cy, "Share");
  await go(cy, 2, "Notes");
  await tabTo(cy, "Notes on item 1, Välkomna");
  await cy.keyboard.press("ControlOrMeta+b");
  await cy.keyboard.type("Bold?");
  await cy.keyboard.press("Escape");
  await expect(cy.locator(".tools-of-notes :focus")).toHaveCount(1);
  await cy.keyboard.press("Escape");
  await expect(text).toBeFocused();
  await expect(ada.locator(".panel-notes strong").filter({ hasText: "Bold?" })).toBeVisible();
});

test("the question mark lists the keys, and whoever does not want keys of one sign turns them off", async ({ browse, meeting }) => {
  const cy = await browse(wide);
  await room.join(cy, meeting, "Cy Lind");
  const button = cy.getByRole("button", { name: "Kortkommandon" });
  await untilKeys(cy, "Kortkommandon");
  const ask = cy.getByRole("button", { name: "Dela", exact: true });
  await ask.focus();
  await cy.keyboard.press("?");
  await expect(sheet(cy)).toContainText("Visa de här kortkommandona");
  await expect(sheet(cy)).toContainText("Ctrl+B");
  await expect(sheet(cy)).not.toContainText("Handtaget på en rad");
  await looksRight(cy, "the keys of the room");
  await cy.setViewportSize(wide.viewport);
  await cy.keyboard.press("Escape");
  await expect(sheet(cy)).toHaveCount(0);
  await expect(ask).toBeFocused();

  await button.press("Enter");
  await cy.getByLabel("Använd tangenterna ? och 1–5").uncheck();
  await expect(sheet(cy)).toContainText("(avstängd)");
  await sheet(cy).getByRole("button", { name: "Stäng" }).press("Enter");
  await expect(button).toBeFocused();
  for (const key of ["?", "3"]) await cy.keyboard.press(key);
  await expect(button).toBeFocused();
  await expect(sheet(cy)).toHaveCount(0);
  await cy.goto(`/en${meeting.room}`);
  await room.inRoom(cy);
  await untilKeys(cy, "Keyboard shortcuts");
  await cy.getByRole("button", { name: "Keyboard shortcuts" }).press("Enter");
  await expect(cy.getByLabel("Use the keys ? and 1–5")).not.toBeChecked();
  await cy.getByLabel("Use the keys ? and 1–5").check();
  await cy.keyboard.press("Escape");
  await cy.keyboard.press("?");
  await expect(sheet(cy)).toContainText("Show these keyboard shortcuts");
});
