// Participants with a browser, from the page of a theme to the page of the meeting when it
// is over: each does everything, on a phone and at a desk, in Swedish and in English.
import { isClean } from "./look";
import { mine, press, seesWaiting, toQueue } from "./queue";
import * as room from "./room";
import { expect, heard, test, unreachable, type Page, type Place } from "./stage";

const swedish = {
  lang: "", times: "kl. 12.00–12.45", name: "Namn", join: /^(Gå till mötesrummet|Gå med)$/, early: "Mötet har inte börjat", first: "Punkt 1 av 7", said: "Nu pågår Välkomna",
  ask: "Begär ordet", next: "Du är näst · Ta tillbaka", second: "Du är nummer 2 · Ta tillbaka", about: "Skriv vad det gäller", field: "Vad gäller det?", save: "Spara", change: "Ändra vad det gäller",
  gone: "Ingen anslutning", turn: "Det är din tur", pass: "Lämna ordet", input: "Inspel", line: "Din rad", share: "Dela", like: "Vi också", link: "Länk", shareLink: "Dela material", there: "redan delat i mötet",
  question: "Ställ en fråga", yours: "Din fråga", too: /^Också min/, wanted: "2 vill veta", answer: "Svara", thanks: "Ditt svar är med. Tack!",
  notes: "Anteckna", whole: /^Anteckningar .*Välkomna/, saved: /^Sparat/, read: "Läs anteckningarna",
};
const english: typeof swedish = {
  lang: "/en", times: "12:00–12:45", name: "Name", join: /^(Go to the meeting room|Join)$/, early: "The meeting has not begun", first: "Item 1 of 7", said: "Now: Välkomna",
  ask: "Ask for the floor", next: "You are next · Withdraw", second: "You are number 2 · Withdraw", about: "Say what it is about", field: "What is it about?", save: "Save", change: "Change what it is about",
  gone: "No connection", turn: "It is your turn", pass: "Pass the floor", input: "Input", line: "Your line", share: "Share", like: "So do we", link: "Link", shareLink: "Share material", there: "already been shared in the meeting",
  question: "Ask a question", yours: "Your question", too: /^Mine too/, wanted: "2 want to know", answer: "Answer", thanks: "Your answer is counted. Thank you!",
  notes: "Take notes", whole: /^Notes .*Välkomna/, saved: /^Saved/, read: "Read the notes",
};

type One = { readonly who: string; readonly other: string; readonly say: typeof swedish; readonly width: number; page: Page; readonly says: string; readonly otherSays: string };

/** Finds the meeting, says who they are and waits. */
async function comes({ page, say, who }: One, meeting: Place): Promise<void> {
  await page.goto(`${say.lang}/tema/${meeting.theme}`);
  await page.locator(`main a[href$="${meeting.path}"]`).first().click();
  await expect(page.locator("main")).toContainText(say.times);
  await expect(page.locator("main a[href^='tel:']").first()).toHaveAttribute("href", /,,\d+%23$/);
  await isClean(page, "the page of the meeting");
  await page.getByLabel(say.name, { exact: true }).fill(who);
  await page.getByRole("button", { name: say.join }).click();
  await room.inRoom(page);
  await expect(room.now(page)).toContainText(say.early);
  await isClean(page, "the room before");
}

/** Asks for the floor, and says what it is about. */
async function asks({ page, say }: One, place: string): Promise<void> {
  await toQueue(page);
  await press(page, say.ask);
  await expect(mine(page)).toHaveText(place);
  await press(page, say.about);
  await page.getByLabel(say.field).fill("bron vid slussen");
  await press(page, say.save);
  await expect(page.getByRole("button", { name: say.change })).toBeFocused();
}

const fieldOf = ({ page, say }: One) => page.getByLabel(say.line);
const linkOf = ({ page, say }: One) => page.locator(".materials").getByLabel(say.link, { exact: true });

/** Turns to what is sent in, as far as the material. */
async function toInput({ page, say }: One): Promise<void> {
  await room.turnTo(page, say.input);
  await expect(page.locator("#share-text")).toBeVisible();
  await expect(async () => {
    await page.locator(".materials").scrollIntoViewIfNeeded();
    await expect(page.locator(".materials .hint").first()).toBeVisible({ timeout: 1_000 });
    await expect(page.locator("#material-title")).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

/** Begins a line and a link, turns the device, and has the tab thrown away: what was begun is there again. Then both are sent. */
async function shares(one: One, link: string, [before, title]: readonly [string, string]): Promise<void> {
  const { say, width } = one;
  const pasted = `${before}: ${link} (bra!)`;
  await toInput(one);
  if (width < 768) {
    await fieldOf(one).focus();
    await one.page.setViewportSize({ width, height: 420 }); // the keyboard is there
    await fieldOf(one).evaluate(e => e.scrollIntoView({ block: "nearest" })); // as browsers do for it
    await expect.poll(() => fieldOf(one).evaluate(e => {
      const { left, top, height } = e.getBoundingClientRect();
      return e.contains(document.elementFromPoint(left + 20, top + height / 2));
    }), "nothing stands over the field").toBe(true);
  }
  await fieldOf(one).fill(one.says);
  await linkOf(one).fill(pasted);
  await one.page.setViewportSize({ width: 800, height: width });
  await expect(fieldOf(one)).toHaveValue(one.says);
  const again = await one.page.context().newPage();
  await one.page.close();
  one.page = again;
  await again.setViewportSize({ width, height: 800 });
  await again.goto(`${say.lang}${link.slice(link.indexOf("/moten"), link.lastIndexOf("/"))}/rum`);
  await room.inRoom(again);
  await toInput(one);
  await expect(fieldOf(one)).toHaveValue(one.says);
  await expect(linkOf(one)).toHaveValue(pasted);

  await again.getByRole("button", { name: say.shareLink }).click();
  await expect(again.locator(`.materials li a[href="${link}"]`)).toHaveText(title);
  await expect(linkOf(one)).toHaveValue("");
  await again.getByRole("button", { name: say.share, exact: true }).click();
  await expect(again.locator(".signal").filter({ hasText: one.says })).toContainText(one.who);
  await expect(fieldOf(one)).toHaveValue("");
}

/** Is told that what they write is there already, says the same instead, and asks what another has asked too. */
async function agrees(one: One): Promise<void> {
  const { page, say } = one;
  await fieldOf(one).fill(one.otherSays);
  await page.locator(".alike").getByRole("button", { name: `${say.like}: ${one.otherSays}` }).click();
  await expect(page.locator(".signals > * .signal, .signals li.signal").filter({ hasText: one.otherSays }).locator(".voices").first()).toContainText("2");
  await page.getByRole("button", { name: say.question }).click();
  await page.getByLabel(say.yours).fill(`${one.who} frågar`);
  await page.getByRole("button", { name: say.question }).click();
  await expect(page.locator(".question").filter({ hasText: `${one.who} frågar` })).toBeVisible();
}

/** Makes another's question their own, and answers the poll. */
async function answers(one: One): Promise<void> {
  const { page, say } = one;
  await page.getByRole("button", { name: say.too }).and(page.getByRole("button", { name: `${one.other} frågar` })).click();
  await expect(page.locator(".question").filter({ hasText: `${one.other} frågar` })).toContainText(say.wanted);
  await page.locator(".poll-card").getByRole("button").click();
  await page.getByRole("radio", { name: "Ja" }).check();
  await page.locator("section.poll").getByRole("button", { name: say.answer }).click();
  await expect(page.locator("section.poll")).toContainText(say.thanks);
  await isClean(page, "what is sent in");
}

/** Writes, and leaves without being asked anything. */
async function writes({ page, say, who }: One): Promise<void> {
  await room.turnTo(page, say.notes);
  await room.putCaret(page, page.getByRole("textbox", { name: say.whole }), "ControlOrMeta+End");
  await page.keyboard.type(`${who} svarar. `);
  await expect(page.locator(".mark-saved")).toHaveText(say.saved);
  await isClean(page, "the notes");
  await page.goto("about:blank");
}

/** Finds at the same address what came of the meeting, and is led on. */
async function comesBack({ page, say, who, other }: One, meeting: Place): Promise<void> {
  await page.goto(`${say.lang}${meeting.path}`);
  await expect(page.locator("main")).toContainText(`${who} frågar`);
  await expect(page.locator(`main a[href$="${meeting.next}"]`).first()).toBeVisible();
  await isClean(page, "the page of the meeting afterwards");
  await page.getByRole("link", { name: say.read }).click();
  await room.inRoom(page);
  await room.turnTo(page, say.notes);
  for (const text of [`${who} svarar.`, `${other} svarar.`, `${other} frågar`]) await expect(page.locator(".panel-notes")).toContainText(text);
  await isClean(page, "the room afterwards");
}

for (const [phone, desk] of [[swedish, english], [english, swedish]] as const) {
  test(`participants find a meeting, take part in everything and have it afterwards, on a phone in ${phone === swedish ? "Swedish and at a desk in English" : "English and at a desk in Swedish"}`, async ({ organiser, browse, meeting, node, forgive }) => {
    forgive(unreachable);
    const ada = await organiser();
    const leads = (command: object) => room.tell(ada, node, meeting, command);
    const cy: One = { who: "Cy Lind", other: "Dee Ros", say: phone, width: 360, page: await browse({ viewport: { width: 360, height: 800 } }), says: "Fler ringer om sömn", otherSays: "Skolan saknar kuratorer" };
    const dee: One = { who: "Dee Ros", other: "Cy Lind", say: desk, width: 1280, page: await browse({ viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false }), says: "Skolan saknar kuratorer", otherSays: "Fler ringer om sömn" };
    const all = [cy, dee];
    for (const one of all) await one.page.clock.install();
    for (const one of all) await comes(one, meeting);
    await leads({ do: "agenda.start" });
    for (const { page, say } of all) {
      await expect(room.now(page)).toContainText(say.first);
      await expect.poll(async () => (await heard(page)).filter(s => s === say.said).length).toBe(1);
    }

    // Both ask for the floor; a minute in flight mode keeps their places.
    await asks(cy, phone.next);
    await asks(dee, desk.second);
    for (const { page } of all) await page.context().setOffline(true);
    await leads({ do: "queue.next" });
    for (const { page, say } of all) {
      await page.clock.fastForward(60_000);
      await expect(page.locator(".strip")).toContainText(say.gone);
      await isClean(page, "the room without a line");
      await page.context().setOffline(false);
      await page.clock.fastForward(15_000);
    }
    await expect(mine(dee.page)).toHaveText(desk.next);
    for (const { page, say } of all) {
      await expect(page.locator(".own .cue")).toHaveText(say.turn);
      await isClean(page, "their turn");
      await press(page, say.pass);
      if (page === cy.page) await leads({ do: "queue.next" });
    }
    await seesWaiting(cy.page, []);

    await shares(cy, `https://granvik.example.org${meeting.path}/0`, ["Se här", `granvik.example.org${meeting.path}/0`]); // which only points
    await shares(dee, `https://granvik.example.org${meeting.path}/1`, ["Krisplan för skolan", "Krisplan för skolan"]);
    for (const one of all) await agrees(one);
    await leads({ do: "poll.add", question: "Ses vi i juni?", choices: ["Ja", "Nej"], open: true });
    for (const one of all) await answers(one);
    for (const one of all) await writes(one);
    await leads({ do: "agenda.end" });
    for (const one of all) await comesBack(one, meeting);
  });
}
