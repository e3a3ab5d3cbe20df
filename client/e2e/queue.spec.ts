// The floor: asking for it, the one order, the chair, and the line that breaks.
import { looksRight } from "./look";
import { choose, enter, join, mine, press, seesWaiting, speaker, toPeople, toQueue, undo } from "./queue";
import { expect, heard, test, unreachable } from "./stage";

test("a participant asks for the floor, says what it is about, is told that the turn comes, speaks and passes it on", async ({ organiser, browse, meeting }) => {
  const [ada, cy, dee] = [await organiser(), await browse(), await browse()];
  await enter(ada, meeting);
  await join(cy, meeting, "Cy Lind", "Granviks kommun");
  await join(dee, meeting, "Dee Ros");
  await expect(mine(cy)).toHaveAttribute("aria-disabled", "true");
  await expect(cy.getByText("Talarlistan öppnar en timme före mötet.")).toBeVisible();
  await press(ada, "Starta mötet");

  await press(dee, "Begär ordet");
  await expect(mine(dee)).toHaveText("Du är näst · Ta tillbaka");
  await seesWaiting(cy, ["Dee Ros"]);
  await press(cy, "Begär ordet");
  await expect(mine(cy)).toHaveText("Du är nummer 2 · Ta tillbaka");
  await expect(mine(cy)).toBeFocused();
  await press(cy, "Skriv vad det gäller");
  await cy.getByLabel("Vad gäller det?").fill("bron vid slussen");
  await press(cy, "Spara");
  for (const page of [ada, cy, dee]) await expect(page.locator(".turns .note")).toHaveText("bron vid slussen");
  await expect(cy.getByRole("button", { name: "Ändra vad det gäller" })).toBeFocused();

  await press(ada, "Nästa talare");
  await expect(speaker(cy)).toContainText("Dee Ros");
  await expect(speaker(cy)).toContainText(/talar nu · 0\.\d\d/);
  await expect(dee.locator(".toast")).toHaveText("Det är din tur");
  await expect(dee.locator(".own .cue")).toHaveText("Det är din tur");
  await expect(dee).toHaveTitle(/^Det är din tur · /);
  await expect(cy.locator(".toast")).toHaveText("Du är näst");
  await expect.poll(async () => (await heard(cy)).filter(t => t === "Du är näst").length).toBe(1);
  await expect.poll(async () => (await heard(cy)).filter(t => t === "Dee Ros har ordet").length).toBe(1);
  expect((await heard(dee)).filter(t => /har ordet/.test(t))).toEqual([]);

  await press(dee, "Lämna ordet");
  await expect(speaker(ada)).toHaveText("Ingen har ordet");
  await press(ada, "Nästa talare");
  await expect(speaker(dee)).toContainText("Cy Lind");
  await expect(mine(dee)).toHaveText("Begär ordet");
  expect((await heard(dee)).filter(t => t === "Det är din tur")).toHaveLength(1);
});

test("a double tap gives one turn, and withdrawing can be taken back", async ({ organiser, browse, meeting }) => {
  const [ada, cy, dee] = [await organiser(), await browse(), await browse()];
  await enter(ada, meeting);
  await press(ada, "Starta mötet");
  await join(cy, meeting, "Cy Lind");
  await join(dee, meeting, "Dee Ros");
  await expect(mine(cy)).not.toHaveAttribute("data-rests");
  await mine(cy).dblclick();
  await expect(mine(cy)).toHaveText("Du är näst · Ta tillbaka");
  await press(dee, "Begär ordet");
  await seesWaiting(ada, ["Cy Lind", "Dee Ros"]);
  await press(cy, "Du är näst · Ta tillbaka");
  await seesWaiting(ada, ["Dee Ros"]);
  await expect(cy.locator(".toast")).toContainText("Du står inte längre i talarlistan.");
  await undo(cy);
  await seesWaiting(ada, ["Cy Lind", "Dee Ros"]);
});

test("a minute in flight mode keeps the place, on every screen", async ({ organiser, browse, meeting, forgive }) => {
  forgive(unreachable);
  const [ada, cy, dee] = [await organiser(), await browse(), await browse()];
  await cy.clock.install();
  await enter(ada, meeting);
  await press(ada, "Starta mötet");
  await join(cy, meeting, "Cy Lind");
  await join(dee, meeting, "Dee Ros");
  await press(cy, "Begär ordet");
  await seesWaiting(dee, ["Cy Lind"]);
  await cy.context().setOffline(true);
  await press(dee, "Begär ordet");
  await seesWaiting(ada, ["Cy Lind", "Dee Ros"]);
  await cy.clock.fastForward(60_000);
  await expect(cy.locator(".strip")).toContainText("Ingen anslutning");
  await expect(mine(cy)).toHaveText("Du är näst · Ta tillbaka");
  await cy.context().setOffline(false);
  await cy.clock.fastForward(15_000);
  for (const page of [ada, cy, dee]) await seesWaiting(page, page === cy ? ["Cy Lind (du)", "Dee Ros"] : page === dee ? ["Cy Lind", "Dee Ros (du)"] : ["Cy Lind", "Dee Ros"]);
});

test("what is asked without a line is sent when it is back, once", async ({ organiser, browse, meeting, forgive }) => {
  forgive(unreachable);
  const [ada, cy] = [await organiser(), await browse()];
  await enter(ada, meeting);
  await press(ada, "Starta mötet");
  await join(cy, meeting, "Cy Lind");
  await cy.context().setOffline(true);
  await press(cy, "Begär ordet");
  await expect(mine(cy)).toHaveText("Du är näst · Ta tillbaka");
  await cy.context().setOffline(false);
  await seesWaiting(ada, ["Cy Lind"]);
  await cy.reload();
  await toQueue(cy);
  await expect(mine(cy)).toHaveText("Du är näst · Ta tillbaka");
});

test("the chair changes the order by menu and keys, skips, puts back, adds, closes, and takes each back", async ({ organiser, browse, meeting }) => {
  const [ada, cy] = [await organiser(), await browse()];
  await enter(ada, meeting);
  await press(ada, "Starta mötet");
  await join(cy, meeting, "Cy Lind");
  await press(cy, "Begär ordet");
  for (const name of ["Eli Fors", "Fay Ek", "Gun Alm"]) {
    await press(ada, "Lägg till talare");
    await expect(ada.getByLabel("Namn", { exact: true })).toBeFocused();
    await ada.getByLabel("Namn", { exact: true }).fill(name);
    await press(ada, "Lägg till");
  }
  await seesWaiting(ada, ["Cy Lind", "Eli Fors", "Fay Ek", "Gun Alm"]);
  await choose(ada, "Gun Alm", "Flytta först");
  await seesWaiting(ada, ["Gun Alm", "Cy Lind", "Eli Fors", "Fay Ek"]);
  await undo(ada);
  await seesWaiting(ada, ["Cy Lind", "Eli Fors", "Fay Ek", "Gun Alm"]);

  const handle = ada.getByRole("button", { name: "Flytta Fay Ek" });
  await handle.focus();
  await ada.keyboard.press("ArrowUp");
  await seesWaiting(ada, ["Cy Lind", "Fay Ek", "Eli Fors", "Gun Alm"]);
  await expect(handle).toBeFocused();
  await expect.poll(() => heard(ada)).toContain("Fay Ek på plats 2 av 4 i talarlistan");
  await ada.keyboard.press("Escape");
  await seesWaiting(ada, ["Cy Lind", "Eli Fors", "Fay Ek", "Gun Alm"]);

  await press(ada, "Nästa talare");
  await expect(speaker(ada)).toContainText("Cy Lind");
  await press(ada, "Hoppa över");
  await expect(speaker(ada)).toContainText("Eli Fors");
  await seesWaiting(ada, ["Cy Lind", "Fay Ek", "Gun Alm"]);
  await undo(ada);
  await expect(speaker(ada)).toContainText("Cy Lind");
  await seesWaiting(ada, ["Eli Fors", "Fay Ek", "Gun Alm"]);
  await press(ada, "Nästa talare");
  await expect(speaker(ada)).toContainText("Eli Fors");
  await press(ada, "Ge ordet tillbaka till Cy Lind");
  await expect(speaker(ada)).toContainText("Cy Lind");
  await choose(ada, "Gun Alm", "Ge ordet nu");
  await expect(speaker(cy)).toContainText("Gun Alm");

  await choose(ada, "Fay Ek", "Ta bort från listan");
  await seesWaiting(ada, ["Eli Fors"]);
  await undo(ada);
  await seesWaiting(ada, ["Eli Fors", "Fay Ek"]);

  await press(ada, "Stäng listan");
  await expect(cy.getByText("Talarlistan är stängd.")).toBeVisible();
  await expect(mine(cy)).toHaveAttribute("aria-disabled", "true");
  await press(ada, "Öppna listan");
  await press(cy, "Begär ordet");
  await seesWaiting(ada, ["Eli Fors", "Fay Ek", "Cy Lind"]);
  await expect(ada.getByText("Eli Fors har inte talat än.")).toHaveCount(0); // nobody before him has spoken
  await expect(ada.locator(".turn .tag")).toHaveCount(2);
});

test("somebody who has not spoken is suggested, and lifted by the chair alone", async ({ organiser, browse, meeting }) => {
  const [ada, cy, dee] = [await organiser(), await browse(), await browse()];
  await enter(ada, meeting);
  await press(ada, "Starta mötet");
  await join(cy, meeting, "Cy Lind");
  await join(dee, meeting, "Dee Ros");
  await press(cy, "Begär ordet");
  await seesWaiting(ada, ["Cy Lind"]);
  await press(ada, "Nästa talare");
  await press(cy, "Begär ordet igen");
  await press(ada, "Avsluta inlägget");
  await press(dee, "Begär ordet");
  await seesWaiting(ada, ["Cy Lind", "Dee Ros"]);
  await expect(ada.locator(".suggestion")).toContainText("Dee Ros har inte talat än.");
  await expect(cy.locator(".suggestion")).toHaveCount(0);
  await ada.locator(".suggestion").getByRole("button").click();
  await seesWaiting(cy, ["Dee Ros", "Cy Lind (du)"]);
});

test("the cue is heard and felt by those who want it", async ({ organiser, browse, meeting }) => {
  const [ada, cy] = [await organiser(), await browse()];
  await cy.addInitScript(() => {
    const shaken: unknown[] = [];
    Object.assign(globalThis, { shaken });
    Object.defineProperty(navigator, "vibrate", { value: (pattern: unknown) => shaken.push(pattern) });
  });
  const shaken = () => cy.evaluate(() => (globalThis as unknown as { readonly shaken: readonly unknown[] }).shaken.length);
  await enter(ada, meeting);
  await press(ada, "Starta mötet");
  await join(cy, meeting, "Cy Lind");
  await press(cy, "Begär ordet");
  await seesWaiting(ada, ["Cy Lind"]);
  await press(ada, "Nästa talare");
  await expect(cy.locator(".own .cue")).toBeVisible();
  expect(await shaken()).toBe(0);
  await cy.getByLabel("Ljud och vibration när det är min tur").check();
  await expect.poll(shaken).toBe(1);
  await press(cy, "Begär ordet igen");
  await seesWaiting(ada, ["Cy Lind"]);
  await press(ada, "Nästa talare");
  await seesWaiting(ada, []);
  await press(ada, "Avsluta inlägget");
  await expect(cy.locator(".own .cue")).toHaveCount(0);
  await cy.reload();
  await toQueue(cy);
  await press(cy, "Begär ordet");
  await seesWaiting(ada, ["Cy Lind"]);
  await press(ada, "Nästa talare");
  await expect(cy.locator(".own .cue")).toBeVisible();
  await expect.poll(shaken).toBe(1); // once after the page was loaded again
});

test("the speaker list in English says the same", async ({ organiser, browse, meeting }) => {
  const [ada, cy] = [await organiser(), await browse()];
  await enter(ada, meeting);
  await press(ada, "Starta mötet");
  await join(cy, meeting, "Cy Lind");
  await cy.goto(`/en${meeting.room}`);
  await toQueue(cy);
  await press(cy, "Ask for the floor");
  await expect(mine(cy)).toHaveText("You are next · Withdraw");
  await press(ada, "Nästa talare");
  await expect(cy.locator(".toast")).toHaveText("It is your turn");
  await expect(speaker(cy)).toContainText(/speaking now · 0:\d\d/);
  await press(cy, "Pass the floor");
  await expect(speaker(cy)).toHaveText("Nobody has the floor");
});

test("without scripts one asks for the floor and the chair gives it", async ({ browse, node, meeting }) => {
  const plain = { javaScriptEnabled: false };
  const [ada, cy] = [await browse(plain), await browse(plain)];
  await ada.goto(node.link());
  await ada.getByLabel("Ditt namn").fill("Ada Ek");
  await press(ada, /^Logga in som/);
  await ada.goto(meeting.room);
  await press(ada, "Starta mötet");
  await cy.goto(meeting.path);
  await cy.getByLabel("Namn", { exact: true }).fill("Cy Lind");
  await press(cy, /^(Gå till mötesrummet|Gå med)$/);
  await cy.locator(".own").getByRole("button").click();
  await expect(mine(cy)).toHaveText("Du är näst · Ta tillbaka");
  await cy.getByLabel("Vad gäller det?").fill("bron vid slussen");
  await cy.locator(".no-script").getByRole("button", { name: "Begär ordet" }).click();
  await seesWaiting(cy, ["Cy Lind (du)"]);
  await expect(cy.locator(".turns .note")).toHaveText("bron vid slussen");

  await ada.goto(meeting.room);
  await press(ada, "Lägg till Telefon 1");
  await press(ada, "Sätt i talarlistan");
  await seesWaiting(ada, ["Cy Lind", "Telefon 1"]);
  await ada.locator("#plats-turn").selectOption({ label: "2. Telefon 1" });
  await press(ada, "Flytta först");
  await seesWaiting(ada, ["Telefon 1", "Cy Lind"]);
  await press(ada, "Nästa talare");
  await expect(speaker(ada)).toContainText("Telefon 1");
  await press(ada, "Nästa talare");
  await cy.goto(meeting.room);
  await expect(cy.locator(".own .cue")).toHaveText("Det är din tur");
  await press(cy, "Lämna ordet");
  await expect(speaker(cy)).toHaveText("Ingen har ordet");
});

test("the speaker list looks right, whatever is open in it", async ({ organiser, browse, meeting }) => {
  const [ada, cy] = [await organiser(), await browse()];
  await enter(ada, meeting);
  await join(cy, meeting, "Åsa Öberg-Zachariassen von Wachenfeldt", "Riksnätverket för anhöriga och närstående i hela landet");
  await looksRight(cy, "before it opens");
  await press(ada, "Starta mötet");
  await press(cy, "Begär ordet");
  await press(cy, "Skriv vad det gäller");
  await looksRight(cy, "saying what it is about");
  await cy.getByLabel("Vad gäller det?").fill("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen och annat som rör bron");
  await press(cy, "Spara");
  await press(ada, "Nästa talare");
  await expect(cy.locator(".own .cue")).toBeVisible();
  await press(cy, "Begär ordet igen");
  await looksRight(cy, "speaking and waiting");
  await toPeople(ada);
  await press(ada, "Lägg till person som ringer");
  await looksRight(ada, "adding a caller");
  await press(ada, "Lägg till Telefon 1");
  await choose(ada, "Telefon 1", "Sätt i talarlistan");
  await seesWaiting(ada, ["Åsa Öberg-Zachariassen von Wachenfeldt", "Telefon 1"]);
  await toQueue(ada);
  await press(ada, "Nästa talare");
  await press(ada, "Lägg till talare");
  await looksRight(ada, "adding a speaker");
  await ada.getByLabel("Namn", { exact: true }).fill("Eli Fors");
  await press(ada, "Lägg till");
  await seesWaiting(ada, ["Telefon 1", "Eli Fors"]);
  await press(ada, "Stäng listan");
  await ada.getByRole("button", { name: "Mer om Eli Fors" }).click();
  await looksRight(ada, "a menu of the speaker list");
  await looksRight(cy, "a closed list");
});
