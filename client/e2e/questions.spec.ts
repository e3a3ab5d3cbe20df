// Questions are asked, made one's own and answered, and those that are left reach the notes.
import { looksRight } from "./look";
import * as room from "./room";
import { expect, heard, test, type Page } from "./stage";

const wide = { viewport: { width: 1280, height: 800 } };
const list = (page: Page) => page.locator(".questions > .asked");
const question = (page: Page, text: string) => list(page).locator(".question").filter({ hasText: text });
const toInput = (page: Page, word = "Inspel") => room.turnTo(page, word);

/** The questions as they stand, from the top. */
const asked = (page: Page) => list(page).locator(".asks").allTextContents();

async function ask(page: Page, text: string, { nameless = false } = {}): Promise<void> {
  await room.press(page, "Ställ en fråga");
  await page.getByLabel("Din fråga").fill(text);
  if (nameless) await page.locator(".questions").getByLabel("Visa inte mitt namn").check();
  await room.press(page, "Ställ en fråga");
  await expect(question(page, text)).toBeVisible();
}

async function choose(page: Page, text: string, what: string): Promise<void> {
  await page.getByRole("button", { name: `Mer om frågan ${text}` }).click();
  await page.getByRole("menuitem", { name: what, exact: true }).click();
}

test("questions are asked, made one's own, answered and hidden, on phones and at a desk", async ({ organiser, browse, meeting }) => {
  const [ada, cy, dee] = [await organiser("Ada Ek", wide), await browse(), await browse(wide)];
  await room.enter(ada, meeting);
  await toInput(ada);
  await expect(ada.locator(".questions")).toContainText("Frågor kan ställas från dagen före mötet.");
  await room.press(ada, "Starta mötet");
  await room.join(cy, meeting, "Cy Lind", "Granviks kommun");
  await room.join(dee, meeting, "Dee Ros");
  for (const page of [cy, dee]) await toInput(page);
  await ask(cy, "Vem svarar på natten?");
  await ask(dee, "Får jag vara ledig?", { nameless: true });
  await expect(question(ada, "natten")).toContainText("Cy Lind · Granviks kommun");
  await expect(question(ada, "ledig")).toContainText("utan namn");
  await expect(question(cy, "natten").getByRole("button", { name: "Ta tillbaka frågan" })).toBeVisible();

  const mine = question(cy, "ledig").getByRole("button", { name: "Också min: Får jag vara ledig?" });
  await expect(mine).toHaveAttribute("aria-pressed", "false");
  await mine.click();
  await expect(mine).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => asked(ada)).toEqual(["Får jag vara ledig?", "Vem svarar på natten?"]);
  await expect(question(dee, "ledig")).toContainText("2 vill veta");
  await cy.reload();
  await room.inRoom(cy);
  await toInput(cy);
  await expect(question(cy, "ledig").getByRole("button", { name: /^Också min/ })).toHaveAttribute("aria-pressed", "true");

  await choose(ada, "Vem svarar på natten?", "Svara i text");
  await ada.getByLabel("Svar", { exact: true }).fill("Jouren svarar dygnet runt");
  await room.press(ada, "Spara");
  for (const page of [ada, cy, dee]) await expect(question(page, "natten")).toContainText("Svar: Jouren svarar dygnet runt");
  await choose(ada, "Får jag vara ledig?", "Dölj");
  for (const page of [cy, dee]) await expect(question(page, "ledig")).toHaveCount(0);
  await ada.locator(".toast").getByRole("button", { name: "Ångra" }).click();
  for (const page of [cy, dee]) await expect(question(page, "ledig")).toBeVisible();
  await looksRight(cy, "the questions");
  await looksRight(ada, "the questions of an organiser");
});
test("what nobody has answered is in the notes when the meeting has ended, and on its page", async ({ organiser, browse, meeting }) => {
  const [ada, cy] = [await organiser("Ada Ek", wide), await browse(wide)];
  await room.enter(ada, meeting);
  await room.press(ada, "Starta mötet");
  await room.join(cy, meeting, "Cy Lind");
  await ask(cy, "Vem svarar på natten?");
  await ask(cy, "Vad kostar det?");
  await choose(ada, "Vad kostar det?", "Besvarad i mötet");
  await expect(question(cy, "kostar")).toContainText("Besvarad i mötet");
  await room.press(ada, "Avsluta mötet");
  await room.press(ada, "Ja, avsluta");
  await expect(room.now(cy)).toContainText("Mötet är avslutat");
  await expect(cy.locator(".questions")).toContainText("De frågor som inte hann besvaras står i anteckningarna.");
  await expect(cy.locator(".panel-notes")).toContainText("Frågor som inte hann besvaras");
  await expect(cy.locator(".panel-notes").getByRole("listitem").filter({ hasText: "Vem svarar på natten?" })).toHaveCount(1);
  await expect(cy.locator(".panel-notes")).not.toContainText("Vad kostar det?");
  await cy.goto(meeting.path);
  await expect(cy.locator("main")).toContainText("Vad kostar det?");
});

test("in English, by keyboard, a new question is said once and nothing moves under the hand", async ({ organiser, browse, meeting }) => {
  const ada = await organiser("Ada Ek", wide);
  await room.enter(ada, meeting);
  await room.press(ada, "Starta mötet");
  const dee = await browse(wide);
  await room.join(dee, meeting, "Dee Ros");
  await dee.goto(`/en${meeting.room}`);
  await room.inRoom(dee);
  await dee.getByRole("button", { name: "Ask a question" }).press("Enter");
  await dee.keyboard.type("Who answers at night?");
  await dee.keyboard.press("Escape");
  await expect(dee.getByRole("button", { name: "Ask a question" })).toBeFocused();
  await ask(ada, "Varför?");
  await ask(ada, "När?");
  await expect(question(dee, "När?")).toBeVisible();
  await expect.poll(async () => (await heard(dee)).filter(s => /new question/.test(s)).length).toBe(1);
  const too = question(dee, "När?").getByRole("button", { name: "Mine too: När?" });
  await too.focus();
  await dee.keyboard.press("Enter");
  await expect(question(dee, "När?")).toContainText("2 want to know");
  await expect(too).toBeFocused();
  expect(await asked(dee)).toEqual(["Varför?", "När?"]);
});

test("without scripts a question is asked on the page of the meeting", async ({ organiser, browse, meeting }) => {
  const ada = await organiser("Ada Ek", wide);
  await room.enter(ada, meeting);
  await room.press(ada, "Starta mötet");
  const cy = await browse({ javaScriptEnabled: false });
  await cy.goto(meeting.path);
  await cy.getByLabel("Namn", { exact: true }).fill("Cy Lind");
  await cy.getByRole("button", { name: /^(Gå till mötesrummet|Gå med)$/ }).click();
  await cy.goto(meeting.path);
  await cy.locator(".questions summary").click();
  await cy.getByLabel("Din fråga").fill("Vem svarar på natten?");
  await room.press(cy, "Ställ en fråga");
  await expect(cy).toHaveURL(new RegExp(`${meeting.path}#fragor$`));
  await expect(question(cy, "natten")).toContainText("Cy Lind");
  await expect(question(ada, "natten")).toBeVisible();
});
