// Roles while a meeting runs: given to people who are there, shared, taken back, and
// each with its own tools. The room goes on without the one who made it.
import { looksRight } from "./look";
import * as room from "./room";
import { expect, test, type Page, type Place } from "./stage";

const people = (page: Page) => room.turnTo(page, "Folk");
const agenda = (page: Page) => room.turnTo(page, "Dagordning");
const row = (page: Page, name: string) => page.locator(".people li").filter({ hasText: name });

/** Gives a role to somebody in the room, or takes it back. */
async function choose(page: Page, who: string, what: string): Promise<void> {
  await people(page);
  await page.getByRole("button", { name: `Mer om ${who}` }).click();
  await page.getByRole("menuitem", { name: what, exact: true }).click();
}

/** Says how the server answers a command that somebody sends without its buttons. */
async function answered(page: Page, { room: path }: Place, command: object): Promise<string> {
  const id = Array.from({ length: 32 }, () => Math.floor(Math.random() * 16).toString(16)).join("");
  const answer = await page.request.post(`${path}/kommando`, { data: { id, ...command }, headers: { Origin: new URL(page.url()).origin } });
  return ((await answer.json()) as { readonly refused?: string }).refused ?? "done";
}

for (const width of [360, 1280]) {
  test(`a meeting is led by somebody else when the organiser leaves, until the role is taken back, at ${width}`, async ({ organiser, browse, meeting, node }) => {
    const size = { viewport: { width, height: 800 } };
    const [ada, cy] = [await organiser("Ada Ek", size), await browse(size)];
    await room.enter(ada, meeting);
    await room.join(cy, meeting, "Cy Lind", "Granviks kommun");
    await expect(cy.getByRole("button", { name: "Starta mötet" })).toHaveCount(0);
    await choose(ada, "Cy Lind", "Gör till mötesledare");
    await expect(ada.locator(".toast")).toContainText("Cy Lind är nu mötesledare.");
    await expect(row(ada, "Cy Lind")).toContainText("mötesledare");
    await expect(cy.locator(".toast")).toContainText("Du är nu mötesledare.");
    if (width === 360) await looksRight(ada, "the people, with a role");
    await ada.context().close();

    await agenda(cy);
    await room.press(cy, "Starta mötet");
    await room.press(cy, "Nästa punkt");
    await expect(room.now(cy)).toContainText("Punkt 2 av 7");
    expect(await answered(cy, meeting, { do: "meeting.cancel", reason: { sv: "Sjuk" } })).toBe("not-allowed");

    const bo = await organiser("Bo Alm", size);
    await room.enter(bo, meeting);
    await choose(bo, "Cy Lind", "Ta tillbaka rollen mötesledare");
    await expect(cy.getByRole("button", { name: "Nästa punkt" })).toHaveCount(0);
    await expect(row(bo, "Cy Lind")).not.toContainText("mötesledare");
    expect(await answered(cy, meeting, { do: "agenda.end" })).toBe("not-allowed");
    expect(node.log()).not.toContain("panic");
  });
}

test("each role has its own tools and no others, and one may have several", async ({ organiser, browse, meeting }) => {
  const [ada, cy] = [await organiser(), await browse({ viewport: { width: 1280, height: 900 } })];
  await room.enter(ada, meeting);
  await room.join(cy, meeting, "Cy Lind");
  const tools = {
    start: cy.getByRole("button", { name: "Starta mötet" }), item: cy.getByRole("button", { name: "Lägg till punkt" }),
    lock: cy.getByRole("button", { name: "Lås anteckningarna" }), caller: cy.getByRole("button", { name: "Lägg till person som ringer" }),
    order: cy.getByRole("checkbox", { name: "Lås rummet för nya" }), speaker: cy.getByRole("button", { name: "Lägg till talare" }),
  };
  const sees = async (...want: readonly (keyof typeof tools)[]) => {
    for (const [name, tool] of Object.entries(tools)) await expect(tool, name).toHaveCount(want.includes(name as keyof typeof tools) ? 1 : 0);
  };
  await sees();
  await choose(ada, "Cy Lind", "Gör till sekreterare");
  await sees("item", "lock");
  await tools.lock.click();
  await expect(cy.getByRole("textbox", { name: "Anteckningar till hela mötet" })).toBeVisible();
  await choose(ada, "Cy Lind", "Gör till telefonvärd");
  await sees("item", "caller");
  await choose(ada, "Cy Lind", "Ta tillbaka rollen sekreterare");
  await sees("caller");
  await choose(ada, "Cy Lind", "Gör till moderator");
  await sees("caller", "order");
  await looksRight(cy, "the room of one with two roles");
  await cy.setViewportSize({ width: 1280, height: 900 });
  await room.press(cy, "Lämna rollen moderator");
  await sees("caller");
  expect(await answered(cy, meeting, { do: "room.set", locked: true })).toBe("not-allowed");
});

test("without scripts roles are given, used and laid down by forms, in English too", async ({ browse, node, meeting }) => {
  const plain = { javaScriptEnabled: false };
  const [ada, cy] = [await browse(plain), await browse()];
  await room.join(cy, meeting, "Cy Lind");
  const dee = await cy.context().browser()?.newContext({ ...plain, baseURL: node.base, storageState: await cy.context().storageState() });
  const still = await dee!.newPage();
  await ada.goto(node.link());
  await ada.getByLabel("Ditt namn").fill("Ada Ek");
  await room.press(ada, /^Logga in som/);
  const roles = ada.getByRole("region", { name: "Roles" });
  await expect(async () => { // a page without scripts shows who was there when it was written
    await ada.goto(`/en${meeting.room}`);
    await expect(roles).toContainText("Cy Lind", { timeout: 1_000 });
  }).toPass();
  await roles.getByLabel("Who").selectOption({ label: "Cy Lind" });
  await roles.getByLabel("Role").first().selectOption({ label: "note-taker" });
  await room.press(ada, "Give the role");
  await expect(row(ada, "Cy Lind")).toContainText("note-taker");

  await still.goto(meeting.room);
  await still.getByLabel("Rubrik").fill("Från sekreteraren");
  await room.press(still, "Lägg till punkt");
  await expect(room.row(still, "Från sekreteraren")).toBeVisible();
  await room.press(still, "Lämna rollen sekreterare");
  await expect(still.getByLabel("Rubrik")).toHaveCount(0);
  await dee!.close();
  await ada.reload();
  await expect(row(ada, "Cy Lind")).not.toContainText("note-taker");
});
