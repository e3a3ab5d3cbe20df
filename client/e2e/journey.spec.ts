// An organiser's journey, from a season that is planned to what came of a meeting, on a
// program that sends letters.
import type { Browser, Page } from "@playwright/test";
import { Post } from "./post";
import { build, Program } from "./program";
import * as queue from "./queue";
import * as room from "./room";
import { expect, test, type Place } from "./stage";

const minute = 60_000;
const theme = "/tema/barn-och-unga";

/** A day and a time of day as people in Sweden type them. */
const day = (at: number) => new Date(at).toLocaleDateString("sv-SE", { timeZone: "Europe/Stockholm" });
const clock = (at: number) => new Date(at).toLocaleTimeString("sv-SE", { timeZone: "Europe/Stockholm", hour: "2-digit", minute: "2-digit" }).replace(":", ".");

class People {
  constructor(readonly browser: Browser, readonly node: Program) {}

  async browse(): Promise<Page> {
    const context = await this.browser.newContext({ baseURL: this.node.base, viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false, deviceScaleFactor: 1 });
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
    await page.goto(theme);
    await page.getByLabel("E-postadress").fill("asa@granvik.example");
    await room.press(page, "Följ temat");
    await expect.poll(() => post.letters().length).toBe(1);
    await page.goto(/https?:\/\/[^/\s]+(\/folj\/[\w.-]+)/.exec(post.letters()[0] ?? "")?.[1] ?? "");
    await room.press(page, "Ja, skicka brev");
    await page.context().close();
  }
}

/** Makes a series whose first meeting begins at a moment, and returns where that and the next are. */
async function plan(ada: Page, starts: number): Promise<Place> {
  await ada.goto("/planera/serie");
  await ada.getByLabel("Mötenas namn", { exact: true }).fill("Lunchmöte om skolan");
  await ada.getByLabel("Barn och unga", { exact: true }).check();
  await ada.getByLabel("Upprepas").selectOption("Varje vecka");
  await ada.getByLabel("Första dagen", { exact: true }).fill(day(starts));
  await ada.getByLabel("Sista dagen").fill(day(starts + 30 * 24 * 60 * minute));
  await ada.getByLabel("Börjar kl.").fill(clock(starts));
  await ada.getByLabel("Det här börjar varje möte med").fill("Välkomna (2 min)\nLaget runt (5 min)\nFrågor (5 min)");
  await room.press(ada, "Granska datumen");
  await expect(ada.locator(".said")).toContainText("Varje ");
  for (const keep of await ada.locator('input[value="keep"]:visible').all()) await keep.check(); // on a red day too
  await room.press(ada, "Spara serien");
  await expect(ada.locator(".notice.done")).toContainText("Serien är sparad. 5 möten är utlagda.");
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
async function announce(ada: Page): Promise<{ readonly presses: number; readonly fields: number }> {
  const hand = new Hand(ada);
  await ada.goto("/planera");
  await hand.follow("Extra möte");
  await ada.getByLabel("Mötets namn", { exact: true }).fill("Extra: Stöd efter stormen");
  await ada.getByLabel("Barn och unga", { exact: true }).check();
  await ada.getByLabel("Dag", { exact: true }).fill(day(Date.now() + 3 * 24 * 60 * minute));
  await hand.press("Lägg ut mötet");
  await expect(ada.locator(".notice.done")).toContainText("Mötet är utlagt.");
  await expect(ada.getByText("1 följare får ett brev")).toBeVisible();
  await room.press(ada, "Skicka inget brev");
  await expect(ada.locator(".notice.done")).toContainText("Inget brev skickas.");
  return { presses: hand.presses, fields: 3 };
}

test("an organiser plans a season, prepares, leads and closes a meeting, and publishes what came of it", async ({ browser }) => {
  build();
  const post = new Post();
  const node = await Program.start("--sample", "--smtp", await post.start(), "--mail-from", "moten@granvik.example");
  const people = new People(browser, node);
  try {
    await people.follower(post);
    const [ada, bo] = [await people.organiser("Ada Ek"), await people.organiser("Bo Alm")];
    const meeting = await plan(ada, Date.now() + 12 * minute);
    expect(await announce(ada), "what is pressed and typed for an extra meeting").toEqual({ presses: 2, fields: 3 });
    await prepare(ada, people, meeting);
    await lead(ada, bo, people, meeting);
    const presses = await close(bo, meeting, post);
    expect(presses, "what is pressed from the end of the meeting until its minutes are read").toBeLessThanOrEqual(6);

    // Later, everybody finds it: on the meeting and in the calendar.
    const eve = await people.browse();
    await eve.goto(meeting.path);
    await eve.getByRole("link", { name: "Läs minnesanteckningarna" }).click();
    await expect(eve.locator("main")).toContainText("Beslut: Vi prövar i mars");
    await expect(eve.locator("main")).not.toContainText("Cy Lind");
    await expect.poll(async () => (await eve.request.get(`${theme}.ics`)).text()).toContain("minnesanteckningar");
    expect(node.log(), "the log of the program").not.toMatch(/level=ERROR|panic/);
  } finally {
    for (const context of browser.contexts()) await context.close();
    node.end();
    post.end();
  }
});

/** What is done before the meeting: the agenda of all, one date, proposals, questions, material. */
async function prepare(ada: Page, people: People, meeting: Place): Promise<void> {
  // All that nobody has opened gets a new agenda, with the number said; and back.
  await ada.goto("/planera");
  await ada.locator(".plan-series > li").filter({ hasText: "Varje" }).filter({ has: ada.getByText("Lunchmöte om skolan") }).getByRole("link", { name: /^Ändra/ }).first().click();
  await ada.getByLabel("Det här börjar varje möte med").fill("Välkomna (2 min)\nFrågor (5 min)");
  await room.press(ada, "Granska datumen");
  await expect(ada.locator(".card.live")).toContainText("5 möten ändras.");
  await room.press(ada, "Spara serien");
  await expect(ada.locator(".notice.done")).toContainText("5 möten har ändrats.");
  await room.press(ada, "Ångra ändringen");
  await expect(ada.locator(".notice.done")).toContainText("Serien är som förut.");

  // One date is changed, and it is said who is told: nobody yet, who has not been told of the series.
  await ada.goto(`${meeting.path}/andra`);
  await expect(ada.locator(".happens")).toContainText("Det brev som är på väg säger hur det är då.");
  await ada.getByLabel("Bra att veta (frivilligt)", { exact: true }).fill("Gäst: Gun Ek");
  await room.press(ada, "Spara ändringen");
  await expect(ada.getByText("Mötet är ändrat.")).toBeVisible();

  // Somebody proposes an item, which is taken in, and asks a question.
  const cy = await people.browse();
  await cy.goto(meeting.path);
  await cy.getByRole("link", { name: "Föreslå något till dagordningen" }).click();
  const form = cy.locator("main");
  await form.getByLabel("Vad ska mötet ta upp?").fill("Väntetider");
  await form.getByLabel("Namn", { exact: true }).fill("Cy Lind");
  await form.getByLabel("Organisation (frivilligt)").fill("Granviks kommun");
  await room.press(cy, "Skicka förslaget");
  await expect(form).toContainText("Väntar på svar");
  await ada.goto(meeting.path);
  await ada.getByLabel("Minuter till Väntetider").fill("5");
  await room.press(ada, "Ta in på dagordningen: Väntetider");
  await expect(room.row(ada, "Väntetider")).toContainText("5 min");
  await cy.reload();
  await expect(form).toContainText("Står på dagordningen");
  await cy.goto(meeting.path);
  await cy.getByText("Ställ en fråga").first().click();
  await cy.getByLabel("Din fråga").fill("Vem svarar på natten?");
  await room.press(cy, "Ställ en fråga");
  await expect(cy.locator(".asked")).toContainText("Vem svarar på natten?");
  await cy.context().close();

  // A presenter adds a file by a private link, and what is missing is said.
  await ada.goto(`${meeting.path}/inledare`);
  await ada.getByLabel("Vem inleder").fill("Gun Ek");
  await room.press(ada, "Gör en länk");
  const gun = await people.browse();
  await gun.goto(new URL(await ada.getByLabel("Länk att skicka").inputValue()).pathname);
  await gun.getByLabel("Fil", { exact: true }).setInputFiles({ name: "Plan.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\nPlan") });
  await expect(gun.getByText("Plan.pdf är uppladdad.")).toBeVisible();
  await gun.locator("#dela-material").getByLabel("Vad det är (frivilligt)").fill("Planen för skolan");
  await room.press(gun, "Lägg in");
  await expect(gun.locator("main")).toContainText("Planen för skolan");
  await gun.context().close();
  await ada.goto(meeting.path);
  await expect(ada.getByRole("region", { name: "Innan mötet" })).toContainText("Ingen har rollen mötesledare");
}

/** The meeting itself: opened early, started by another, led by two, and not ended by what breaks. */
async function lead(ada: Page, bo: Page, people: People, meeting: Place): Promise<void> {
  const [cy, troll] = [await people.browse(), await people.browse()];
  await room.enter(ada, meeting);
  await room.enter(bo, meeting);
  await room.join(cy, meeting, "Cy Lind", "Granviks kommun");
  await room.join(troll, meeting, "Fula Ord");
  await room.press(bo, "Starta mötet");
  for (const page of [ada, cy]) await expect(room.now(page)).toContainText("Punkt 1 av 4");
  await expect.poll(async () => (await cy.request.get(meeting.path)).text()).toContain("Pågår nu");
  await room.press(ada, "Nästa punkt");
  await expect(room.now(cy).getByRole("heading")).toHaveText("Laget runt");

  await queue.press(cy, "Begär ordet");
  await queue.seesWaiting(ada, ["Cy Lind"]);
  await queue.press(ada, "Nästa talare");
  await expect(queue.speaker(cy)).toContainText("Cy Lind");
  const line = { id: "b".repeat(32), do: "notes.add", item: "", text: "Cy Lind har provat samtal i skolan.\nBeslut: Vi prövar i mars" };
  expect((await cy.request.post(`${meeting.room}/anteckna`, { form: line, headers: { Origin: people.node.base } })).ok()).toBe(true);

  await ada.getByRole("button", { name: "Mer om Fula Ord" }).click();
  await ada.getByRole("menuitem", { name: "Pausa ord och inlägg" }).click();
  await ada.locator(".materials").scrollIntoViewIfNeeded();
  await ada.getByRole("button", { name: "Till stödlistan: Planen för skolan" }).click();
  await expect(ada.locator(".materials").getByRole("link", { name: "I stödlistan" })).toBeVisible();

  // The one who leads is gone in the middle of it; the other goes on; and back.
  await ada.context().close();
  await room.press(bo, "Nästa punkt");
  await expect(room.now(cy).getByRole("heading")).toHaveText("Väntetider");
  const back = await people.organiser("Ada Ek");
  await room.enter(back, meeting);
  await expect(room.now(back).getByRole("heading")).toHaveText("Väntetider");
  await expect(back.getByRole("button", { name: "Nästa punkt" })).toBeVisible();

  const late = { id: "c".repeat(32), do: "meeting.move", start: Date.now() - 41 * minute, reason: { sv: "Provas" } };
  expect((await bo.request.post(`${meeting.room}/kommando`, { data: late, headers: { Origin: people.node.base } })).ok()).toBe(true);
  await expect(bo.locator(".closing")).toContainText("Innan ni slutar");
  await expect(bo.locator(".closing")).toContainText("Nästa möte:");
}

/** From the end until what came of it is published; returns how much was pressed. */
async function close(bo: Page, meeting: Place, post: Post): Promise<number> {
  const hand = new Hand(bo);
  await hand.press("Avsluta mötet");
  await hand.press("Ja, avsluta");
  await expect(room.now(bo)).toContainText("Mötet är avslutat");
  hand.presses++;
  await bo.getByRole("group", { name: "Frågor" }).getByRole("button", { name: "Nästa gång" }).click();
  await expect(bo.locator(".closing li")).toHaveCount(0);
  await bo.goto(meeting.path);
  hand.presses++;
  await hand.follow("Granska och publicera minnesanteckningar");
  await expect(bo.getByLabel("Text", { exact: true }).first()).toHaveValue(/Granviks kommun har provat samtal i skolan/);
  const before = post.letters().length;
  await hand.press("Publicera nu");
  await expect(bo.getByText("Minnesanteckningarna är publicerade.")).toBeVisible();

  // It says how many get the letter, which can be read and stopped: none leaves at once.
  const letter = bo.locator(".notice").filter({ hasText: "1 följare får ett brev" });
  await letter.getByRole("link", { name: "Läs brevet" }).click();
  await expect(bo.locator(".letter")).toContainText("/minnesanteckningar");
  await room.press(bo, "Skicka inget brev");
  await expect(bo.locator(".notice.done")).toContainText("Inget brev skickas.");
  expect(post.letters().slice(before).join("\n")).not.toContain("minnesanteckningar");
  return hand.presses;
}
