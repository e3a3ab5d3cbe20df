// Signals: sharing one in a step, saying the same, without a name, and what the chair does.
import { looksRight } from "./look";
import * as room from "./room";
import { expect, heard, test, type Page, type Place } from "./stage";

const line = (page: Page, text: string) => page.locator(".signal").filter({ hasText: text });

async function toSignals(page: Page): Promise<void> {
  await room.turnTo(page, /^(Inspel|Input)$/);
  await expect(page.locator("#share-text")).toBeVisible(); // the script of it is here
}

async function join(page: Page, meeting: Place, name: string, organisation = ""): Promise<void> {
  await room.join(page, meeting, name, organisation);
  await toSignals(page);
}

async function share(page: Page, kind: string, text: string): Promise<void> {
  await page.locator(".share").getByText(kind, { exact: true }).click();
  await page.getByLabel("Din rad").fill(text);
  await page.getByRole("button", { name: "Dela", exact: true }).click();
  await expect(line(page, text.replace("\u202e", ""))).toBeVisible(); // what is not seen is not kept
}

async function choose(page: Page, text: string, what: string): Promise<void> {
  await page.getByRole("button", { name: `Mer om ${text}` }).click();
  await page.getByRole("menuitem", { name: what, exact: true }).click();
}

test("participants share what they hear, one says the same, and the chair merges, hides and brings back", async ({ organiser, browse, meeting }) => {
  const [ada, cy, dee] = [await organiser(), await browse(), await browse()];
  await room.enter(ada, meeting);
  await toSignals(ada);
  await join(cy, meeting, "Þóra O'Neill <b>", "Granviks kommun");
  await join(dee, meeting, "فاطمة");

  await share(cy, "behov", "Text till föräldrar om sömn");
  await expect(cy.getByLabel("Din rad")).toHaveValue("");
  await expect(line(dee, "om sömn")).toContainText("Þóra O'Neill <b> · Granviks kommun");
  await line(dee, "om sömn").getByRole("button", { name: /^Jag också/ }).click();
  await expect(line(cy, "om sömn")).toContainText("2 har sagt detta");
  await expect(line(cy, "om sömn").getByRole("button", { name: /^Jag också/ })).toHaveCount(0);

  await dee.getByText("Län, utan namn").click();
  await dee.getByLabel("Utan namn: bara sektor och län visas").check();
  await share(dee, "risk", "Vi orkar inte \u202elängre");
  await expect(line(ada, "Vi orkar inte längre")).toContainText("utan namn");
  await expect(ada.locator(".signals")).not.toContainText("فاطمة");
  await looksRight(cy, "signals");
  await looksRight(ada, "signals of the chair");

  await choose(ada, "Vi orkar inte längre", "Slå ihop med en annan");
  await ada.getByRole("button", { name: "Slå ihop", exact: true }).click();
  await expect(line(cy, "Vi orkar")).toHaveCount(0);
  await ada.locator(".toast").getByRole("button", { name: "Ångra" }).click();
  await expect(line(cy, "Vi orkar")).toBeVisible();

  await choose(ada, "Text till föräldrar om sömn", "Dölj");
  await expect(line(dee, "om sömn")).toHaveCount(0);
  const eve = await browse();
  await eve.goto(meeting.room);
  expect(await eve.content()).not.toContain("om sömn");
  await ada.locator(".hidden-signals summary").click();
  await ada.getByRole("button", { name: "Visa igen" }).click();
  await expect(line(dee, "om sömn")).toContainText("2 har sagt detta");

  await choose(dee, "Vi orkar inte längre", "Ta tillbaka");
  await expect(line(ada, "Vi orkar")).toHaveCount(0);
});

test("a line without a name gives nobody away: in another browser, in what its page has, over the line and in the log", async ({ browse, meeting, node }) => {
  const [cy, dee] = [await browse(), await browse()];
  await join(cy, meeting, "Cy Lind");
  const frames: string[] = [];
  dee.on("websocket", ws => ws.on("framereceived", f => frames.push(String(f.payload))));
  await join(dee, meeting, "Dee Ros");
  const logged = node.log().length;
  await cy.getByText("Län, utan namn").click();
  await cy.getByLabel("Utan namn: bara sektor och län visas").check();
  await share(cy, "risk", "Ingen orkar mer");
  await expect(line(dee, "Ingen orkar mer")).toContainText("utan namn");
  const events = frames.filter(f => f.includes("Ingen orkar mer"));
  expect(events).not.toEqual([]);
  expect(events.filter(f => /Cy Lind|"by":\{"id":"[^"]/.test(f)), "what is told of it").toEqual([]);
  await dee.reload();
  const { snapshot } = JSON.parse(await dee.locator("#room-data").textContent() ?? "{}") as { readonly snapshot: { readonly room: { readonly signals: readonly object[] } } };
  expect(snapshot.room.signals).toHaveLength(1);
  expect(JSON.stringify(snapshot.room)).not.toContain("Cy Lind");
  expect(node.log().slice(logged)).not.toMatch(/Cy Lind|orkar/);
});

test("what has been said before, however it is inflected, is offered while one writes", async ({ browse, meeting }) => {
  const [cy, dee] = [await browse(), await browse()];
  await join(cy, meeting, "Cy Lind");
  await share(cy, "behov", "Föräldrar behöver texter om barns sömnproblem");
  await join(dee, { ...meeting, path: meeting.next, room: `${meeting.next}/rum` }, "Dee Ros");
  const alike = dee.locator(".alike");
  await dee.getByLabel("Din rad").fill("Text till föräldrarna om sömn");
  await expect(alike).toContainText("sömnproblem");
  await expect(alike).toContainText("sagt ");
  await expect.poll(async () => (await heard(dee)).filter(s => /^\d+ rad(?:er)? liknar din$/.test(s)).length).toBe(1);
  await looksRight(dee, "a line like one that is being written");
  await alike.locator(".signal").filter({ hasText: "barns sömnproblem" }).first().getByRole("button", { name: /^Vi också/ }).click();
  await expect(line(dee, "sömnproblem").filter({ hasText: "Dee Ros" })).toBeVisible();
  await expect(dee.getByLabel("Din rad")).toHaveValue("");
  await expect(alike).toHaveCount(0);

  const eve = await browse();
  await join(eve, { ...meeting, path: meeting.next, room: `${meeting.next}/rum` }, "Eve Ek");
  await eve.getByLabel("Din rad").fill("sömnproblem hos barnen");
  await eve.locator(".alike").getByRole("button", { name: /^Vi också/ }).first().click();
  await expect(line(dee, "sömnproblem").filter({ hasText: "2 har sagt detta" })).toBeVisible();
});

test("one's own is still one's own when the page is loaded again, and a refused line is not lost", async ({ organiser, browse, meeting }) => {
  const [ada, cy] = [await organiser(), await browse()];
  await room.enter(ada, meeting);
  await join(cy, meeting, "Cy Lind");
  await share(cy, "erfarenhet", "Telefonkedjan når 60");
  await cy.reload();
  await room.inRoom(cy);
  await toSignals(cy);
  await choose(cy, "Telefonkedjan når 60", "Ändra");
  await cy.locator(".item-form").getByLabel("Din rad").fill("Telefonkedjan når 70");
  await cy.locator(".item-form").getByRole("button", { name: "Spara" }).click();
  await expect(line(cy, "når 70")).toBeVisible();
  for (let n = 1; n < 20; n++) await share(cy, "behov", `Rad nummer ${n}.`);
  await cy.getByLabel("Din rad").fill("En för mycket");
  await cy.getByRole("button", { name: "Dela", exact: true }).click();
  await expect(cy.locator(".toast.refused")).toContainText("räcker");
  await expect(cy.getByLabel("Din rad")).toHaveValue("En för mycket");
});

test("the signals work without scripts, in English too", async ({ browse, meeting }) => {
  const cy = await browse({ javaScriptEnabled: false });
  await cy.goto(meeting.path);
  await cy.getByLabel("Namn", { exact: true }).fill("Cy Lind");
  await cy.getByRole("button", { name: /^(Gå till mötesrummet|Gå med)$/ }).click();
  await cy.goto(`/en${meeting.room}`);
  await cy.getByLabel("Your line").fill("A line without scripts");
  await cy.getByText("County, without a name").click();
  await cy.getByLabel("Without a name: only sector and county show").check();
  await cy.getByRole("button", { name: "Share", exact: true }).click();
  await expect(line(cy, "A line without scripts")).toContainText("without a name");
  await expect(cy.locator(".signals")).not.toContainText("Cy Lind");
  await cy.getByRole("button", { name: "Take back" }).click();
  await expect(line(cy, "A line without scripts")).toHaveCount(0);
});
