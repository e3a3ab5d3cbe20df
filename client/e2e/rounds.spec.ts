// An item of the agenda is a round because the agenda says so, whatever it is called.
import { looksRight } from "./look";
import * as room from "./room";
import { expect, test } from "./stage";

const tick = "Laget runt: alla ombeds dela en rad";

test("whoever writes the agenda says which items are rounds, and everybody is asked for a line while one is current", async ({ organiser, browse, meeting }) => {
  const [ada, cy] = [await organiser(), await browse()];
  await room.enter(ada, meeting);
  await room.press(ada, "Lägg till punkt");
  await ada.getByLabel("Rubrik").fill("Alla får ordet");
  await ada.getByLabel(tick).check();
  await room.press(ada, "Lägg till punkt");
  await expect(room.row(ada, "Alla får ordet")).toBeVisible();
  await ada.getByRole("button", { name: "Avbryt" }).click();
  await room.press(ada, "Starta mötet");
  await room.join(cy, meeting, "Cy Lind");
  await expect(cy.locator(".poll-card")).toHaveCount(0);
  await room.press(ada, "Nästa punkt"); // of the sample: "Laget runt: vad hör vi?"
  await expect(cy.locator(".poll-card")).toContainText("Laget runt:");
  await room.choose(ada, "Erfarenheter", "Öppna nu");
  await expect(cy.locator(".poll-card")).toHaveCount(0);
  await room.choose(ada, "Alla får ordet", "Öppna nu");
  await expect(cy.locator(".poll-card")).toContainText("Laget runt:");
  await room.choose(ada, "Alla får ordet", "Ändra");
  await expect(ada.getByLabel(tick)).toBeChecked();
  await looksRight(ada, "an item that is changed");
  await ada.getByLabel(tick).uncheck();
  await room.press(ada, "Spara");
  await expect(cy.locator(".poll-card")).toHaveCount(0);
  await expect(room.now(cy)).toContainText("Alla får ordet");
});
