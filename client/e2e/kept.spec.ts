// What is shared and asked without a network, when the tab is closed before it is back.
import * as room from "./room";
import { expect, test, unreachable, type Page } from "./stage";

const said = (page: Page) => page.locator(".signal, .question").filter({ hasText: "utan nät" });

test("a signal and a question written without a network are sent when the room is opened again, once, though the tab was closed", async ({ organiser, browse, meeting, forgive }) => {
  forgive(unreachable);
  const [cy, ada] = [await browse(), await organiser()];
  await room.join(cy, meeting, "Cy Lind");
  await room.enter(ada, meeting);
  await room.press(ada, "Starta mötet"); // so that questions are open
  await room.turnTo(ada, "Inspel");
  await expect(room.now(cy)).toContainText("Punkt 1 av 7");
  await room.turnTo(cy, "Inspel");
  await expect(cy.getByLabel("Din rad")).toBeVisible();
  await expect(cy.getByRole("button", { name: "Ställ en fråga" })).toBeVisible();
  await cy.context().setOffline(true);
  await cy.getByLabel("Din rad").fill("Ett behov utan nät");
  await room.press(cy, "Dela");
  await room.press(cy, "Ställ en fråga");
  await cy.getByLabel("Din fråga").fill("En fråga utan nät?");
  await room.press(cy, "Ställ en fråga");
  await expect(cy.locator(".strip")).toContainText("2 ändringar väntar", { timeout: 30_000 });
  await cy.close();

  const context = cy.context();
  await context.setOffline(false);
  const back = await context.newPage();
  await room.enter(back, meeting);
  await expect(said(ada)).toHaveCount(2);
  await room.turnTo(back, "Inspel");
  await expect(said(back)).toHaveCount(2);
  await expect.poll(() => back.evaluate(() => Object.keys(localStorage).filter(key => key.startsWith("unsent:")))).toEqual([]);
  await back.reload();
  await room.inRoom(back);
  await expect(said(back)).toHaveCount(2);
  await back.getByRole("button", { name: "Mer om Ett behov utan nät" }).click(); // it is theirs
  await expect(back.getByRole("menuitem", { name: "Ta tillbaka" })).toBeVisible();
});
