// Whoever keeps order by role, and not as an organiser, has all that it takes: who waits,
// what is hidden, and the log of what was done; live and in pages without scripts.
import * as room from "./room";
import { expect, test, type Page, type Place } from "./stage";

/** Gives somebody who is in the room a role. */
async function give(ada: Page, who: string, role: string): Promise<void> {
  await room.turnTo(ada, "Folk");
  await ada.getByRole("button", { name: `Mer om ${who}` }).click();
  await ada.getByRole("menuitem", { name: `Gör till ${role}`, exact: true }).click();
}

/** Sends a command without its buttons. */
async function send(page: Page, { room: path }: Place, command: object): Promise<void> {
  const id = Array.from({ length: 32 }, () => Math.floor(Math.random() * 16).toString(16)).join("");
  await page.request.post(`${path}/kommando`, { data: { id, ...command }, headers: { Origin: new URL(page.url()).origin } });
}

const log = "Vad de som leder har gjort";

test("a moderator hides and brings back, lets people in and reads the log, live and without scripts", async ({ organiser, browse, meeting, node, forgive }) => {
  forgive(/403|401|WebSocket/);
  const [ada, cy, eli] = [await organiser(), await browse({ viewport: { width: 1280, height: 900 } }), await browse()];
  await room.enter(ada, meeting);
  await room.press(ada, "Starta mötet");
  await room.join(cy, meeting, "Cy Lind");
  await send(ada, meeting, { do: "signal.add", kind: "risk", text: "Köerna växer" });
  await send(ada, meeting, { do: "question.ask", text: "Hur lång är kön?" });
  for (const path of ["dolda", "vantande", "logg"]) expect((await cy.request.get(`${meeting.room}/${path}`)).status(), path).toBeGreaterThanOrEqual(401);
  await give(ada, "Cy Lind", "moderator");

  await expect(cy.getByText("Köerna växer")).toBeVisible();
  await cy.getByRole("button", { name: "Mer om Köerna växer" }).click();
  await expect(cy.getByRole("menuitem", { name: "Ändra" })).toHaveCount(0);
  await cy.getByRole("menuitem", { name: /^Dölj/ }).click();
  await expect(cy.locator(".signal")).toHaveCount(0);
  await cy.locator(".hidden-signals summary").click();
  await expect(cy.locator(".hidden-signals")).toContainText("Köerna växer");
  await send(cy, meeting, { do: "room.set", lobby: true });
  await eli.goto(meeting.path);
  await eli.getByLabel("Namn", { exact: true }).fill("Eli Fors");
  await eli.getByRole("button", { name: /^(Gå till mötesrummet|Gå med)$/ }).click();
  await room.press(cy, "Släpp in: Eli Fors");
  await room.inRoom(eli);

  const still = await cy.context().browser()!.newContext({ javaScriptEnabled: false, baseURL: node.base, storageState: await cy.context().storageState() });
  const plain = await still.newPage();
  await plain.goto(meeting.room);
  await room.press(plain, "Visa igen");
  await expect(plain.locator(".signals, .panel-input").first()).toContainText("Köerna växer");
  await expect(plain.getByText("Svara i text")).toHaveCount(0);
  await plain.locator(".question").getByRole("button", { name: "Dölj" }).click();
  await expect(plain.getByRole("heading", { name: "Dolda frågor" })).toBeVisible();
  await plain.getByRole("link", { name: log }).click();
  for (const line of ["Ada Ek gav Cy Lind rollen moderator", "Cy Lind dolde en signal", "Cy Lind lät nya vänta", "Cy Lind släppte in Eli Fors", "Cy Lind visade en signal igen", "Cy Lind dolde en fråga"]) {
    await expect(plain.locator("main")).toContainText(line);
  }
  await expect(plain.locator("main")).not.toContainText("Köerna");
  await still.close();

  await cy.locator(".panel-input").getByText("Dolda frågor").click();
  await expect(cy.locator(".panel-input")).toContainText("Hur lång är kön?");
  await give(ada, "Eli Fors", "mötesledare");
  await room.choose(ada, "Cy Lind", "Ta tillbaka rollen moderator");
  await expect(cy.getByRole("link", { name: log })).toHaveCount(0);
  for (const path of ["dolda", "vantande", "logg"]) {
    expect((await cy.request.get(`${meeting.room}/${path}`)).status(), path).toBeGreaterThanOrEqual(401);
    expect((await eli.request.get(`${meeting.room}/${path}`)).status(), path).toBe(200);
  }
});
