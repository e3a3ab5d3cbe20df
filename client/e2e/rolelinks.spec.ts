// Roles are given by a link to somebody who is not in the room yet, so that the meeting
// goes on without the one who made it.
import { looksRight } from "./look";
import * as room from "./room";
import { expect, test, type Page, type Place } from "./stage";

/** Makes a link for a role, and returns it. */
async function link(ada: Page, { room: path }: Place, role: string): Promise<string> {
  await ada.goto(`${path}/roller`);
  await ada.getByLabel("Roll", { exact: true }).selectOption(role);
  await room.press(ada, "Gör en länk");
  return ada.getByLabel(`Länk till den som ska vara ${role}`).inputValue();
}

test("a chair comes by a link to a locked room, runs the meeting, and the link is good once and leaves no trace", async ({ organiser, browse, meeting, node, forgive }) => {
  forgive(/status of 4\d\d|WebSocket/);
  const [ada, cy, dee] = [await organiser(), await browse(), await browse()];
  await room.enter(ada, meeting);
  await room.turnTo(ada, "Folk");
  await ada.getByLabel("Lås rummet för nya").check();
  await ada.getByRole("link", { name: "Roller och länkar" }).click();
  await looksRight(ada, "the roles before there are any");
  const chair = await link(ada, meeting, "mötesledare");
  const other = await link(ada, meeting, "moderator");
  await looksRight(ada, "the roles with links");
  const secret = chair.split("/").at(-1) ?? "";
  await ada.goto("about:blank");

  await cy.goto(chair);
  await expect(cy).toHaveURL(new RegExp(`${meeting.path}/roll$`));
  await expect(cy.getByRole("heading", { level: 1 })).toHaveText("Du ska vara mötesledare");
  await looksRight(cy, "a role that is offered");
  await room.press(cy, "Ta rollen och gå till rummet");
  await expect(cy.getByRole("alert")).toContainText("Rätta det här först");
  await cy.getByLabel("Namn", { exact: true }).fill("Cy Lind");
  await room.press(cy, "Ta rollen och gå till rummet");
  await room.inRoom(cy);
  await room.press(cy, "Starta mötet");
  await room.press(cy, "Nästa punkt");
  await expect(room.now(cy)).toContainText("Punkt 2 av 7");

  await dee.goto(chair);
  await expect(dee.locator("main")).toContainText("Länken går inte att använda.");
  await ada.goto(`${meeting.room}/roller`);
  await expect(ada.locator("main")).toContainText("togs av Cy Lind");
  await room.press(ada, "Dra tillbaka länken");
  await dee.goto(other);
  await expect(dee.locator("main")).toContainText("Länken går inte att använda.");
  await cy.context().newPage().then(async page => page.goto("/om"));
  await cy.goto("/om"); // nobody from the room is needed for the role to be taken back
  await ada.getByRole("button", { name: "Ta tillbaka rollen: Cy Lind, mötesledare" }).click();
  await expect(ada.getByText("Ingen än.")).toBeVisible();
  await room.enter(cy, meeting);
  await expect(cy.getByRole("button", { name: "Nästa punkt" })).toHaveCount(0);
  expect(await (await cy.request.get(`${meeting.room}/roller`)).text()).not.toContain("Dra tillbaka");
  expect(node.log()).not.toContain(secret);
});

test("without scripts, in English, an interpreter takes the role by a link", async ({ organiser, browse, meeting }) => {
  const plain = { javaScriptEnabled: false };
  const [ada, cy] = [await organiser("Ada Ek", plain), await browse(plain)];
  await ada.goto(`/en${meeting.room}/roller`);
  await ada.getByLabel("Role", { exact: true }).selectOption("speech-to-text interpreter");
  await room.press(ada, "Make a link");
  await cy.goto(await ada.getByLabel("Link for whoever is to be").inputValue());
  await cy.getByLabel("Name", { exact: true }).fill("Cy Lind");
  await room.press(cy, "Take the role and go to the room");
  await cy.getByRole("link", { name: "Write captions" }).click();
  await cy.getByLabel("Write what is said").fill("Good day");
  await room.press(cy, "Next line");
  await expect(cy.locator(".captions")).toHaveText("Good day");
});
