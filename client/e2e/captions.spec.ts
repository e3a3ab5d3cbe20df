// Captions: written by whoever has the role, read in the room and on a page of their own,
// at one's own pace and in one's own size.
import { looksRight } from "./look";
import * as room from "./room";
import { expect, heard, test, type Page } from "./stage";

const lines = (page: Page) => page.locator(".captions p:not(.none)");
const field = (page: Page) => page.getByLabel("Skriv det som sägs");

/** Gives somebody in the room the role of writing captions. */
async function appoint(ada: Page, who: string): Promise<void> {
  await room.turnTo(ada, "Folk");
  await ada.getByRole("button", { name: `Mer om ${who}` }).click();
  await ada.getByRole("menuitem", { name: "Gör till skrivtolk", exact: true }).click();
}

test("an interpreter writes what is said, and everybody reads along in the room and on a page of its own", async ({ organiser, browse, meeting }) => {
  const [ada, cy, dee, eli] = [await organiser(), await browse(), await browse({ viewport: { width: 1280, height: 800 } }), await browse()];
  await room.enter(ada, meeting);
  await room.join(cy, meeting, "Cy Tolk");
  await room.join(dee, meeting, "Dee Ros");
  await expect(dee.getByRole("button", { name: "Textning" })).toHaveCount(0);
  await appoint(ada, "Cy Tolk");
  await dee.getByRole("button", { name: "Textning" }).click();
  await expect(dee.locator(".captions")).toContainText("Ingen har skrivit något än.");
  await eli.goto(`${meeting.path}/textning`);
  await expect(field(eli)).toHaveCount(0);

  await room.turnTo(cy, "Folk");
  await cy.getByRole("link", { name: "Skriv textning" }).click();
  await field(cy).pressSequentially("Hej och vällkomna");
  await expect(lines(dee)).toHaveText(["Hej och vällkomna"]);
  await expect(lines(eli)).toHaveText(["Hej och vällkomna"]);
  await field(cy).press("Enter");
  await field(cy).fill("Vi börjar");
  await expect(lines(eli)).toHaveText(["Hej och vällkomna", "Vi börjar"]);
  await field(cy).press("Enter");
  await field(cy).press("ArrowUp");
  await expect(field(cy)).toHaveValue("Vi börjar");
  await field(cy).press("ArrowUp");
  await field(cy).fill("Hej och välkomna");
  await field(cy).press("Enter");
  await expect(field(cy)).toHaveValue("");
  for (const page of [cy, dee, eli]) await expect(lines(page)).toHaveText(["Hej och välkomna", "Vi börjar"]);
  await looksRight(dee, "a room with captions");
  await looksRight(cy, "where captions are written");
  await dee.reload();
  await expect(lines(dee)).toHaveText(["Hej och välkomna", "Vi börjar"]);
  await dee.getByRole("button", { name: "Textning" }).click();
  await expect(dee.locator(".captions")).toHaveCount(0);

  await room.enter(await cy.context().newPage(), meeting);
  await room.choose(ada, "Cy Tolk", "Ta tillbaka rollen skrivtolk");
  await field(cy).fill("Ingen läser detta");
  await expect(cy.getByText("Bara den som är skrivtolk kan skriva textning.")).toBeVisible();
  await expect(lines(eli)).toHaveText(["Hej och välkomna", "Vi börjar"]);
  await expect(dee.getByRole("button", { name: "Textning" })).toHaveCount(0);
});

test("captions are read at one's own pace, in one's own size and colours, and leave with the meeting", async ({ organiser, browse, meeting }) => {
  const [ada, eli] = [await organiser(), await browse()];
  await room.enter(ada, meeting);
  await room.press(ada, "Starta mötet");
  await ada.goto(`${meeting.path}/textning`);
  await eli.goto(`${meeting.path}/textning`);
  await eli.getByText("Visning").click();
  await eli.getByLabel("Låt skärmläsaren läsa nya rader").check();
  await eli.getByLabel("Färger").selectOption("Gult på svart");
  await eli.getByText("Visning").click();
  for (const _ of [1, 2]) await eli.getByRole("button", { name: "Större text" }).click();
  for (let n = 1; n <= 14; n++) {
    await field(ada).fill(`Rad ${n} om det som sägs`);
    await field(ada).press("Enter");
  }
  const newest = eli.getByText("Rad 14 om det som sägs").last();
  await expect(newest).toBeInViewport();
  await expect.poll(() => heard(eli)).toContain("Rad 2 om det som sägs");
  await looksRight(eli, "captions in large text");
  await eli.setViewportSize({ width: 360, height: 740 });
  await eli.locator(".captions").evaluate(box => (box.scrollTop = 0));
  await expect(eli.getByRole("button", { name: "Till det senaste" })).toBeVisible();
  await field(ada).fill("Rad 15 om det som sägs");
  await expect(lines(eli)).toHaveCount(15);
  await expect(eli.getByText("Rad 1 om det som sägs").first()).toBeInViewport();
  await room.press(eli, "Till det senaste");
  await expect(eli.getByText("Rad 15 om det som sägs").last()).toBeInViewport();
  await expect(eli.getByRole("button", { name: "Till det senaste" })).toBeHidden();
  await eli.reload();
  await expect(eli.locator(".lane")).toHaveAttribute("data-size", "4");
  await expect(eli.locator(".lane")).toHaveAttribute("data-colours", "yellow");

  const bo = await organiser("Bo Berg");
  await room.enter(bo, meeting);
  await bo.request.post(`${meeting.room}/kommando`, { data: { id: "e".repeat(32), do: "agenda.end" }, headers: { Origin: new URL(bo.url()).origin } });
  await expect(eli.locator(".captions")).toHaveText("Mötet är avslutat, och texten är borttagen.");
  await expect(field(ada)).toHaveCount(0);
  await eli.reload();
  await expect(eli.locator(".captions")).toHaveText("Mötet är avslutat, och texten är borttagen.");
});

test("without scripts captions are written, corrected and read by forms, in English too", async ({ browse, node, meeting }) => {
  const plain = { javaScriptEnabled: false };
  const [ada, eli] = [await browse(plain), await browse(plain)];
  await ada.goto(node.link());
  await ada.getByLabel("Ditt namn").fill("Ada Ek");
  await room.press(ada, /^Logga in som/);
  await ada.goto(`/en${meeting.path}/textning`);
  await ada.getByLabel("Write what is said").fill("Good day and vellcome");
  await room.press(ada, "Next line");
  await ada.getByLabel("Correct the line before").fill("Good day and welcome");
  await room.press(ada, "Correct");
  await ada.getByLabel("Write what is said").fill("Let us begin");
  await room.press(ada, "Next line");
  await eli.goto(`${meeting.path}/textning`);
  await expect(lines(eli)).toHaveText(["Good day and welcome", "Let us begin"]);
  await expect(eli.getByText("Texten sparas inte. Den tas bort när mötet är slut.")).toBeVisible();
  await expect(eli.getByLabel("Skriv det som sägs")).toHaveCount(0);
  await expect(eli.getByRole("link", { name: "Uppdatera" })).toBeVisible();
});
