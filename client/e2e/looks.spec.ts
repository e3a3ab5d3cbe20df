// Every page in every state: no fault that axe knows of, no sideways scroll, controls
// large enough for a thumb; in light and dark, at three widths, and with text at 200 %.
import { looksRight } from "./look";
import { add, choose, enter, join, now, press } from "./room";
import { Program } from "./program";
import { expect, test } from "./stage";

test("the public pages look right, in Swedish and English", async ({ browse, meeting }) => {
  const cy = await browse();
  for (const path of ["/", "/om", "/moten", "/tema/barn-och-unga", "/tema/psykisk-halsa-i-kristid", "/tema/suicidprevention", "/kalender", meeting.path]) {
    await cy.goto(path);
    await looksRight(cy, path);
  }
  for (const path of ["/en", `/en${meeting.path}`]) {
    await cy.goto(path);
    await looksRight(cy, path);
  }
});

test("an empty installation looks right", async ({ browser }) => {
  const node = await Program.start();
  const page = await (await browser.newContext({ baseURL: node.base })).newPage();
  for (const path of ["/", "/moten", "/kalender"]) {
    await page.goto(path);
    await looksRight(page, path);
  }
  await page.goto(node.printedLink());
  await looksRight(page, "signing in");
  await page.getByLabel("Ditt namn").fill("Ada Ek");
  await press(page, /^Logga in som/);
  for (const path of ["/planera", "/planera/serie", "/planera/tema"]) {
    await page.goto(path);
    await looksRight(page, `${path} in an empty installation`);
  }
  await page.context().close();
  node.end();
});

test("refusals and pages that are not there look right", async ({ browse, meeting, forgive }) => {
  forgive(/status of 4\d\d/);
  const cy = await browse();
  for (const path of ["/finns-inte", "/moten/finns-inte", "/planera", "/in/fel"]) {
    await cy.goto(path);
    await looksRight(cy, path);
  }
  await cy.goto(meeting.path);
  await press(cy, "Gå till mötesrummet");
  await expect(cy.getByRole("alert")).toBeVisible();
  await looksRight(cy, "joining without a name");
  await cy.goto("/kalender");
  await press(cy, "Visa min adress");
  await looksRight(cy, "a calendar of no theme");
  await cy.getByLabel("Suicidprevention").check();
  await press(cy, "Visa min adress");
  await looksRight(cy, "a calendar of one's own");
});

test("a room looks right to a guest before, during and after the meeting", async ({ browse, organiser, meeting }) => {
  const [ada, cy] = [await organiser(), await browse()];
  await enter(cy, meeting);
  await looksRight(cy, "following");
  await join(cy, meeting, "Åsa Öberg", "Riksnätverket för anhöriga och närstående i hela landet");
  await looksRight(cy, "before");
  await enter(ada, meeting);
  await press(ada, "Starta mötet");
  await expect(now(cy)).toContainText("Punkt 1 av 7");
  await looksRight(cy, "during");
  await cy.goto(meeting.path);
  await looksRight(cy, "the page of a meeting that is on");
  await cy.goto("/");
  await looksRight(cy, "the start page while a meeting is on");
  await enter(cy, meeting);
  await press(ada, "Avsluta mötet");
  await press(ada, "Ja, avsluta");
  await expect(now(cy)).toContainText("Mötet är avslutat");
  await looksRight(cy, "after");
  await cy.goto(meeting.path);
  await looksRight(cy, "the page of a meeting that is over");
});

test("a room looks right to an organiser, whatever is open in it", async ({ organiser, meeting, browse, forgive }) => {
  const ada = await organiser();
  await enter(ada, meeting);
  await looksRight(ada, "before");
  await add(ada, "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", "15");
  await looksRight(ada, "adding an item");
  await ada.keyboard.press("Escape");
  await press(ada, "Klistra in flera");
  await looksRight(ada, "pasting");
  await press(ada, "Avbryt");
  await choose(ada, "Frågor", "Ändra");
  await looksRight(ada, "changing an item");
  await press(ada, "Spara");
  await expect(ada.locator(".toast")).toBeVisible();
  await looksRight(ada, "a toast");
  await press(ada, "Starta mötet");
  await expect(now(ada)).toContainText("Punkt 1 av 8");
  await choose(ada, "Erfarenheter", "Parkera");
  await looksRight(ada, "during");
  await ada.getByRole("button", { name: "Mer om Frågor" }).click();
  await looksRight(ada, "a menu");
  await ada.keyboard.press("Escape");
  await press(ada, "Avsluta mötet");
  await looksRight(ada, "ending");

  // axe itself is a script, so here the page only lacks its own.
  forgive(/ERR_FAILED/);
  const plain = await browse({ storageState: await ada.context().storageState() });
  await plain.route(/static\/.*\.js/, route => route.abort());
  await plain.goto(meeting.room);
  await plain.evaluate(() => document.querySelectorAll<HTMLElement>(".no-script").forEach(e => (e.style.display = "block")));
  await expect(plain.getByRole("heading", { name: "Led mötet utan skript" })).toBeVisible();
  await looksRight(plain, "without scripts");
});

test("the pages of an organiser look right", async ({ organiser, meeting, browse, forgive }) => {
  forgive(/status of 422/);
  const ada = await organiser();
  for (const path of ["/planera", "/personer", "/konto", "/planera/tema", "/planera/tema/barn-och-unga", "/planera/mote", "/planera/serie",
    ...["", "/stall-in", "/flytta", "/andra"].map(p => meeting.path + p)]) {
    expect((await ada.goto(path))?.status(), path).toBe(200);
    await looksRight(ada, path);
  }
  await ada.goto(`${meeting.path}/stall-in`);
  await press(ada, "Ställ in mötet");
  await expect(ada.getByRole("alert")).toBeVisible();
  await looksRight(ada, "cancelling without a reason");
  await ada.getByLabel("Skäl", { exact: true }).fill("Mötesledaren är sjuk");
  await press(ada, "Ställ in mötet");
  await looksRight(ada, "a meeting that was cancelled just now");
  await enter(ada, meeting);
  await looksRight(ada, "the room of a cancelled meeting");
  const cy = await browse();
  await cy.goto("/moten/migration-och-psykisk-halsa-2027-03-29");
  await looksRight(cy, "a meeting that is moved");
});
