// How a room is kept when it is needed: removing a participant, locking, read-only and slow mode.
import { looksRight } from "./look";
import * as room from "./room";
import { expect, heard, test, type Page, type Place } from "./stage";

const shut = /403|WebSocket/; // what a browser reports of a door that is shut

const toPeople = (page: Page) => room.turnTo(page, "Folk");
const toQueue = async (page: Page) => {
  const tab = page.getByRole("tab", { name: /^Tala/ });
  if (await tab.isVisible()) await tab.click();
};
const strip = (page: Page) => page.locator(".strip");
const gone = "Mötesledaren har avslutat din medverkan i det här mötet.";

async function remove(page: Page, who: string): Promise<void> {
  await toPeople(page);
  await page.getByRole("button", { name: `Mer om ${who}` }).click();
  await page.getByRole("menuitem", { name: "Ta bort ur mötet" }).click();
}

/** Waits until the server lets somebody in again: the page of who let them in says so before. */
async function letIn(page: Page, meeting: Place): Promise<void> {
  await expect.poll(async () => (await page.request.get(meeting.room)).status()).toBe(200);
}

test("a participant who is removed is out of every tab, and does not come back by reload, new tab or new name", async ({ organiser, browse, meeting, forgive }) => {
  forgive(shut);
  const [ada, eve, dee] = [await organiser(), await browse({ viewport: { width: 1280, height: 800 } }), await browse()];
  await room.enter(ada, meeting);
  await room.join(eve, meeting, "Eve Troll", "Ingenstans");
  await room.join(dee, meeting, "Dee Ros");
  const other = await eve.context().newPage();
  await room.enter(other, meeting);
  await remove(ada, "Eve Troll");
  await expect(ada.locator(".toast")).toContainText("Eve Troll är borttagen och kan inte komma tillbaka.");
  for (const page of [eve, other]) await expect(strip(page)).toContainText(gone);
  await toPeople(dee);
  await expect(dee.locator(".people")).not.toContainText("Eve Troll");
  expect((await heard(dee)).filter(t => t.includes("Eve"))).toEqual([]);

  await eve.getByRole("button", { name: "Ladda om" }).click();
  await expect(eve.locator("main")).toContainText(gone);
  await other.goto(meeting.room);
  await expect(other.locator("main")).toContainText(gone);
  await eve.goto(meeting.path);
  await eve.locator("details:has(#name) > summary").click();
  await eve.getByLabel("Namn", { exact: true }).fill("Någon annan");
  await eve.getByRole("button", { name: "Spara och gå till rummet" }).click();
  await expect(eve.locator("main")).toContainText(gone);

  await expect(ada.getByRole("heading", { name: "Borttagna ur mötet" })).toBeVisible();
  await expect(ada.locator(".house")).toContainText("Eve Troll");
  await looksRight(ada, "the people, with one who was removed");
  await ada.getByRole("button", { name: "Släpp in igen" }).click();
  await letIn(eve, meeting);
  await room.enter(eve, meeting);
  await expect(ada.locator(".people")).toContainText("Eve Troll");
});
test("removing is taken back at once when it was wrong", async ({ organiser, browse, meeting, forgive }) => {
  forgive(shut);
  const [ada, cy] = [await organiser(), await browse()];
  await room.enter(ada, meeting);
  await room.join(cy, meeting, "Cy Lind");
  await remove(ada, "Cy Lind");
  await expect(strip(cy)).toContainText(gone);
  await room.press(ada, "Ångra");
  await expect(ada.locator(".house")).not.toContainText("Cy Lind");
  await letIn(cy, meeting);
  await cy.reload();
  await room.inRoom(cy);
});

test("a locked room keeps those inside and nobody new, and says so calmly", async ({ organiser, browse, meeting, forgive }) => {
  forgive(shut);
  const [ada, cy, dee] = [await organiser(), await browse(), await browse()];
  await room.enter(ada, meeting);
  await room.join(cy, meeting, "Cy Lind");
  await toPeople(ada);
  await ada.getByLabel("Lås rummet för nya").check();
  await expect(cy.locator(".order")).toHaveText(/^Rummet är låst/);
  await expect.poll(async () => (await heard(cy)).some(t => t.startsWith("Rummet är låst"))).toBe(true);
  await cy.reload();
  await room.inRoom(cy);
  await dee.goto(meeting.room);
  await expect(dee.locator("main")).toContainText("Rummet är låst, så ingen ny kan komma in just nu.");
  await ada.getByLabel("Lås rummet för nya").uncheck();
  await expect(cy.locator(".order")).toHaveCount(0);
  await room.join(dee, meeting, "Dee Ros");
});

test("in a read-only room and in slow mode guests are told why they wait", async ({ organiser, browse, meeting }) => {
  const [ada, cy] = [await organiser(), await browse()];
  await room.enter(ada, meeting);
  await room.press(ada, "Starta mötet");
  await room.join(cy, meeting, "Cy Lind");
  await toPeople(ada);
  await ada.getByLabel("Bara de som leder skriver").check();
  await expect(cy.locator(".order")).toHaveText("Just nu kan bara de som leder mötet skriva och begära ordet.");
  await toQueue(cy);
  const ask = cy.getByRole("button", { name: "Begär ordet" }).and(cy.locator(":not([data-rests])"));
  await ask.click();
  await expect(cy.locator(".toast")).toContainText("Just nu kan bara de som leder mötet");
  await ada.getByLabel("Bara de som leder skriver").uncheck();
  await ada.getByLabel("Lugnare takt").selectOption("120");
  await expect(cy.locator(".order")).toContainText("en gång på 120 sekunder");
  await ask.click();
  await cy.getByRole("button", { name: /Ta tillbaka/ }).and(cy.locator(":not([data-rests])")).click();
  await ask.click();
  await expect(cy.locator(".toast")).toContainText(/igen om 1\d\d sekunder/);
  await looksRight(cy, "a room in slow mode");
});

test("in English, the room says how it is kept", async ({ organiser, browse, meeting }) => {
  const [ada, cy] = [await organiser(), await browse()];
  await room.enter(ada, { ...meeting, room: `/en${meeting.room}` });
  await room.enter(cy, { ...meeting, room: `/en${meeting.room}` });
  const people = ada.getByRole("tab", { name: "People" });
  if (await people.isVisible()) await people.click();
  await ada.getByLabel("Lock the room to newcomers").check();
  await expect(cy.locator(".order")).toHaveText(/^The room is locked\./);
});

test("without scripts an organiser removes somebody, lets them in again and locks the room", async ({ organiser, browse, meeting, forgive }) => {
  forgive(shut);
  const [ada, cy, dee] = [await organiser("Ada Ek", { javaScriptEnabled: false }), await browse(), await browse({ javaScriptEnabled: false })];
  await room.join(cy, meeting, "Cy Lind");
  await expect(async () => {
    await ada.goto(meeting.room);
    await expect(ada.locator("#bort-who")).toContainText("Cy Lind", { timeout: 1000 });
  }).toPass();
  await ada.getByRole("button", { name: "Ta bort ur mötet" }).click();
  await expect(strip(cy)).toContainText(gone);
  await expect(ada.locator("#ater-who")).toContainText("Cy Lind");
  await ada.getByRole("button", { name: "Släpp in igen" }).click();
  await cy.reload();
  await room.inRoom(cy);
  await ada.getByLabel("Lås rummet för nya").check();
  await ada.getByRole("button", { name: "Ändra", exact: true }).click();
  await dee.goto(meeting.room);
  await expect(dee.locator("main")).toContainText("Rummet är låst");
});
