// Organisers go back to how the notes were, and take away what somebody has written, while
// the others look on.
import { looksRight } from "./look";
import * as room from "./room";
import { expect, test, type Page } from "./stage";

const text = (page: Page) => page.getByRole("textbox", { name: /^(Anteckningar till hela mötet|Notes on the whole meeting)$/ });
const long = "Regionen ringer kommunerna i dag, och lägesbilden skickas till alla som har varit med i mötet.";

async function takeNotes(page: Page): Promise<void> {
  await room.turnTo(page, "Anteckna");
  await expect(text(page)).toBeVisible();
}

/** Writes a line at the end of the meeting's notes. */
async function write(page: Page, words: string): Promise<void> {
  await page.bringToFront();
  await room.putCaret(page, text(page), "ControlOrMeta+End");
  if ((await text(page).innerText()).trim()) await page.keyboard.press("Enter");
  await page.keyboard.type(words);
  await expect(page.locator(".mark-saved")).toHaveText(/^Sparat kl\./);
}

/** Opens the history from the room in a page of its own, so that the room stays in sight. */
async function historyOf(page: Page): Promise<Page> {
  const link = page.getByRole("link", { name: "Historik: gå tillbaka eller ta bort" });
  await expect(link).toBeVisible();
  const address = await link.getAttribute("href");
  const history = await page.context().newPage();
  await history.goto(address ?? "");
  await expect(history.getByRole("heading", { level: 1, name: "Anteckningarnas historik" })).toBeVisible();
  return history;
}

for (const width of [360, 1280]) {
  test(`one deletes everything, and the organiser brings it back with all that was written, at ${width}`, async ({ organiser, browse, meeting }) => {
    const size = { viewport: { width, height: 800 } };
    const [ada, cy, eve] = [await organiser("Ada Ek", size), await browse(size), await browse(size)];
    await Promise.all([room.enter(ada, meeting), room.join(cy, meeting, "Cy Lind"), room.join(eve, meeting, "Eve Troll")]);
    for (const page of [ada, cy, eve]) await takeNotes(page);
    await write(cy, long);
    await write(ada, "Beslut: Vi ses igen.");
    await expect(text(eve)).toContainText("Vi ses igen.");
    await eve.bringToFront();
    await room.putCaret(eve, text(eve), "ControlOrMeta+a");
    await eve.keyboard.press("Delete");
    await expect(text(cy)).not.toContainText("Regionen");
    await write(eve, "Haha");
    await expect(text(cy)).toContainText("Haha");

    const history = await historyOf(ada);
    if (width === 360) await looksRight(history, "the history of the notes");
    const before = history.getByRole("listitem").filter({ hasText: "innan Eve Troll tog bort 2 rader" });
    await before.getByRole("link").click();
    await expect(history.locator(".happens")).toContainText("Kommer tillbaka:");
    await expect(history.locator(".happens")).toContainText(long);
    await expect(history.locator(".prose")).toContainText("Vi ses igen.");
    if (width === 360) await looksRight(history, "a moment of the notes");
    await history.setViewportSize(size.viewport);
    await history.getByRole("button", { name: "Återställ till så här" }).click();
    await expect(history.locator(".notice")).toContainText("Anteckningarna är återställda.");
    for (const page of [ada, cy, eve]) {
      await expect(text(page)).toContainText(long);
      await expect(text(page).locator(".beslut")).toHaveText("Vi ses igen.");
      await expect(text(page)).not.toContainText("Haha");
    }
    await write(cy, "Tack!");
    await expect(text(eve)).toContainText("Tack!");

    await history.getByRole("link", { name: "Se hur det var före" }).click();
    await history.getByRole("button", { name: "Återställ till så här" }).click();
    await expect(text(cy)).toContainText("Haha"); // nothing that was typed since is lost for good
    await history.getByRole("link", { name: "Se hur det var före" }).click();
    await history.getByRole("button", { name: "Återställ till så här" }).click();
    await expect(text(cy)).toContainText("Tack!");
    await expect(text(cy)).toContainText(long);
  });
}

test("one writes abuse among the others' lines, and the organiser takes that away and the person with it", async ({ organiser, browse, meeting, forgive }) => {
  forgive(/403|WebSocket/);
  const [ada, cy, eve] = [await organiser(), await browse(), await browse()];
  await Promise.all([room.enter(ada, meeting), room.join(cy, meeting, "Cy Lind"), room.join(eve, meeting, "Eve Troll")]);
  for (const page of [ada, cy, eve]) await takeNotes(page);
  await write(cy, long);
  await write(eve, "Ni är dumma allihop.");
  await write(cy, "Nästa punkt.");
  await expect(text(ada)).toContainText("Nästa punkt.");
  const history = await historyOf(ada);
  await history.getByRole("link", { name: "Eve Troll" }).click();
  await expect(history.getByRole("heading", { level: 1 })).toHaveText("Det Eve Troll har skrivit");
  await expect(history.locator(".happens li")).toHaveText(["Ni är dumma allihop."]);
  await looksRight(history, "what one person has written");
  await history.getByRole("checkbox", { name: "Ta också bort Eve Troll ur mötet" }).first().check();
  await history.getByRole("button", { name: "Ta bort texten" }).click();
  await expect(history.locator(".notice")).toContainText("Texten är borttagen.");
  for (const page of [ada, cy]) {
    await expect(text(page)).not.toContainText("dumma");
    await expect(text(page)).toContainText(long);
    await expect(text(page)).toContainText("Nästa punkt.");
  }
  await expect(eve.locator(".strip")).toContainText("Mötesledaren har avslutat din medverkan");
  await write(cy, "Vidare.");
  await expect(text(ada)).toContainText("Vidare.");
});

test("what is erased for good is gone from every page and from the history", async ({ organiser, browse, meeting }) => {
  const [ada, cy, eve] = [await organiser(), await browse(), await browse()];
  await Promise.all([room.enter(ada, meeting), room.join(cy, meeting, "Cy Lind"), room.join(eve, meeting, "Eve Troll")]);
  for (const page of [ada, cy, eve]) await takeNotes(page);
  await write(cy, long);
  await write(eve, "Personnummer som ingen ska se.");
  await expect(text(ada)).toContainText("Personnummer");
  const history = await historyOf(ada);
  await history.getByRole("link", { name: "Eve Troll" }).click();
  await history.getByRole("button", { name: "Radera för gott" }).click();
  await expect(history.locator(".errors")).toContainText("Kryssa i rutan först.");
  await looksRight(history, "erasing that was not ticked");
  await history.getByRole("checkbox", { name: "Ja, radera det Eve Troll har skrivit, för gott" }).check();
  await history.getByRole("button", { name: "Radera för gott" }).click();
  await expect(history.locator(".notice")).toContainText("Texten är raderad för gott.");
  for (const page of [ada, cy, eve]) {
    await expect(text(page)).not.toContainText("Personnummer");
    await expect(text(page)).toContainText(long);
  }
  await history.getByRole("list").first().getByRole("link").first().click();
  await expect(history.locator("main")).not.toContainText("Personnummer");
  await write(cy, "Vi fortsätter.");
  await expect(text(ada)).toContainText("Vi fortsätter.");
});

test("in English, and without scripts, the organiser goes back and takes away", async ({ organiser, browse, meeting }) => {
  const [ada, cy] = [await organiser("Ada Ek", { javaScriptEnabled: false }), await browse()];
  await room.join(cy, meeting, "Cy Lind");
  await takeNotes(cy);
  await write(cy, long);
  await ada.goto(`/en${meeting.room}`);
  await ada.getByRole("link", { name: "History: go back or take away" }).click();
  await expect(ada.getByRole("heading", { level: 1, name: "History of the notes" })).toBeVisible();
  await ada.getByRole("link", { name: "Cy Lind" }).click();
  await expect(ada.getByRole("heading", { level: 1 })).toHaveText("What Cy Lind has written");
  await ada.getByRole("button", { name: "Take the text away" }).click();
  await expect(ada.locator(".notice")).toContainText("The text is taken away.");
  await expect(text(cy)).not.toContainText("Regionen");
  await ada.getByRole("link", { name: "See how it was before" }).click();
  await ada.getByRole("button", { name: "Restore to this" }).click();
  await expect(ada.locator(".notice")).toContainText("The notes are restored.");
  await expect(text(cy)).toContainText(long);
});
