// Those who only ring in: a voice provider tells of their calls, or an organiser enters what happens by hand.
import { looksRight } from "./look";
import { choose, enter, join, press, seesWaiting, speaker, toPeople, toQueue } from "./queue";
import { turnTo } from "./room";
import { expect, heard, test, type Page, type Place } from "./stage";
import { number, Telephone } from "./telephone";

const wide = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false, deviceScaleFactor: 1 } as const;
const people = (page: Page) => page.locator(".people");
const help = (page: Page) => page.locator(".notice.warn");

/** Gives a meeting a code of its own, and returns it. */
async function giveCode(ada: Page, meeting: Place): Promise<string> {
  const code = String(Math.floor(100_000 + Math.random() * 900_000));
  await ada.goto(`${meeting.path}/andra`);
  await ada.getByLabel("Möteskod").fill(code);
  await press(ada, "Spara ändringen");
  await expect(ada).not.toHaveURL(/andra$/);
  return code;
}

/** Chooses something in the menu of somebody who rings in. */
async function chooseFor(page: Page, who: string, what: string): Promise<void> {
  await toPeople(page);
  await page.locator(".caller").getByRole("button", { name: `Mer om ${who}` }).click();
  await page.getByRole("menuitem", { name: what, exact: true }).click();
}

/** Puts a poll to everybody. */
async function poll(page: Page, question: string): Promise<void> {
  await turnTo(page, "Inspel");
  await press(page, "Ny snabbfråga");
  await page.getByLabel("Fråga", { exact: true }).fill(question);
  await press(page, "Öppna nu");
  await expect(page.locator("section.poll")).toContainText(question);
}

test("somebody rings in, asks by keys, speaks, is put back, gets help, is cut off and comes back to the same place", async ({ organiser, browse, node, meeting }) => {
  const [ada, cy] = [await organiser(), await browse()];
  const phone = new Telephone(node.base);
  const code = await giveCode(ada, meeting);
  await enter(ada, meeting);
  await press(ada, "Starta mötet");
  await join(cy, meeting, "Cy Lind");
  await press(cy, "Begär ordet");

  expect(await phone.dial(code)).toEqual({ say: expect.stringMatching(/^Välkommen till ringa-in-mötet .* Du är Telefon 1\. Ditt ljud är av\. Tryck 9/), muted: true });
  await expect(ada.locator(".toast")).toHaveText("Telefon 1 har ringt in.");
  await expect.poll(() => heard(ada)).toContain("Telefon 1 har ringt in.");
  for (const page of [ada, cy]) await expect(people(page)).toContainText(/Telefon 1\s?i telefon · ljud av/);
  await expect(people(cy)).toContainText("1 ringer in");
  expect(await phone.press("9")).toEqual({ say: "Du är nummer 2 i talarlistan.", muted: true });
  for (const [page, first] of [[ada, "Cy Lind"], [cy, "Cy Lind (du)"]] as const) await seesWaiting(page, [first, "Telefon 1"]);

  await chooseFor(ada, "Telefon 1", "Ändra namn");
  await ada.getByLabel("Namn", { exact: true }).fill("Gun Ek");
  await ada.getByLabel("Sektor", { exact: true }).selectOption({ label: "kommun" });
  await press(ada, "Spara");
  await seesWaiting(cy, ["Cy Lind (du)", "Gun Ek"]);
  await toQueue(ada);
  await press(ada, "Nästa talare");
  await phone.hears("Du är näst i talarlistan.");
  await press(cy, "Begär ordet igen");
  await seesWaiting(ada, ["Gun Ek", "Cy Lind"]);
  await press(ada, "Nästa talare");
  for (const page of [ada, cy]) await expect(speaker(page)).toContainText("Gun EkTelefon 1");
  await phone.hears("Det är din tur. Ordet är ditt. Tryck 6 för att slå på ditt ljud.");
  expect(await phone.press("6")).toEqual({ say: "Ditt ljud är på." });
  for (const page of [ada, cy]) await expect(people(page)).not.toContainText("ljud av");
  await press(ada, "Hoppa över");
  await expect(speaker(cy)).toContainText("Cy Lind");
  await seesWaiting(cy, ["Gun Ek"]);
  await phone.hears("Du är näst i talarlistan.");

  const asked = await phone.press("0");
  expect(asked).toEqual({ say: "Mötesledaren ser att du vill ha hjälp." });
  await expect(help(ada)).toContainText("Gun Ek vill ha hjälp.");
  await expect.poll(() => heard(ada)).toContain("Gun Ek vill ha hjälp.");
  await looksRight(ada, "a caller who wants help");
  await ada.setViewportSize({ width: 360, height: 740 });
  await toQueue(ada);
  await press(ada, "Har fått hjälp");
  await expect(help(ada)).toHaveCount(0);
  expect(await phone.repeat()).toEqual(asked); // and nothing else comes of it

  await poll(ada, "Hörs det bra?");
  await phone.hears("Snabbfråga: Hörs det bra? Tryck 1 för Ja. Tryck 2 för Nej. Tryck 3 för Vet inte.");
  expect(await phone.press("2")).toEqual({ say: "Tack. Ditt svar är räknat." });
  await expect(ada.locator("section.poll")).toContainText("1 har svarat.");
  expect(await phone.press("1")).toEqual({ say: "Du har redan svarat. Svaret kan inte ändras." });

  await phone.hangUp();
  for (const page of [ada, cy]) await expect(people(page)).toContainText("linjen bröts");
  await expect(help(ada)).toHaveCount(0);
  await seesWaiting(cy, ["Gun Ek"]);
  expect(await phone.dial(code)).toEqual({ say: "Välkommen tillbaka. Du är näst i talarlistan." });
  for (const page of [ada, cy]) await expect(people(page)).not.toContainText("linjen bröts");
  await seesWaiting(cy, ["Gun Ek"]);
  await expect(people(cy)).toContainText("1 ringer in");

  const digits = number.replace(/\D/g, "").slice(2); // however it is written
  for (const page of [ada, cy]) {
    expect((await page.content()).replace(/[^\p{L}\d<>]/gu, "")).not.toContain(digits);
    await page.reload();
    await expect(people(page)).toContainText("Gun Ek");
    expect((await page.content()).replace(/[^\p{L}\d<>]/gu, "")).not.toContain(digits);
  }
  expect(node.log().replace(/[^\p{L}\d]/gu, "")).not.toContain(digits);
});

test("somebody rings in, and is seen and heard in English", async ({ organiser, browse, node, meeting }) => {
  const [ada, cy] = [await organiser("Ada Ek", wide), await browse(wide)];
  const phone = new Telephone(node.base, "en");
  const code = await giveCode(ada, meeting);
  await enter(ada, meeting);
  await press(ada, "Starta mötet");
  await join(cy, meeting, "Cy Lind");
  for (const page of [ada, cy]) await page.goto(`/en${meeting.room}`);
  await expect(ada.locator(".no-script")).toHaveCount(0);
  expect((await phone.dial(code)).say).toMatch(/^Welcome to the dial-in meeting on .* The meeting has begun\. You are Phone 1\. Your sound is off\. Press 9/);
  await expect(ada.locator(".toast")).toHaveText("Phone 1 has rung in.");
  expect((await phone.press("9")).say).toBe("You are next on the speaker list.");
  await seesWaiting(cy, ["Phone 1"]);
  await press(ada, "Next speaker");
  await expect(speaker(cy)).toContainText("Phone 1");
  await phone.hears("It is your turn. You have the floor. Press 6 to turn your sound on.");
  for (const page of [ada, cy]) await expect(people(page)).toContainText("sound off");
  expect(await phone.press("6")).toEqual({ say: "Your sound is on." });
  for (const page of [ada, cy]) await expect(people(page)).not.toContainText("sound off");
  await phone.press("0");
  await expect(help(ada)).toContainText("Phone 1 wants help.");
  await press(ada, "Has been helped");
  await expect(help(ada)).toHaveCount(0);
  await phone.hangUp();
  await expect(people(cy)).toContainText("line broken");
  await looksRight(ada, "a line that broke");
  expect((await phone.dial(code)).say).toBe("Welcome back. It is your turn. You have the floor.");
  await expect(people(cy)).not.toContainText("line broken");

  for (const page of [ada, cy]) await expect(page.locator(".people .countdown")).toHaveText("3 are here");
  await press(cy, "I am ringing in");
  const own = await people(cy).getByText(/Your personal code is/).textContent();
  expect((await phone.press(`${/\d+/.exec(own ?? "")?.[0]}#`)).say).toBe("Thank you. Your name is now seen in the meeting.");
  await expect(speaker(ada)).toContainText(/Cy Lind\s?Phone 1/);
  for (const page of [ada, cy]) await expect(page.locator(".people .countdown")).toHaveText("2 are here");
  expect(await (await cy.request.get(`/en${meeting.room}`)).text()).toContain("2 are here");
});

test("without a provider an organiser's hands do the same", async ({ organiser, browse, meeting }) => {
  const [ada, cy] = [await organiser(), await browse()];
  await enter(ada, meeting);
  await press(ada, "Starta mötet");
  await join(cy, meeting, "Cy Lind");
  await press(cy, "Begär ordet");
  await toPeople(ada);
  await press(ada, "Lägg till person som ringer");
  await press(ada, "Lägg till Telefon 1");
  await expect(people(cy)).toContainText("Telefon 1");
  await expect(people(cy)).toContainText("1 ringer in");
  await press(ada, "Lägg till person som ringer");
  await ada.getByLabel("Namn", { exact: true }).fill(number);
  await press(ada, "Lägg till Telefon 2");
  await expect(ada.locator(".toast.refused")).toContainText("Skriv inte telefonnummer här.");
  await choose(ada, "Telefon 1", "Sätt i talarlistan");
  await seesWaiting(cy, ["Cy Lind (du)", "Telefon 1"]);
  await chooseFor(ada, "Telefon 1", "Ändra namn");
  await ada.getByLabel("Namn", { exact: true }).fill("Gun Ek");
  await ada.getByLabel("Sektor", { exact: true }).selectOption({ label: "kommun" });
  await press(ada, "Spara");
  await seesWaiting(cy, ["Cy Lind (du)", "Gun Ek"]);
  for (const page of [ada, cy]) await expect(people(page)).toContainText("3 är härkommun 1");
  const plain = await (await cy.request.get(meeting.room)).text(); // without scripts it is the same
  expect(plain).toContain("3 är här");
  expect(plain).toContain("kommun 1");

  await chooseFor(ada, "Gun Ek", "Markera ljud av");
  await expect(people(cy)).toContainText(/Gun Ek\s?Telefon 1 · ljud av/);
  await chooseFor(ada, "Gun Ek", "Markera ljud på");
  await expect(people(cy)).not.toContainText("ljud av");
  await chooseFor(ada, "Gun Ek", "Vill ha hjälp");
  await expect(help(ada)).toContainText("Gun Ek vill ha hjälp.");
  await chooseFor(ada, "Gun Ek", "Har fått hjälp");
  await expect(help(ada)).toHaveCount(0);
  await chooseFor(ada, "Gun Ek", "Linjen bröts");
  await expect(people(cy)).toContainText("linjen bröts");
  await chooseFor(ada, "Gun Ek", "Är tillbaka");
  await expect(people(cy)).not.toContainText("linjen bröts");
  await seesWaiting(cy, ["Cy Lind (du)", "Gun Ek"]);

  await poll(ada, "Hörs det bra?");
  await ada.getByText("Svar från den som ringer").click();
  await ada.getByRole("group", { name: "Flera på en gång" }).getByLabel("Ja", { exact: true }).fill("1");
  await press(ada, "Räkna svaren");
  await expect(ada.locator("section.poll")).toContainText("1 har svarat.");
  await press(ada, "Räkna svaret");
  await expect(ada.locator(".toast.refused")).toContainText("Svaren från dem som ringer in är redan räknade.");

  await toQueue(ada);
  await press(ada, "Nästa talare");
  await press(cy, "Lämna ordet");
  await press(ada, "Nästa talare");
  await expect(speaker(cy)).toContainText("Gun EkTelefon 1");
  await chooseFor(ada, "Gun Ek", "Har lagt på");
  await expect(speaker(cy)).toHaveText("Ingen har ordet");
  await expect(people(cy)).not.toContainText("Gun Ek");
});
