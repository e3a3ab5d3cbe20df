// An organiser's journey, from a season that is planned to what came of a meeting, on a
// program that sends letters: in Swedish on a phone and in English at a desk.
import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { Post } from "./post";
import { build, Program } from "./program";
import * as queue from "./queue";
import * as room from "./room";
import { expect, test, type Place } from "./stage";

const minute = 60_000;
const theme = "/tema/barn-och-unga";
const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const desk: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false, deviceScaleFactor: 1 };

const swedish = {
  lang: "", dot: ".", seen: phone,
  address: "E-postadress", follow: "Följ temat", yesLetters: "Ja, skicka brev", youth: "Barn och unga",
  names: "Mötenas namn", repeats: "Upprepas", weekly: "Varje vecka", first: "Första dagen", last: "Sista dagen", begins: "Börjar kl.", template: /^Det här börjar varje möte med/,
  review: "Granska datumen", every: "Varje", save: "Spara serien", saved: "Serien är sparad. 5 möten är utlagda.", change: "Ändra",
  five: "5 möten ändras.", changed: "5 möten har ändrats.", undo: "Ångra ändringen", before: "Serien är som förut.", undone: "Ändringen är ångrad.",
  extra: "Extra möte", name: "Mötets namn", day: "Dag", announce: "Lägg ut mötet", announced: "Mötet är utlagt.", gets: "1 följare får ett brev", stop: "Skicka inget brev", stopped: "Inget brev skickas.", read: "Läs brevet", readFirst: "Läs brevet först", would: "1 följare får det här brevet",
  onItsWay: "Det brev som är på väg säger hur det är då.", note: "Bra att veta (frivilligt)", saveChange: "Spara ändringen", isChanged: "Mötet är ändrat.",
  propose: "Föreslå något till dagordningen", what: "Vad ska mötet ta upp?", own: "Namn", organisation: "Organisation (frivilligt)", send: "Skicka förslaget", waits: "Väntar på svar", minutesTo: "Minuter till Väntetider", take: "Ta in på dagordningen: Väntetider", stands: "Står på dagordningen",
  ask: "Ställ en fråga", question: "Din fråga", presents: "Vem inleder", makeLink: "Gör en länk", link: "Länk att skicka", file: "Fil", sent: "Plan.pdf är uppladdad.", whatItIs: "Vad det är (frivilligt)", add: "Lägg in", ahead: "Innan mötet", noChair: "Ingen har rollen mötesledare",
  start: "Starta mötet", place: "Punkt 1 av 4", on: "Pågår nu", next: "Nästa punkt", agenda: "Dagordning", floor: "Begär ordet", speaker: "Nästa talare", input: "Inspel", people: "Folk", queue: /^(Tala|Din tur)/,
  more: "Mer om Fula Ord", pause: "Pausa ord och inlägg", toList: "Till stödlistan: Planen för skolan", onList: "I stödlistan",
  nearEnd: "Innan ni slutar", nextDate: "Nästa möte:", end: "Avsluta mötet", endNow: "Ja, avsluta", ended: "Mötet är avslutat", nextTime: "Nästa gång", toReview: "Granska och publicera minnesanteckningar",
  text: "Text", atTime: "Publicera vid en tid", at: "Klockan", then: "Publicera då", set: "Tiden är satt.", due: "Publiceras", undoTime: "Ångra tiden", gone: "Tiden är borttagen.", publish: "Publicera nu", published: "Minnesanteckningarna är publicerade.",
  correct: "Rätta eller dra tillbaka", wrong: "Vad är rättat?", publishFix: "Publicera rättelsen", fixed: "Rättelsen är publicerad.", was: "Rättad", minutes: "Läs minnesanteckningarna", decision: "Beslut",
};
const english: typeof swedish = {
  lang: "/en", dot: ":", seen: desk,
  address: "E-mail address", follow: "Follow the theme", yesLetters: "Yes, send letters", youth: "Children and young people",
  names: "Name of the meetings in English", repeats: "Repeats", weekly: "Every week", first: "First day", last: "Last day", begins: "Begins at", template: /^What every meeting begins with/,
  review: "Review the dates", every: "Every", save: "Save the series", saved: "The series is saved. 5 meetings are announced.", change: "Change",
  five: "5 meetings change.", changed: "5 meetings have changed.", undo: "Undo the change", before: "The series is as it was.", undone: "The change is undone.",
  extra: "Extra meeting", name: "Name of the meeting in English", day: "Day", announce: "Announce the meeting", announced: "The meeting is announced.", gets: "1 follower will get a letter", stop: "Send no letter", stopped: "No letter is sent.", read: "Read the letter", readFirst: "Read the letter first", would: "1 follower would get this letter",
  onItsWay: "The letter on its way says how it is by then.", note: "Good to know (optional) in English", saveChange: "Save the change", isChanged: "The meeting is changed.",
  propose: "Propose something for the agenda", what: "What should the meeting take up?", own: "Name", organisation: "Organisation (optional)", send: "Send the proposal", waits: "Waits for an answer", minutesTo: "Minutes for Väntetider", take: "Take onto the agenda: Väntetider", stands: "On the agenda",
  ask: "Ask a question", question: "Your question", presents: "Who presents", makeLink: "Make a link", link: "Link to send", file: "File", sent: "Plan.pdf is uploaded.", whatItIs: "What it is (optional)", add: "Add", ahead: "Before the meeting", noChair: "Nobody has the role of chair",
  start: "Start the meeting", place: "Item 1 of 4", on: "On now", next: "Next item", agenda: "Agenda", floor: "Ask for the floor", speaker: "Next speaker", input: "Input", people: "People", queue: /^(Speak|Your turn)/,
  more: "More about Fula Ord", pause: "Pause speaking and writing", toList: "To the support list: Planen för skolan", onList: "In the support list",
  nearEnd: "Before you end", nextDate: "Next meeting:", end: "End the meeting", endNow: "Yes, end it", ended: "The meeting has ended", nextTime: "Next time", toReview: "Review and publish the minutes",
  text: "Text", atTime: "Publish at a time", at: "At", then: "Publish then", set: "The time is set.", due: "Published on", undoTime: "Undo the time", gone: "The time is removed.", publish: "Publish now", published: "The minutes are published.",
  correct: "Correct or withdraw", wrong: "What was put right?", publishFix: "Publish the correction", fixed: "The correction is published.", was: "Corrected", minutes: "Read the minutes", decision: "Decision",
};
type Words = typeof swedish;

/** A day and a time of day as people in Sweden type them. */
const day = (at: number) => new Date(at).toLocaleDateString("sv-SE", { timeZone: "Europe/Stockholm" });
const clock = (at: number) => new Date(at).toLocaleTimeString("sv-SE", { timeZone: "Europe/Stockholm", hour: "2-digit", minute: "2-digit" });

class People {
  constructor(readonly browser: Browser, readonly node: Program, readonly say: Words) {}

  async browse(): Promise<Page> {
    const context = await this.browser.newContext({ baseURL: this.node.base, ...this.say.seen });
    context.setDefaultTimeout(20_000);
    return context.newPage();
  }

  async organiser(name: string): Promise<Page> {
    const page = await this.browse();
    await page.request.post(this.node.link(), { form: { name }, headers: { Origin: this.node.base } });
    return page;
  }

  /** Follows the theme by e-mail: the letter that asks is answered. */
  async follower(post: Post): Promise<void> {
    const page = await this.browse();
    await page.goto(this.say.lang + theme);
    await page.getByLabel(this.say.address).fill("asa@granvik.example");
    await room.press(page, this.say.follow);
    await expect.poll(() => post.letters().length).toBe(1);
    await page.goto(/https?:\/\/[^/\s]+((?:\/en)?\/folj\/[\w.-]+)/.exec(post.letters()[0] ?? "")?.[1] ?? "");
    await room.press(page, this.say.yesLetters);
    await page.context().close();
  }
}

/** Makes a series whose first meeting begins at a moment, and returns where that and the next are. */
async function plan(ada: Page, say: Words, starts: number): Promise<Place> {
  await ada.goto(`${say.lang}/planera/serie`);
  await ada.getByLabel(say.names, { exact: true }).fill("Lunchmöte om skolan");
  await ada.getByLabel(say.youth, { exact: true }).check();
  await ada.getByLabel(say.repeats).selectOption(say.weekly);
  await ada.getByLabel(say.first, { exact: true }).fill(day(starts));
  await ada.getByLabel(say.last).fill(day(starts + 30 * 24 * 60 * minute));
  await ada.getByLabel(say.begins).fill(clock(starts).replace(":", say.dot));
  await ada.getByLabel(say.template).fill("Välkomna (2 min)\nLaget runt (5 min)\nFrågor (5 min)");
  await room.press(ada, say.review);
  await expect(ada.locator(".said")).toContainText(say.every);
  for (const keep of await ada.locator('input[value="keep"]:visible').all()) await keep.check(); // on a red day too
  await room.press(ada, say.save);
  await expect(ada.locator(".notice.done")).toContainText(say.saved);
  const path = await ada.locator(`.meetings a[href*="${day(starts)}"]`).first().getAttribute("href") ?? "";
  const slug = path.replace(/\.ics$/, "");
  return { path: slug, room: `${slug}/rum`, theme: "barn-och-unga", next: slug.replace(day(starts), day(starts + 7 * 24 * 60 * minute)) };
}

/** Counts what an organiser presses, to see that it is little. */
class Hand {
  presses = 0;
  constructor(readonly page: Page) {}
  async press(name: string | RegExp): Promise<void> {
    this.presses++;
    await room.press(this.page, name);
  }
  async follow(name: string): Promise<void> {
    this.presses++;
    await this.page.getByRole("link", { name }).first().click();
  }
}

/** Announces an extra meeting from the plan, and returns what that took. */
async function announce(ada: Page, say: Words): Promise<{ readonly presses: number; readonly fields: number }> {
  const hand = new Hand(ada);
  await ada.goto(`${say.lang}/planera`);
  await hand.follow(say.extra);
  await ada.getByLabel(say.name, { exact: true }).fill("Extra: Stöd efter stormen");
  await ada.getByLabel(say.youth, { exact: true }).check();
  await ada.getByLabel(say.day, { exact: true }).fill(day(Date.now() + 3 * 24 * 60 * minute));
  await hand.press(say.announce);
  await expect(ada.locator(".notice.done")).toContainText(say.announced);
  await expect(ada.getByText(say.gets)).toBeVisible();
  await room.press(ada, say.stop);
  await expect(ada.locator(".notice.done")).toContainText(say.stopped);
  return { presses: hand.presses, fields: 3 };
}

for (const [where, say] of [["in Swedish on a phone", swedish], ["in English at a desk", english]] as const) {
  test(`an organiser plans a season, prepares, leads and closes a meeting, and publishes what came of it, ${where}`, async ({ browser }) => {
    build();
    const post = new Post();
    const node = await Program.start("--sample", "--smtp", await post.start(), "--mail-from", "moten@granvik.example");
    const people = new People(browser, node, say);
    try {
      await people.follower(post);
      const [ada, bo] = [await people.organiser("Ada Ek"), await people.organiser("Bo Alm")];
      const meeting = await plan(ada, say, Date.now() + 12 * minute);
      expect(await announce(ada, say), "what is pressed and typed for an extra meeting").toEqual({ presses: 2, fields: 3 });
      await prepare(ada, people, meeting);
      await lead(ada, bo, people, meeting);
      const presses = await close(bo, say, meeting, post);
      expect(presses, "what is pressed from the end of the meeting until its minutes are read").toBeLessThanOrEqual(6);
      await correct(bo, say);

      // Later, everybody finds it: on the meeting and in the calendar.
      const eve = await people.browse();
      await eve.goto(meeting.path);
      await eve.getByRole("link", { name: say.minutes }).click();
      await expect(eve.locator("main")).toContainText(`${say.decision}: Vi prövar i april`);
      await expect(eve.locator("main")).toContainText(new RegExp(`${say.was} .*: Fel månad`));
      await expect(eve.locator("main")).not.toContainText("Cy Lind");
      await expect.poll(async () => (await eve.request.get(`${theme}.ics`)).text()).toContain("minnesanteckningar");
      expect(node.log(), "the log of the program").not.toMatch(/level=ERROR|panic/);
    } finally {
      for (const context of browser.contexts()) await context.close();
      node.end();
      post.end();
    }
  });
}

/** What is done before the meeting: the agenda of all, one date, proposals, questions, material. */
async function prepare(ada: Page, people: People, meeting: Place): Promise<void> {
  const { say } = people;
  // All that nobody has opened gets a new agenda, with the number said; and back.
  await ada.goto(`${say.lang}/planera`);
  await ada.locator(".plan-series > li").filter({ hasText: say.every }).filter({ has: ada.getByText("Lunchmöte om skolan") }).getByRole("link", { name: new RegExp(`^${say.change}`) }).first().click();
  await ada.getByLabel(say.template).fill("Välkomna (2 min)\nFrågor (5 min)");
  await room.press(ada, say.review);
  await expect(ada.locator(".card.live")).toContainText(say.five);
  await room.press(ada, say.save);
  await expect(ada.locator(".notice.done")).toContainText(say.changed);
  await room.press(ada, say.undo);
  await expect(ada.locator(".notice.done")).toContainText(say.before);

  // One date is changed, and it is said who is told: nobody yet, who has not been told of the series. And it is undone.
  await ada.goto(`${meeting.path}/andra`);
  await expect(ada.locator(".happens")).toContainText(say.onItsWay);
  await ada.getByLabel(say.note, { exact: true }).fill("Gäst: Gun Ek");
  await room.press(ada, say.saveChange);
  await expect(ada.getByText(say.isChanged)).toBeVisible();
  await expect(ada.locator("main")).toContainText("Gäst: Gun Ek");
  await room.press(ada, say.undo);
  await expect(ada.getByText(say.undone)).toBeVisible();
  await expect(ada.locator("main")).not.toContainText("Gäst: Gun Ek");

  // Somebody proposes an item, which is taken in, and asks a question.
  const cy = await people.browse();
  await cy.goto(meeting.path);
  await cy.getByRole("link", { name: say.propose }).click();
  const form = cy.locator("main");
  await form.getByLabel(say.what).fill("Väntetider");
  await form.getByLabel(say.own, { exact: true }).fill("Cy Lind");
  await form.getByLabel(say.organisation).fill("Granviks kommun");
  await room.press(cy, say.send);
  await expect(form).toContainText(say.waits);
  await ada.goto(meeting.path);
  await ada.getByLabel(say.minutesTo).fill("5");
  await room.press(ada, say.take);
  await expect(room.row(ada, "Väntetider")).toContainText("5 min");
  await cy.reload();
  await expect(form).toContainText(say.stands);
  await cy.goto(meeting.path);
  await cy.getByText(say.ask).first().click();
  await cy.getByLabel(say.question).fill("Vem svarar på natten?");
  await room.press(cy, say.ask);
  await expect(cy.locator(".asked")).toContainText("Vem svarar på natten?");
  await cy.context().close();

  // A presenter adds a file by a private link, and what is missing is said.
  await ada.goto(`${meeting.path}/inledare`);
  await ada.getByLabel(say.presents).fill("Gun Ek");
  await room.press(ada, say.makeLink);
  const gun = await people.browse();
  await gun.goto(new URL(await ada.getByLabel(say.link).inputValue()).pathname);
  await gun.getByLabel(say.file, { exact: true }).setInputFiles({ name: "Plan.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\nPlan") });
  await expect(gun.getByText(say.sent)).toBeVisible();
  await gun.locator("#dela-material").getByLabel(say.whatItIs).fill("Planen för skolan");
  await room.press(gun, say.add);
  await expect(gun.locator("main")).toContainText("Planen för skolan");
  await gun.context().close();
  await ada.goto(meeting.path);
  await expect(ada.getByRole("region", { name: say.ahead })).toContainText(say.noChair);
}

/** The meeting itself: opened early, started by another, led by two, and not ended by what breaks. */
async function lead(ada: Page, bo: Page, people: People, meeting: Place): Promise<void> {
  const { say } = people;
  const [cy, troll] = [await people.browse(), await people.browse()];
  await room.enter(ada, meeting);
  await room.enter(bo, meeting);
  await room.join(cy, meeting, "Cy Lind", "Granviks kommun");
  await room.join(troll, meeting, "Fula Ord");
  await room.press(bo, say.start);
  for (const page of [ada, cy]) await expect(room.now(page)).toContainText(say.place);
  await expect.poll(async () => (await cy.request.get(meeting.path)).text()).toContain(say.on);
  await room.press(ada, say.next);
  await expect(room.now(cy).getByRole("heading")).toHaveText("Laget runt");

  for (const page of [cy, ada]) await queue.toQueue(page);
  await queue.press(cy, say.floor);
  await queue.seesWaiting(ada, ["Cy Lind"]);
  await queue.press(ada, say.speaker);
  await expect(queue.speaker(cy)).toContainText("Cy Lind");
  const line = { id: "b".repeat(32), do: "notes.add", item: "", text: `Cy Lind har provat samtal i skolan.\n${say.decision}: Vi prövar i mars` };
  expect((await cy.request.post(`${meeting.room}/anteckna`, { form: line, headers: { Origin: people.node.base } })).ok()).toBe(true);

  await room.turnTo(ada, say.people);
  await ada.getByRole("button", { name: say.more }).click();
  await ada.getByRole("menuitem", { name: say.pause }).click();
  await room.turnTo(ada, say.input);
  await ada.locator(".materials").scrollIntoViewIfNeeded();
  await ada.getByRole("button", { name: say.toList }).click();
  await expect(ada.locator(".materials").getByRole("link", { name: say.onList })).toBeVisible();

  // The one who leads is gone in the middle of it; the other goes on; and back.
  await ada.context().close();
  await room.press(bo, say.next);
  await expect(room.now(cy).getByRole("heading")).toHaveText("Väntetider");
  const back = await people.organiser("Ada Ek");
  await room.enter(back, meeting);
  await expect(room.now(back).getByRole("heading")).toHaveText("Väntetider");
  await expect(back.getByRole("button", { name: say.next })).toBeVisible();

  const late = { id: "c".repeat(32), do: "meeting.move", start: Date.now() - 41 * minute, reason: { sv: "Provas" } };
  expect((await bo.request.post(`${meeting.room}/kommando`, { data: late, headers: { Origin: people.node.base } })).ok()).toBe(true);
  await room.turnTo(bo, say.agenda);
  await expect(bo.locator(".closing")).toContainText(say.nearEnd);
  await expect(bo.locator(".closing")).toContainText(say.nextDate);
}

/** From the end until what came of it is published; returns how much was pressed. */
async function close(bo: Page, say: Words, meeting: Place, post: Post): Promise<number> {
  const hand = new Hand(bo);
  await hand.press(say.end);
  await hand.press(say.endNow);
  await expect(room.now(bo)).toContainText(say.ended);
  hand.presses++;
  await bo.getByRole("group", { name: "Frågor" }).getByRole("button", { name: say.nextTime }).click();
  await expect(bo.locator(".closing li")).toHaveCount(0);
  await bo.goto(meeting.path);
  hand.presses++;
  await hand.follow(say.toReview);
  await expect(bo.getByLabel(say.text, { exact: true }).first()).toHaveValue(/Granviks kommun har provat samtal i skolan/);
  await later(bo, say, meeting);
  const before = post.letters().length;
  await hand.press(say.publish);
  await expect(bo.getByText(say.published)).toBeVisible();

  // It says how many get the letter, which can be read and stopped: none leaves at once.
  const letter = bo.locator(".notice").filter({ hasText: say.gets });
  await letter.getByRole("link", { name: say.read }).click();
  await expect(bo.locator(".letter")).toContainText("/minnesanteckningar");
  await room.press(bo, say.stop);
  await expect(bo.locator(".notice.done")).toContainText(say.stopped);
  expect(post.letters().slice(before).join("\n")).not.toContain("minnesanteckningar");
  return hand.presses;
}

/** The letter is read beforehand, a time is set for publishing, and that is undone: nobody has read anything. */
async function later(bo: Page, say: Words, meeting: Place): Promise<void> {
  await room.press(bo, say.readFirst);
  await expect(bo.locator("main")).toContainText(say.would);
  await bo.getByText(say.atTime).click();
  await bo.getByLabel(say.day, { exact: true }).fill(day(Date.now() + 24 * 60 * minute));
  await bo.getByLabel(say.at, { exact: true }).fill(`15${say.dot}00`);
  await room.press(bo, say.then);
  await expect(bo.locator(".notice.done")).toContainText(say.set);
  await expect(bo.locator(".notice.info")).toContainText(say.due);
  expect((await fetch(new URL(`${meeting.path}/minnesanteckningar`, bo.url()))).status, "to anybody else").toBe(404);
  await room.press(bo, say.undoTime);
  await expect(bo.locator(".notice.done")).toContainText(say.gone);
}

/** What is published is put right, and says so. */
async function correct(bo: Page, say: Words): Promise<void> {
  await bo.getByRole("link", { name: say.correct }).click();
  const text = bo.getByLabel(say.text, { exact: true }).first();
  await text.fill((await text.inputValue()).replace("i mars", "i april"));
  await bo.getByLabel(say.wrong).fill("Fel månad");
  await room.press(bo, say.publishFix);
  await expect(bo.getByText(say.fixed)).toBeVisible();
}
