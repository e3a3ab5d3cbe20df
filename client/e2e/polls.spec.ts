// A poll is put, answered and closed, and nobody sees who answered what.
import { looksRight } from "./look";
import * as room from "./room";
import { expect, heard, test, type Page } from "./stage";

const toInput = (page: Page, word = "Inspel") => room.turnTo(page, word);
const card = (page: Page) => page.locator(".poll-card");
const poll = (page: Page) => page.locator("section.poll");
const result = (page: Page) => page.locator(".poll-result").first();

/** The rows of a result: answer and number. */
const rows = (page: Page) => result(page).locator("tbody tr").evaluateAll(all => all.map(row => [...row.children].map(cell => cell.textContent).join(": ")));

async function put(page: Page, question: string, { choices = "", shown = false, later = false } = {}): Promise<void> {
  await toInput(page);
  await room.press(page, "Ny snabbfråga");
  await page.getByLabel("Fråga", { exact: true }).fill(question);
  if (choices) await page.getByLabel("Svar att välja mellan").fill(choices);
  if (shown) await page.getByLabel("Visa resultatet medan snabbfrågan är öppen").check();
  await room.press(page, later ? "Spara till senare" : "Öppna nu");
}

async function answer(page: Page, what: string): Promise<void> {
  await card(page).getByRole("button", { name: "Svara" }).click();
  await poll(page).getByRole("radio", { name: what, exact: true }).check();
  await poll(page).getByRole("button", { name: "Svara" }).click();
  await expect(poll(page)).toContainText("Ditt svar är med. Tack!");
}

test("a poll is put on the spot, answered and closed, on phones and at a desk", async ({ organiser, browse, meeting }) => {
  const [phone, desk] = [{ viewport: { width: 360, height: 800 } }, { viewport: { width: 1280, height: 800 } }];
  const ada = await organiser("Ada Ek", desk);
  const guests = [await browse(phone), await browse(desk), await browse(phone)] as const;
  const [cy, dee] = guests;
  await room.enter(ada, meeting);
  for (const [i, page] of guests.entries()) await room.join(page, meeting, `Gäst ${i + 1}`);
  await put(ada, "Ska vi börja kl. 11.30?");
  for (const page of guests) await expect(card(page)).toContainText("Snabbfråga: Ska vi börja kl. 11.30?");
  expect((await heard(cy)).filter(s => s.includes("11.30"))).toHaveLength(1);
  await card(cy).getByRole("button", { name: "Svara" }).click();
  await expect(cy.getByRole("heading", { name: "Snabbfråga" })).toBeFocused();
  await expect(poll(cy)).toContainText("Ingen ser vem som svarat vad");
  await looksRight(cy, "a poll to answer");
  await cy.setViewportSize(phone.viewport);
  for (const [page, what] of [[guests[0], "Ja"], [guests[1], "Ja"], [guests[2], "Nej"]] as const) await answer(page, what);
  await expect(poll(ada)).toContainText("3 har svarat. Resultatet visas när snabbfrågan stängs.");
  await expect(ada.locator("body")).not.toContainText("67 %");
  await dee.reload();
  await room.inRoom(dee);
  await toInput(dee);
  await expect(poll(dee)).toContainText("Ditt svar är med. Tack!");
  await room.press(ada, "Stäng och visa resultatet");
  for (const page of [ada, ...guests]) {
    await toInput(page);
    await expect.poll(() => rows(page)).toEqual(["Ja: 2 (67 %)", "Nej: 1 (33 %)", "Vet inte: 0 (0 %)"]);
    await expect(card(page)).toHaveCount(0);
  }
  for (const page of [cy, ada]) await looksRight(page, "a result");
  await cy.goto(meeting.path);
  await expect(cy.locator("main")).toContainText("2 (67 %)");
});
test("a poll made beforehand waits for the organiser, one result moves by three, and few answers are not shown", async ({ organiser, browse, meeting }) => {
  const ada = await organiser();
  const cy = await browse();
  await room.enter(ada, meeting);
  await room.join(cy, meeting, "Cy Lind");
  await put(ada, "Vilken dag?", { choices: "Tisdag\nTorsdag", shown: true, later: true });
  await expect(ada.getByText("Vilken dag?")).toBeVisible();
  await expect(cy.getByText("Vilken dag?")).toHaveCount(0);
  await room.press(ada, "Öppna nu: Vilken dag?");
  await answer(cy, "Torsdag");
  await expect(poll(ada)).toContainText("1 har svarat. Resultatet visas tre svar i taget och");
  await expect(poll(ada).getByRole("table")).toHaveCount(0);
  await room.press(ada, "Stäng och visa resultatet");
  await expect(result(cy)).toContainText("1 har svarat. Färre än tre har svarat. Då visas inte hur, så att ingen pekas ut.");
  await expect(cy.getByRole("table")).toHaveCount(0);
});

test("whoever looks after those who ring in enters the answer of one, once, and of several at a time, never more than there are", async ({ organiser, meeting }) => {
  const ada = await organiser("Ada Ek", { viewport: { width: 1280, height: 800 } });
  await room.enter(ada, meeting);
  for (const line of [1, 2, 3]) {
    await room.press(ada, "Lägg till person som ringer");
    await room.press(ada, `Lägg till Telefon ${line}`);
  }
  await put(ada, "Hörs det bra?");
  await ada.getByText("Svar från den som ringer").click();
  await ada.getByLabel("Svar", { exact: true }).selectOption("2. Nej");
  await room.press(ada, "Räkna svaret");
  await expect(poll(ada)).toContainText("1 har svarat.");
  await room.press(ada, "Räkna svaret");
  await expect(ada.locator(".toast")).toContainText("Telefon 1 har redan svarat.");
  await expect(poll(ada)).toContainText("1 har svarat.");
  const several = ada.getByRole("group", { name: "Flera på en gång" });
  await several.getByLabel("Ja", { exact: true }).fill("3");
  await room.press(ada, "Räkna svaren");
  await expect(ada.locator(".toast")).toContainText("Det är fler svar än det finns som ringer in och inte har svarat: 2.");
  await several.getByLabel("Ja", { exact: true }).fill("2");
  await looksRight(ada, "counting the answers of those who ring in");
  await room.press(ada, "Räkna svaren");
  await expect(poll(ada)).toContainText("3 har svarat.");
  await expect(several.getByLabel("Ja", { exact: true })).toHaveValue("");
  await room.press(ada, "Stäng och visa resultatet");
  await expect.poll(() => rows(ada)).toEqual(["Ja: 2 (67 %)", "Nej: 1 (33 %)", "Vet inte: 0 (0 %)"]);
});

test("in English a poll is answered by keyboard alone", async ({ organiser, browse, meeting }) => {
  const ada = await organiser();
  const cy = await browse();
  await room.enter(ada, meeting);
  await room.join(cy, meeting, "Cy Lind");
  await cy.goto(`/en${meeting.room}`);
  await room.inRoom(cy);
  await put(ada, "Börjar vi?");
  await card(cy).getByRole("button", { name: "Answer" }).press("Enter");
  await expect(cy.getByRole("heading", { name: "Poll", exact: true })).toBeFocused();
  await cy.keyboard.press("Tab");
  await cy.keyboard.press("Space");
  await cy.keyboard.press("ArrowDown");
  await expect(poll(cy).getByRole("radio", { name: "Nej" })).toBeChecked();
  await cy.keyboard.press("Tab");
  await cy.keyboard.press("Enter");
  await expect(poll(cy)).toContainText("Your answer is counted. Thank you!");
});
