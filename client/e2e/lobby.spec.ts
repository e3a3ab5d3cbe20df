// Those who come wait in the lobby until an organiser lets them in.
import { looksRight } from "./look";
import * as room from "./room";
import { expect, test, type Page, type Place } from "./stage";

const shut = /403|WebSocket/; // what a browser reports of a door that is shut
const waits = "Mötesledaren släpper in dig strax.";

/** Says who one is, and comes to the lobby. */
async function knock(page: Page, { path }: Place, name: string): Promise<void> {
  await page.goto(path);
  await page.getByLabel("Namn", { exact: true }).fill(name);
  await page.getByRole("button", { name: /^(Gå till mötesrummet|Gå med)$/ }).click();
  await expect(page.locator("main")).toContainText(waits);
}

test("newcomers wait, and are let in or not, while those who are in stay", async ({ organiser, browse, meeting, forgive }) => {
  forgive(shut);
  const [ada, cy, dee, eli] = [await organiser(), await browse(), await browse({ viewport: { width: 1280, height: 800 } }), await browse()];
  await room.enter(ada, meeting);
  await room.join(cy, meeting, "Cy Lind");
  await room.turnTo(ada, "Folk");
  await ada.getByLabel("Nya väntar tills de släpps in").check();
  await expect(cy.locator(".order")).toContainText("Nya deltagare väntar");

  await knock(dee, meeting, "Dee Ros");
  await expect(dee.locator("main")).not.toContainText("Cy Lind");
  await expect(dee.getByRole("heading", { name: "Dagordning" })).toHaveCount(0);
  await looksRight(dee, "the lobby");
  await knock(eli, meeting, "Eli Fors");
  await expect(ada.locator(".lobby")).toContainText("Eli Fors");
  await looksRight(ada, "two who wait");
  await room.press(ada, "Släpp in: Dee Ros");
  await room.inRoom(dee);
  await room.press(ada, "Släpp inte in: Eli Fors");
  await expect(eli.locator("main")).toContainText("Mötesledaren har avslutat din medverkan i det här mötet.");
  await cy.reload();
  await room.inRoom(cy);
});
test("everybody is let in at once, and those who come when the lobby is gone go straight in", async ({ organiser, browse, meeting, forgive }) => {
  forgive(shut);
  const [ada, dee, eli, fay] = [await organiser(), await browse(), await browse(), await browse()];
  await room.enter(ada, meeting);
  await room.turnTo(ada, "Folk");
  await ada.getByLabel("Nya väntar tills de släpps in").check();
  await knock(dee, meeting, "Dee Ros");
  await knock(eli, meeting, "Eli Fors");
  await room.press(ada, "Släpp in alla");
  await room.inRoom(dee);
  await room.inRoom(eli);
  await knock(fay, meeting, "Fay Ny");
  await ada.getByLabel("Nya väntar tills de släpps in").uncheck();
  await room.inRoom(fay);
});

test("without scripts one waits, and an organiser lets one in", async ({ organiser, browse, meeting }) => {
  const plain = { javaScriptEnabled: false };
  const [ada, dee] = [await organiser("Ada Ek", plain), await browse(plain)];
  await ada.goto(meeting.room);
  await ada.getByLabel("Nya väntar tills de släpps in").check();
  await ada.getByRole("button", { name: "Ändra", exact: true }).click();
  await knock(dee, meeting, "Dee Ros");
  await ada.goto(meeting.room);
  await expect(ada.locator("#slapp-who")).toContainText("Dee Ros");
  await ada.getByRole("button", { name: "Släpp in", exact: true }).click();
  await dee.getByRole("link", { name: "Se om du är insläppt" }).click();
  await expect(dee.getByRole("heading", { name: "Dagordning" })).toBeVisible();
});

test("in English, whoever waits is told so", async ({ organiser, browse, meeting }) => {
  const [ada, dee] = [await organiser(), await browse()];
  await room.enter(ada, { ...meeting, room: `/en${meeting.room}` });
  const people = ada.getByRole("tab", { name: "People" });
  if (await people.isVisible()) await people.click();
  await ada.getByLabel("Newcomers wait to be let in").check();
  await dee.goto(`/en${meeting.path}`);
  await dee.getByLabel("Name", { exact: true }).fill("Dee Ros");
  await dee.getByRole("button", { name: /^(Go to the meeting room|Join)$/ }).click();
  await expect(dee.locator("main")).toContainText("The chair will let you in shortly.");
  await room.press(ada, "Let in: Dee Ros");
  await room.inRoom(dee);
});
