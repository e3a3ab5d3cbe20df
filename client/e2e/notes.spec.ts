// The shared notes as people write them together, with a mouse, a thumb or only keys.
import { choose, enter, inRoom, join, now, press, putCaret, turnTo } from "./room";
import { expect, heard, test, type Page } from "./stage";

/** The text on an item of the agenda, by its number. */
const on = (page: Page, n: number) => page.getByRole("textbox", { name: new RegExp(`^Anteckningar till punkt ${n}, `) });
const general = (page: Page) => page.getByRole("textbox", { name: "Anteckningar till hela mötet" });
const tool = (page: Page, name: string) => page.getByRole("toolbar", { name: "Formatera" }).getByRole("button", { name, exact: true });

/** Turns to the notes and waits until they can be written in. */
async function notes(page: Page): Promise<void> {
  await turnTo(page, "Anteckna");
  await expect(page.getByRole("toolbar", { includeHidden: true })).toBeAttached();
}

/** Starts the meeting, and has two people in its notes. */
async function twoAtNotes(ada: Page, bo: Page, meeting: { readonly path: string; readonly room: string; readonly theme: string; readonly next: string }): Promise<void> {
  await Promise.all([enter(ada, meeting), join(bo, meeting, "Bo Alm")]);
  await press(ada, "Starta mötet");
  await expect(now(bo)).toContainText("Punkt 1 av 7");
  await Promise.all([notes(ada), notes(bo)]);
}

test("two people write in the same paragraph, and each sees where the other is", async ({ organiser, browse, meeting }) => {
  const [ada, bo] = [await organiser(), await browse()];
  await twoAtNotes(ada, bo, meeting);
  await on(ada, 1).click();
  await ada.keyboard.type("Ada hälsar.");
  await expect(on(bo, 1)).toHaveText(/^Ada hälsar\./);
  await putCaret(bo, on(bo, 1), "ControlOrMeta+End");
  await bo.keyboard.type(" Bo med.");
  await ada.keyboard.press("ControlOrMeta+Home");
  await ada.keyboard.type("Först: ");
  for (const page of [ada, bo]) await expect(on(page, 1).locator("p")).toContainText(/^Först: .*Ada hälsar\. Bo med\./);
  await expect(on(ada, 1).locator(".caret > [data-name]")).toHaveAttribute("data-name", "Bo Alm");
  await expect(on(ada, 1).locator(".caret")).toHaveAttribute("aria-hidden", "true");
  await expect(ada.locator(".writers")).toHaveText("1 till skriver");
  await expect(ada.locator(".mark-saved")).toHaveText(/^Sparat kl\. \d\d\.\d\d$/);
  expect((await heard(ada)).filter(said => /Spara/.test(said)), "what is said aloud while all goes well").toEqual([]);
});

test("signs at the beginning of a line make headings, lists, decisions and actions", async ({ organiser, meeting, browse }) => {
  const [ada, bo] = [await organiser(), await browse()];
  await twoAtNotes(ada, bo, meeting);
  await on(ada, 1).click();
  await ada.keyboard.type("## Lägesbild\nFler ringer.\n- ett\ntvå\n\n1. först\nsedan\n\nBeslut: Vi träffas igen.\nÅtgärd: Bo ringer regionen.\nSe https://exempel.se/sida. ");
  for (const page of [ada, bo]) {
    const text = on(page, 1);
    await expect(text.getByRole("heading", { name: "Lägesbild", level: 4 })).toBeVisible();
    await expect(text.locator("ul > li")).toHaveText(["ett", "två"]);
    await expect(text.locator("ol > li")).toHaveText(["först", "sedan"]);
    await expect(text.locator(".beslut")).toHaveText("Vi träffas igen.");
    await expect(text.locator(".atgard")).toHaveText("Bo ringer regionen.");
    await expect(text.getByRole("link")).toHaveAttribute("href", "https://exempel.se/sida");
  }
  const plain = await browse({ javaScriptEnabled: false });
  await plain.goto(meeting.room);
  await expect(plain.locator(".beslut")).toHaveText("Beslut: Vi träffas igen.");
  await expect(plain.locator(".notes-text h4")).toHaveText("Lägesbild");
});

test("everything is done with keys: into the text, to the buttons, back and out", async ({ organiser, meeting }) => {
  const ada = await organiser();
  await enter(ada, meeting);
  await notes(ada);
  await general(ada).focus();
  await ada.keyboard.type("Rubriken");
  await ada.keyboard.press("Escape");
  await expect(tool(ada, "Rubrik")).toBeFocused();
  await ada.keyboard.press("Enter");
  await expect(general(ada)).toBeFocused();
  await expect(general(ada).getByRole("heading", { name: "Rubriken" })).toBeVisible();
  await ada.keyboard.press("Enter");
  await ada.keyboard.press("Escape");
  await ada.keyboard.press("ArrowRight");
  await expect(tool(ada, "Punktlista")).toBeFocused();
  await ada.keyboard.press("ArrowLeft");
  await ada.keyboard.press("ArrowLeft");
  await expect(tool(ada, "Gör om")).toBeFocused();
  await ada.keyboard.press("Home");
  await ada.keyboard.press("ArrowRight");
  await ada.keyboard.press("Space");
  await ada.keyboard.type("punkt");
  await expect(general(ada).locator("li")).toHaveText("punkt");
  await ada.keyboard.press("ControlOrMeta+b");
  await ada.keyboard.type("!");
  await expect(general(ada).locator("strong")).toHaveText("!");
  await ada.keyboard.press("ControlOrMeta+k");
  await expect(ada.getByLabel("Länkens adress")).toBeFocused();
  await ada.keyboard.type("inte en adress");
  await ada.keyboard.press("Enter");
  await expect(ada.getByRole("alert")).toContainText("Det där är ingen adress.");
  await ada.getByLabel("Länkens adress").fill("exempel.se/x");
  await ada.keyboard.press("Enter");
  await expect(general(ada).getByRole("link", { name: "exempel.se/x" })).toHaveAttribute("href", "https://exempel.se/x");
  await expect(general(ada)).toBeFocused();
  await ada.keyboard.press("Tab");
  await expect(general(ada)).not.toBeFocused();
  await ada.keyboard.press("Shift+Tab");
  await expect(general(ada)).toBeFocused();
  await ada.keyboard.press("Shift+Tab");
  await expect(ada.getByRole("button", { name: "Hela mötet" })).toBeFocused();
});

test("one takes back one's own writing and nobody else's", async ({ organiser, browse, meeting }) => {
  const [ada, bo] = [await organiser(), await browse()];
  await twoAtNotes(ada, bo, meeting);
  await on(ada, 1).click();
  await ada.keyboard.type("Adas ord.");
  await expect(on(bo, 1)).toContainText("Adas ord.");
  await putCaret(bo, on(bo, 1), "ControlOrMeta+End");
  await bo.keyboard.type(" Bos ord.");
  await expect(on(ada, 1)).toContainText("Bos ord.");
  for (let n = 0; n < 12; n++) await ada.keyboard.press("ControlOrMeta+z"); // slowly typed letters are taken back one by one
  await expect(on(bo, 1).locator("p")).toHaveText(/^\s*Bos ord\.$/);
  for (let n = 0; n < 12; n++) await ada.keyboard.press("ControlOrMeta+y");
  await expect(on(bo, 1).locator("p")).toHaveText(/Adas ord\./);
  await expect(tool(ada, "Gör om")).toHaveAttribute("aria-disabled", "true");
  await tool(ada, "Ångra").click();
  await expect(tool(ada, "Gör om")).not.toHaveAttribute("aria-disabled");
  await tool(ada, "Gör om").click();
  await expect(tool(ada, "Gör om")).toHaveAttribute("aria-disabled", "true");
  await expect(on(bo, 1).locator("p")).toHaveText(/Adas ord\./);
  await expect(on(bo, 1).locator("p")).toContainText("Bos ord.");
});

test("a text follows its item when the agenda is reordered, and stays when the item is removed", async ({ organiser, meeting }) => {
  const ada = await organiser();
  await enter(ada, meeting);
  await notes(ada);
  await ada.getByRole("button", { name: "7. Vi tar med oss, nästa gång" }).click();
  await expect(on(ada, 7)).toBeFocused();
  await ada.keyboard.type("Hör till sista punkten");
  await turnTo(ada, "Dagordning");
  await ada.getByRole("button", { name: "Flytta Vi tar med oss, nästa gång", exact: true }).focus();
  await ada.keyboard.press("Home");
  await turnTo(ada, "Anteckna");
  await expect(on(ada, 1)).toHaveText("Hör till sista punkten");
  await turnTo(ada, "Dagordning");
  await choose(ada, "Vi tar med oss, nästa gång", "Ta bort");
  await turnTo(ada, "Anteckna");
  await expect(ada.getByRole("textbox", { name: "Anteckningar till en borttagen punkt" })).toHaveText("Hör till sista punkten");
});

test("one who only follows reads what is written as it is written, and is told how to write", async ({ organiser, browse, meeting }) => {
  const [ada, eve] = [await organiser(), await browse()];
  await Promise.all([enter(ada, meeting), enter(eve, meeting)]);
  await notes(ada);
  await turnTo(eve, "Anteckna");
  await expect(eve.locator(".why")).toContainText("Du följer utan att synas. Gå med för att skriva.");
  await general(ada).click();
  await ada.keyboard.type("Till alla");
  await expect(eve.locator(".notes .text").first()).toHaveText("Till alla");
  await expect(eve.locator(".notes [contenteditable=true]")).toHaveCount(0);
  await expect(eve.getByRole("toolbar")).toHaveCount(0);
  await eve.getByRole("region", { name: "Anteckningar" }).getByRole("link", { name: "Gå med" }).click();
  await eve.getByLabel("Namn", { exact: true }).fill("Eve Lund");
  await press(eve, /^(Gå till mötesrummet|Gå med)$/);
  await notes(eve);
  await putCaret(eve, general(eve), "ControlOrMeta+End");
  await eve.keyboard.type(" och en");
  await expect(general(ada)).toContainText("Till alla och en");
});

test("an organiser locks the notes, and guests read on", async ({ organiser, browse, meeting }) => {
  const [ada, bo] = [await organiser(), await browse()];
  await twoAtNotes(ada, bo, meeting);
  await press(ada, "Lås anteckningarna");
  await expect(bo.locator(".why")).toContainText("Anteckningarna är låsta.");
  await expect(bo.locator(".notes [contenteditable=true]")).toHaveCount(0);
  await on(ada, 1).click();
  await ada.keyboard.type("Efter låset");
  await expect(bo.locator(".note.current .text")).toHaveText("Efter låset");
  await press(ada, "Lås upp anteckningarna");
  await on(bo, 1).click();
  await bo.keyboard.type("Bo åter. ");
  await expect(on(ada, 1)).toContainText("Bo åter.");
});

test("over a keyboard that covers the page stand the buttons, and over them the line that is written", async ({ organiser, meeting }) => {
  const ada = await organiser("Ada Ek", { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
  await ada.addInitScript(() => {
    const covered = Object.assign(new EventTarget(), { height: innerHeight, width: innerWidth, offsetTop: 0, scale: 1 });
    Object.defineProperty(globalThis, "visualViewport", { value: covered });
  });
  await enter(ada, meeting);
  await press(ada, "Starta mötet");
  await notes(ada);
  await on(ada, 1).click();
  for (let n = 0; n < 12; n++) await ada.keyboard.type(`Rad ${n}\n`);
  const last = on(ada, 1).locator("p").last();
  for (const keyboard of [0, 300]) {
    await ada.evaluate(height => {
      Object.assign(visualViewport!, { height: innerHeight - height });
      visualViewport!.dispatchEvent(new Event("resize"));
    }, keyboard);
    await ada.keyboard.type("x");
    const over = 740 - keyboard;
    await expect(async () => {
      const [line, buttons] = [await last.boundingBox(), await ada.locator(".tools-of-notes").boundingBox()];
      const end = buttons!.y + buttons!.height;
      expect(end).toBeLessThanOrEqual(over);
      if (keyboard) expect(end).toBeGreaterThan(over - 2);
      expect(line!.y + line!.height).toBeLessThanOrEqual(buttons!.y);
    }).toPass({ timeout: 20_000 });
  }
});

test("the notes are English on an English page", async ({ browse, meeting }) => {
  const cy = await browse({ locale: "en-GB" });
  await cy.goto(`/en${meeting.path}`);
  await cy.getByLabel("Name", { exact: true }).fill("Cy Lind");
  await press(cy, "Go to the meeting room");
  await inRoom(cy);
  await turnTo(cy, "Take notes");
  const text = cy.getByRole("textbox", { name: "Notes on the whole meeting" });
  await text.click();
  await cy.keyboard.type("Decision: We meet again. ");
  await expect(text.locator(".beslut")).toHaveText("We meet again. ");
  expect(await text.locator(".beslut").evaluate(e => getComputedStyle(e, "::before").content)).toBe('"Decision: "');
});
