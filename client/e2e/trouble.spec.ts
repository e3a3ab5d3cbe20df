// What organisers do about one who disturbs, short of removing them and beyond it.
import { looksRight } from "./look";
import * as room from "./room";
import { expect, test, type Page } from "./stage";

const shut = /403|422|WebSocket/; // what a browser reports of a door that is shut
const toPeople = (page: Page) => room.turnTo(page, "Folk");

/** Chooses something in the menu of a participant. */
async function choose(page: Page, name: string, what: string): Promise<void> {
  await toPeople(page);
  await page.getByRole("button", { name: `Mer om ${name}` }).click();
  await page.getByRole("menuitem", { name: what }).click();
}

test("one who disturbs is paused, their name is hidden, and both are taken back", async ({ organiser, browse, meeting }) => {
  const [ada, cy, troll] = [await organiser(), await browse(), await browse()];
  await room.enter(ada, meeting);
  await room.press(ada, "Starta mötet");
  await room.join(cy, meeting, "Cy Lind");
  await room.join(troll, meeting, "Fula Ord", "Skräp AB");
  await expect(cy.locator(".people")).toContainText("Fula Ord");

  await choose(ada, "Fula Ord", "Dölj namnet");
  for (const page of [cy, ada, troll]) await expect(page.locator(".people ul").first()).not.toContainText("Fula Ord");
  await expect(cy.locator(".people")).toContainText("Dolt namn");
  await expect(cy.locator(".people")).not.toContainText("Skräp AB");
  await cy.reload();
  await room.inRoom(cy);
  await expect(cy.locator("body")).not.toContainText("Fula Ord");

  await choose(ada, "Dolt namn", "Pausa ord och inlägg");
  const tab = troll.getByRole("tab", { name: /^Tala/ });
  if (await tab.isVisible()) await tab.click();
  await troll.getByRole("button", { name: "Begär ordet" }).and(troll.locator(":not([data-rests])")).click();
  await expect(troll.locator(".toast")).toContainText("Mötesledaren har pausat ditt ord och dina inlägg.");

  await choose(ada, "Dolt namn", "Visa namnet");
  await expect(cy.locator(".people")).toContainText("Fula Ord");
  await choose(ada, "Fula Ord", "Låt skriva igen");
  await expect(ada.locator(".toast")).toContainText("kan skriva igen");
  await looksRight(ada, "the people, and what is done about them");
});

test("nobody comes in under the name of an organiser", async ({ organiser, browse, meeting, forgive }) => {
  forgive(shut);
  const [ada, eve] = [await organiser("Ada Ek"), await browse()];
  await room.enter(ada, meeting);
  await eve.goto(meeting.path);
  await eve.getByLabel("Namn", { exact: true }).fill("ADA  Ek");
  await eve.getByRole("button", { name: /^(Gå till mötesrummet|Gå med)$/ }).click();
  await expect(eve.locator("main")).toContainText("En av dem som leder mötet heter så.");
  await looksRight(eve, "a name that is an organiser's");
  await eve.getByLabel("Namn", { exact: true }).fill("Eve Ek");
  await eve.getByRole("button", { name: /^(Gå till mötesrummet|Gå med|Spara och gå till rummet)$/ }).click();
  await room.inRoom(eve);
});

test("a network is barred with plain words and opened again, and all of it stands in the log of organisers", async ({ organiser, browse, meeting, forgive }) => {
  forgive(shut);
  const [ada, cy, troll, anew] = [await organiser(), await browse(), await browse(), await browse()];
  await room.enter(ada, meeting);
  await room.join(cy, meeting, "Cy Lind");
  await room.join(troll, meeting, "Tor Roll");
  await choose(ada, "Tor Roll", "Ta bort ur mötet");
  await expect(ada.locator("#bar-help")).toContainText("en hel kommun eller region");
  await room.press(ada, "Spärra nätverket");
  await expect(ada.locator(".house")).toContainText("nätverket är spärrat");
  await anew.goto(meeting.room);
  await expect(anew.locator("main")).toContainText("Just nu kommer ingen ny in från det nätverk du använder.");
  await cy.reload();
  await room.inRoom(cy);
  await room.press(ada, "Häv spärren");
  await room.join(anew, meeting, "Ny Gäst");

  await ada.getByRole("link", { name: "Vad de som leder har gjort" }).click();
  for (const did of ["tog bort Tor Roll ur mötet", "spärrade nätverket som Tor Roll kom från", "hävde spärren"]) await expect(ada.locator("main")).toContainText(did);
  await looksRight(ada, "what the organisers have done");
  expect((await cy.request.get(`${meeting.room}/logg`)).status()).toBe(401);
});
