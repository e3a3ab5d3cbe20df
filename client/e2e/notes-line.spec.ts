// Nothing written in the shared notes is lost, and the mark beside them never says more
// than is true: without a line, when a page or the program dies, and after the meeting.
import { enter, join, press, putCaret } from "./room";
import { expect, test, type Page, unreachable } from "./stage";

/** The text of the meeting's own notes. */
const text = (page: Page) => page.getByRole("textbox", { name: "Anteckningar till hela mötet" });
const mark = (page: Page) => page.locator(".mark-saved");
const leftovers = (page: Page) => page.getByRole("region", { name: "Det här kom inte med i anteckningarna" });

const kept = /^Sparat kl\. \d\d\.\d\d$/;
const onDevice = "Sparat på den här enheten, inte skickat än";
const onlyHere = "Inte sparat än. Stäng inte sidan.";

/** Turns to the notes and waits until they can be written in. */
async function takeNotes(page: Page): Promise<void> {
  await expect(page.locator(".no-script")).toHaveCount(0); // the script has taken the page over
  const tab = page.getByRole("tab", { name: "Anteckna" });
  if (await tab.isVisible()) await tab.click();
  await expect(text(page)).toBeVisible();
}

/** Writes at the end of the meeting's notes. */
async function write(page: Page, words: string): Promise<void> {
  await page.bringToFront();
  await putCaret(page, text(page), "ControlOrMeta+End");
  await page.keyboard.type(words);
}

/** Takes the network away from a browser. */
async function cut(page: Page): Promise<() => Promise<void>> {
  await page.context().setOffline(true);
  return () => page.context().setOffline(false);
}

/** Has the process behind a page die, without a word to the page. */
async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  session.send("Page.crash").catch(() => {}); // it never answers
  await crashed;
  await page.close();
}

/** Opens the room in another page of the same browser. */
async function openAnew(page: Page, { room }: { readonly room: string }): Promise<Page> {
  const next = await page.context().newPage();
  await next.goto(room);
  await takeNotes(next);
  return next;
}

test("what two people write at once both have, and the mark tells when it is saved", async ({ organiser, browse, meeting }) => {
  const [ada, bo] = [await organiser(), await browse()];
  await Promise.all([enter(ada, meeting), join(bo, meeting, "Bo Ek")]);
  for (const page of [ada, bo]) await takeNotes(page);
  await write(ada, "Ada skriver en rad. ");
  await write(bo, "Bo skriver en annan.");
  for (const page of [ada, bo]) {
    await expect(text(page)).toContainText("Ada skriver en rad. Bo skriver en annan.");
    await expect(mark(page)).toHaveText(kept);
  }
});

test("the mark says saved when the server has answered, and not before", async ({ organiser, meeting }) => {
  const ada = await organiser();
  let hold = false;
  const held: (() => void)[] = [];
  await ada.routeWebSocket(/\/socket$/, line => {
    const server = line.connectToServer();
    server.onMessage(frame => {
      const pass = () => line.send(frame);
      if (hold && typeof frame === "string" && frame.includes('"notes"')) held.push(pass);
      else pass();
    });
  });
  await enter(ada, meeting);
  await takeNotes(ada);
  await write(ada, "En rad");
  await expect(mark(ada)).toHaveText(kept);
  hold = true;
  await write(ada, " och en till");
  await expect(mark(ada)).toHaveText("Sparar …");
  await expect.poll(() => held.length).toBeGreaterThan(0);
  await expect(mark(ada)).toHaveText("Sparar …");
  hold = false;
  for (const pass of held) pass();
  await expect(mark(ada)).toHaveText(kept);
});

test("after an hour without a network everything is sent, and the mark told where it was", async ({ organiser, browse, meeting, forgive }) => {
  forgive(unreachable);
  const [ada, eve] = [await organiser(), await browse()];
  await ada.clock.install();
  await Promise.all([enter(ada, meeting), join(eve, meeting, "Eva Lind")]);
  for (const page of [ada, eve]) await takeNotes(page);
  await write(eve, "Med nät. ");
  await expect(text(ada)).toContainText("Med nät.");
  const back = await cut(ada);
  await write(ada, "Skrivet i tunneln. ");
  await expect(mark(ada)).toHaveText(onDevice);
  await ada.clock.fastForward("01:00:00");
  await expect(mark(ada)).toHaveText(onDevice);
  await write(eve, "Under tiden.");
  await expect(mark(eve)).toHaveText(kept);
  await back();
  await expect(mark(ada)).toHaveText(kept);
  for (const page of [ada, eve]) {
    await expect(text(page)).toContainText("Skrivet i tunneln.");
    await expect(text(page)).toContainText("Under tiden.");
  }
});

test("a page that crashes without a network has its text when it is opened again, and sends it", async ({ browse, meeting, forgive }) => {
  forgive(unreachable);
  const [cy, eve] = [await browse(), await browse()];
  await Promise.all([join(cy, meeting, "Cy Lind"), join(eve, meeting, "Eva Lind")]);
  for (const page of [cy, eve]) await takeNotes(page);
  const back = await cut(cy);
  await write(cy, "Skrivet före kraschen");
  await expect(mark(cy)).toHaveText(onDevice);
  await crash(cy);
  await expect(text(eve)).not.toContainText("kraschen");
  await back();
  const again = await cy.context().newPage();
  await again.goto(meeting.room);
  await expect(text(eve)).toContainText("Skrivet före kraschen"); // before anybody has turned to the notes
  await takeNotes(again);
  await expect(text(again)).toContainText("Skrivet före kraschen");
  await expect(mark(again)).toHaveText(kept);
  await expect(leftovers(again)).toHaveCount(0);
  expect(await again.evaluate(() => Object.keys(localStorage).filter(key => key.startsWith("unsent:"))), "what is fetched for the next time").toEqual([]);
});

test("leaving with notes that are not sent asks first, and what was left is there on coming back", async ({ organiser, meeting, forgive }) => {
  forgive(unreachable);
  const ada = await organiser();
  await enter(ada, meeting);
  await takeNotes(ada);
  await write(ada, "Skickat. ");
  await expect(mark(ada)).toHaveText(kept);
  const asked: string[] = [];
  ada.on("dialog", dialog => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  const back = await cut(ada);
  await write(ada, "Inte skickat.");
  await expect(mark(ada)).toHaveText(onDevice);
  await ada.evaluate(() => location.assign("/om"));
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  ada.removeAllListeners("dialog");
  ada.on("dialog", dialog => void dialog.accept());
  const closed = ada.waitForEvent("close");
  await ada.close({ runBeforeUnload: true });
  await closed;
  await back();
  const again = await openAnew(ada, meeting);
  await expect(text(again)).toContainText("Skickat. Inte skickat.");
  await expect(mark(again)).toHaveText(kept);
});

test("the program dies under those who write: nothing that was shown or marked is lost, and what came after is sent", async ({ organiser, browse, meeting, node, forgive }) => {
  forgive(unreachable);
  const [ada, eve] = [await organiser(), await browse()];
  await Promise.all([enter(ada, meeting), join(eve, meeting, "Eva Lind")]);
  for (const page of [ada, eve]) await takeNotes(page);
  await write(ada, "Ada före. ");
  await expect(text(eve)).toContainText("Ada före.");
  await write(eve, "Eva före. ");
  await expect(mark(eve)).toHaveText(kept);
  await node.kill();
  await write(ada, "Ada under tiden. ");
  await expect(mark(ada)).toHaveText(onDevice);
  await write(eve, "Eva under tiden.");
  await expect(mark(eve)).toHaveText(onDevice);
  expect(await node.run("--sample")).toBe(true);
  for (const page of [ada, eve]) {
    await expect(mark(page)).toHaveText(kept, { timeout: 30_000 });
    for (const words of ["Ada före.", "Eva före.", "Ada under tiden.", "Eva under tiden."]) await expect(text(page)).toContainText(words);
  }
});

test("an older copy of the server's disk is put back: what it lacks comes back from those who wrote it", async ({ organiser, browse, meeting, node, forgive }) => {
  forgive(unreachable);
  const [ada, eve] = [await organiser(), await browse()];
  await Promise.all([enter(ada, meeting), join(eve, meeting, "Eva Lind")]);
  for (const page of [ada, eve]) await takeNotes(page);
  await write(ada, "Före kopian. ");
  await expect(mark(ada)).toHaveText(kept);
  await node.copy();
  expect(await node.run("--sample")).toBe(true);
  await write(eve, "Efter kopian. ");
  await expect(mark(eve)).toHaveText(kept, { timeout: 30_000 });
  await expect(text(ada)).toContainText("Efter kopian.", { timeout: 30_000 });
  await node.putBack();
  expect(await node.run("--sample")).toBe(true);
  await write(ada, "Sist.");
  for (const page of [ada, eve]) await expect(mark(page)).toHaveText(kept, { timeout: 30_000 });
  const cy = await browse();
  await join(cy, meeting, "Cy Lind");
  await takeNotes(cy);
  await expect(text(cy)).toContainText("Före kopian. Efter kopian. Sist.", { timeout: 30_000 });
});

test("what reaches the server after the meeting has ended is told of, can be put aside, and is not in the notes", async ({ organiser, browse, meeting, forgive }) => {
  forgive(unreachable);
  const [ada, cy] = [await organiser(), await browse()];
  await Promise.all([enter(ada, meeting), join(cy, meeting, "Cy Lind")]);
  await takeNotes(cy);
  await write(cy, "I tid.");
  await expect(mark(cy)).toHaveText(kept);
  const back = await cut(cy);
  await write(cy, " För sent.");
  await expect(mark(cy)).toHaveText(onDevice);
  await press(ada, "Starta mötet");
  await press(ada, "Avsluta mötet");
  await press(ada, "Ja, avsluta");
  await back();
  await expect(leftovers(cy)).toContainText("Mötet är avslutat. Det du skrev ligger hos organisatören");
  await expect(leftovers(cy)).toContainText("För sent.");
  await expect(text(cy)).toHaveCount(0); // only to be read
  await expect(cy.locator(".notes")).toContainText("I tid.");
  const again = await cy.context().newPage();
  await again.goto(meeting.room);
  await again.getByRole("tab", { name: "Anteckna" }).click();
  await expect(leftovers(again)).toContainText("För sent.");
  await leftovers(again).getByRole("button", { name: "Behövs inte" }).click();
  await expect(leftovers(again)).toHaveCount(0);
});

test("text from before one signed out is offered, and comes into the notes only if one wants it", async ({ browse, meeting, forgive }) => {
  forgive(unreachable);
  const cy = await browse();
  await join(cy, meeting, "Cy Lind");
  await takeNotes(cy);
  const back = await cut(cy);
  await write(cy, "Skrivet innan");
  await expect(mark(cy)).toHaveText(onDevice);
  await cy.close({ runBeforeUnload: false });
  await back();
  await cy.context().clearCookies();
  const again = await cy.context().newPage();
  await join(again, meeting, "Cy Lind");
  await takeNotes(again);
  await expect(leftovers(again)).toContainText("Skrivet innan");
  await expect(text(again)).not.toContainText("Skrivet innan");
  await leftovers(again).getByRole("button", { name: "Lägg in sist" }).click();
  await expect(text(again)).toContainText("Skrivet innan");
  await expect(mark(again)).toHaveText(kept);
  await expect(leftovers(again)).toHaveCount(0);
});

test("two pages of one person write side by side, and neither takes the other's text for its own", async ({ browse, meeting, forgive }) => {
  forgive(unreachable);
  const cy = await browse();
  await join(cy, meeting, "Cy Lind");
  await takeNotes(cy);
  const back = await cut(cy);
  await write(cy, "Första sidan. ");
  await expect(mark(cy)).toHaveText(onDevice);
  await back();
  await expect(mark(cy)).toHaveText(kept);
  const other = await openAnew(cy, meeting);
  await expect(text(other)).toContainText("Första sidan.");
  await write(other, "Andra sidan. ");
  await expect(text(cy)).toContainText("Andra sidan.");
  await write(cy, "Första igen.");
  for (const page of [cy, other]) {
    await expect(text(page)).toContainText("Första sidan. Andra sidan. Första igen.");
    await expect(leftovers(page)).toHaveCount(0);
  }
});

test("notes that were locked meanwhile say who can open them, and give the text back when they are", async ({ organiser, browse, meeting, forgive }) => {
  forgive(unreachable);
  const [ada, cy] = [await organiser(), await browse()];
  await Promise.all([enter(ada, meeting), join(cy, meeting, "Cy Lind")]);
  for (const page of [ada, cy]) await takeNotes(page);
  const back = await cut(cy);
  await write(cy, "Medan de var låsta");
  await expect(mark(cy)).toHaveText(onDevice);
  await press(ada, "Lås anteckningarna");
  await expect(ada.getByRole("button", { name: "Lås upp anteckningarna" })).toBeVisible();
  await back();
  await expect(leftovers(cy)).toContainText("Be organisatören låsa upp dem");
  await expect(leftovers(cy)).toContainText("Medan de var låsta");
  await press(ada, "Lås upp anteckningarna");
  await leftovers(cy).getByRole("button", { name: "Lägg in sist" }).click();
  for (const page of [ada, cy]) await expect(text(page)).toContainText("Medan de var låsta");
  await expect(mark(cy)).toHaveText(kept);
});

test("where sockets are blocked the notes say so, can be read, and are added to with a form", async ({ organiser, browse, meeting }) => {
  const [ada, cy] = [await organiser(), await browse()];
  await enter(ada, meeting);
  await takeNotes(ada);
  await write(ada, "Skrivet av Ada.");
  await expect(mark(ada)).toHaveText(kept);
  await cy.addInitScript(() => {
    class Shut extends EventTarget {
      onclose: ((e: CloseEvent) => void) | null = null;
      constructor() {
        super();
        queueMicrotask(() => this.onclose?.(new CloseEvent("close", { code: 1006 })));
      }
      close(): void {}
    }
    Object.assign(globalThis, { WebSocket: Shut });
  });
  await cy.goto(meeting.path);
  await cy.getByLabel("Namn", { exact: true }).fill("Cy Lind");
  await press(cy, "Gå till mötesrummet");
  await cy.getByRole("tab", { name: "Anteckna" }).click();
  await expect(cy.locator(".notes")).toContainText("anteckningarna kan inte skrivas direkt här");
  await expect(cy.locator(".notes")).toContainText("Skrivet av Ada.");
  await cy.getByLabel("Anteckning", { exact: true }).fill("Tillagt med formulär.");
  await press(cy, "Lägg till");
  await expect(text(ada)).toContainText("Tillagt med formulär.");
});

test("where the browser keeps nothing the mark says so, and leaving asks", async ({ browse, meeting, forgive }) => {
  forgive(unreachable);
  const cy = await browse();
  await cy.addInitScript(() => Object.defineProperty(globalThis, "indexedDB", { value: undefined }));
  await join(cy, meeting, "Cy Lind");
  await takeNotes(cy);
  await write(cy, "Sparat. ");
  await expect(mark(cy)).toHaveText(kept);
  const asked: string[] = [];
  cy.on("dialog", dialog => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  const back = await cut(cy);
  await write(cy, "Bara här.");
  await expect(mark(cy)).toHaveText(onlyHere);
  await cy.evaluate(() => location.assign("/om"));
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await back();
  await expect(mark(cy)).toHaveText(kept);
  await expect(text(cy)).toContainText("Sparat. Bara här.");
});
