// A participant with a browser, from the page of a theme to the page of the meeting when
// it is over: on a phone in Swedish, and on a desktop in English.
import { isClean } from "./look";
import { mine, press, seesWaiting, toQueue } from "./queue";
import * as room from "./room";
import { expect, heard, test, unreachable } from "./stage";

const swedish = {
  lang: "", width: 360, name: "Namn", join: /^(Gå till mötesrummet|Gå med)$/, early: "Mötet har inte börjat", first: "Punkt 1 av 7", said: "Nu pågår Välkomna",
  ask: "Begär ordet", next: "Du är näst · Ta tillbaka", second: "Du är nummer 2 · Ta tillbaka", about: "Skriv vad det gäller", field: "Vad gäller det?", save: "Spara", change: "Ändra vad det gäller",
  gone: "Ingen anslutning", turn: "Det är din tur", pass: "Lämna ordet", input: "Inspel", line: "Din rad", share: "Dela", too: /^Också min/, answer: "Svara", thanks: "Ditt svar är med. Tack!",
  notes: "Anteckna", whole: /^Anteckningar .*Välkomna/, saved: /^Sparat/, read: "Läs anteckningarna",
};
const english: typeof swedish = {
  lang: "/en", width: 1280, name: "Name", join: /^(Go to the meeting room|Join)$/, early: "The meeting has not begun", first: "Item 1 of 7", said: "Now: Välkomna",
  ask: "Ask for the floor", next: "You are next · Withdraw", second: "You are number 2 · Withdraw", about: "Say what it is about", field: "What is it about?", save: "Save", change: "Change what it is about",
  gone: "No connection", turn: "It is your turn", pass: "Pass the floor", input: "Input", line: "Your line", share: "Share", too: /^Mine too/, answer: "Answer", thanks: "Your answer is counted. Thank you!",
  notes: "Notes", whole: /^Notes .*Välkomna/, saved: /^Saved/, read: "Read the notes",
};

for (const say of [swedish, english]) {
  test(`a participant finds a meeting, takes part in everything and has it afterwards, at ${say.width}`, async ({ organiser, browse, meeting, forgive }) => {
    forgive(unreachable);
    const size = { viewport: { width: say.width, height: 800 } };
    const [ada, dee, cy] = [await organiser("Ada Ek", size), await browse(size), await browse(size)];
    await cy.clock.install();
    await room.enter(ada, meeting);
    await room.join(dee, meeting, "Dee Ros");

    // Finds it, says who they are and waits.
    await cy.goto(`${say.lang}/tema/${meeting.theme}`);
    await cy.locator(`main a[href$="${meeting.path}"]`).first().click();
    await expect(cy.locator("main")).toContainText(say.lang ? "12:00–12:45" : "kl. 12.00–12.45");
    await expect(cy.locator("main a[href^='tel:']").first()).toHaveAttribute("href", /,,\d+%23$/);
    await isClean(cy, "the page of the meeting");
    await cy.getByLabel(say.name, { exact: true }).fill("Cy Lind");
    await cy.getByRole("button", { name: say.join }).click();
    await room.inRoom(cy);
    await expect(room.now(cy)).toContainText(say.early);
    await isClean(cy, "the room before");

    // Follows the agenda.
    await room.press(ada, "Starta mötet");
    await expect(room.now(cy)).toContainText(say.first);
    await expect.poll(async () => (await heard(cy)).filter(s => s === say.said).length).toBe(1);

    // Asks for the floor; a minute in flight mode keeps the place, on every screen.
    await toQueue(dee);
    await press(dee, "Begär ordet");
    await seesWaiting(dee, ["Dee Ros (du)"]);
    await toQueue(cy);
    await press(cy, say.ask);
    await expect(mine(cy)).toHaveText(say.second);
    await press(cy, say.about);
    await cy.getByLabel(say.field).fill("bron vid slussen");
    await press(cy, say.save);
    await expect(cy.getByRole("button", { name: say.change })).toBeFocused();
    await cy.context().setOffline(true);
    await toQueue(ada);
    await press(ada, "Nästa talare");
    await cy.clock.fastForward(60_000);
    await expect(cy.locator(".strip")).toContainText(say.gone);
    await isClean(cy, "the room without a line");
    await cy.context().setOffline(false);
    await cy.clock.fastForward(15_000);
    await expect(mine(cy)).toHaveText(say.next);
    await seesWaiting(ada, ["Cy Lind"]);
    await press(ada, "Nästa talare");
    await expect(cy.locator(".own .cue")).toHaveText(say.turn);
    await isClean(cy, "their turn");
    await press(cy, say.pass);

    // Shares a line, answers a poll and makes another's question their own.
    await room.turnTo(cy, say.input);
    await cy.getByLabel(say.line).fill("Fler ringer om sömn");
    await cy.getByRole("button", { name: say.share, exact: true }).click();
    await expect(cy.locator(".signal")).toContainText("Fler ringer om sömn");
    await room.turnTo(dee, "Inspel");
    await room.press(dee, "Ställ en fråga");
    await dee.getByLabel("Din fråga").fill("Vem svarar på natten?");
    await room.press(dee, "Ställ en fråga");
    await cy.getByRole("button", { name: say.too }).click();
    await expect(dee.locator(".question")).toContainText("2 vill veta");
    await room.turnTo(ada, "Inspel");
    await room.press(ada, "Ny snabbfråga");
    await ada.getByLabel("Fråga", { exact: true }).fill("Ses vi i juni?");
    await room.press(ada, "Öppna nu");
    await cy.locator(".poll-card").getByRole("button").click();
    await cy.getByRole("radio", { name: "Ja" }).check();
    await cy.locator("section.poll").getByRole("button", { name: say.answer }).click();
    await expect(cy.locator("section.poll")).toContainText(say.thanks);
    await isClean(cy, "what is sent in");

    // Writes, and leaves without being asked anything.
    await room.turnTo(cy, say.notes);
    await cy.getByRole("textbox", { name: say.whole }).click();
    await cy.keyboard.type("Jouren svarar dygnet runt.");
    await expect(cy.locator(".mark-saved")).toHaveText(say.saved);
    await cy.goto("about:blank");

    // Afterwards the same address has what came of it, and leads on.
    await room.turnTo(ada, "Dagordning");
    await room.press(ada, "Avsluta mötet");
    await room.press(ada, "Ja, avsluta");
    await expect(room.now(ada)).toContainText("Mötet är avslutat");
    await cy.goto(`${say.lang}${meeting.path}`);
    await expect(cy.locator("main")).toContainText("Vem svarar på natten?");
    await expect(cy.locator(`main a[href$="${meeting.next}"]`).first()).toBeVisible();
    await isClean(cy, "the page of the meeting afterwards");
    await cy.getByRole("link", { name: say.read }).click();
    await room.inRoom(cy);
    await room.turnTo(cy, say.notes);
    for (const text of ["Jouren svarar dygnet runt.", "Vem svarar på natten?"]) await expect(cy.locator(".panel-notes")).toContainText(text);
    await isClean(cy, "the room afterwards");
  });
}
