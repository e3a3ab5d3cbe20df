// In the middle of a meeting: what comes in is put right, merged and hidden, material is
// approved or returned, somebody disturbs, and whoever leads loses their line. Each of two
// organisers does it all, on a phone and at a desk, in Swedish and in English.
import { isClean } from "./look";
import * as room from "./room";
import { expect, test, unreachable, type Page } from "./stage";

const swedish = {
  lang: "", input: "Inspel", more: "Mer om", change: "Ändra", need: "behov", needs: "Behov", save: "Spara", merge: "Slå ihop med en annan", into: "Räkna den som", mergeNow: "Slå ihop", hide: "Dölj", undo: "Ångra",
  publish: "Till stödlistan", onList: "I stödlistan", giveBack: "Skicka tillbaka", reason: "Skäl", returned: "Tillbakaskickat från stödlistan", link: "Länk", share: "Dela material", there: "redan delat i mötet",
  people: "Folk", pause: "Pausa ord och inlägg", paused: "pausad", write: "Låt skriva igen", lock: "Lås rummet för nya", slow: "Lugnare takt", off: "Av", minute: "En gång på 60 sekunder",
  remove: "Ta bort ur mötet", removed: "är borttagen och kan inte komma tillbaka", letIn: "Släpp in igen", log: "Vad de som leder har gjort", agenda: "Dagordning", gone: /Återansluter|Ingen anslutning/, back: "Ansluten igen.", next: "Nästa punkt", item: "Punkt",
};
const english: typeof swedish = {
  lang: "/en", input: "Input", more: "More about", change: "Change", need: "need", needs: "Needs", save: "Save", merge: "Merge with another", into: "Count it as", mergeNow: "Merge", hide: "Hide", undo: "Undo",
  publish: "To the support list", onList: "In the support list", giveBack: "Return", reason: "Reason", returned: "Returned from the support list", link: "Link", share: "Share material", there: "already been shared in the meeting",
  people: "People", pause: "Pause speaking and writing", paused: "paused", write: "Let write again", lock: "Lock the room to newcomers", slow: "Calmer pace", off: "Off", minute: "Once in 60 seconds",
  remove: "Remove from the meeting", removed: "is removed and cannot come back", letIn: "Let in again", log: "What those who run it have done", agenda: "Agenda", gone: /Reconnecting|No connection/, back: "Connected again.", next: "Next item", item: "Item",
};

type Leader = { readonly page: Page; readonly say: typeof swedish };

const line = (page: Page, text: string) => page.locator("li.signal").filter({ hasText: text });
const piece = (page: Page, title: string) => page.locator(".materials .question").filter({ hasText: title });

/** Chooses something in the menu of something. */
async function choose({ page, say }: Leader, of: string, what: string): Promise<void> {
  await page.getByRole("button", { name: `${say.more} ${of}`, exact: true }).click();
  await page.getByRole("menuitem", { name: what, exact: true }).click();
}

/** Puts the kind of a line right, merges another into it, hides it and takes that back. */
async function tidies(leader: Leader, eve: Page, [first, second]: readonly [string, string]): Promise<void> {
  const { page, say } = leader;
  await room.turnTo(page, say.input);
  await expect(line(page, first)).toBeVisible();
  await choose(leader, first, say.change);
  await line(page, first).getByText(say.need, { exact: true }).click();
  await line(page, first).getByRole("button", { name: say.save }).click();
  await expect(page.locator(".signals").getByRole("heading", { name: say.needs, exact: true })).toBeVisible();
  await choose(leader, second, say.merge);
  await page.getByLabel(say.into).selectOption({ label: first });
  await page.getByRole("button", { name: say.mergeNow, exact: true }).click();
  await expect(line(eve, second)).toHaveCount(0);
  await isClean(page, "lines that come in");
  await choose(leader, first, say.hide);
  await expect(line(eve, first)).toHaveCount(0);
  await page.locator(".toast").getByRole("button", { name: say.undo }).click();
  await expect(line(eve, first)).toBeVisible();
}

/** Approves one thing, returns another, and is told of what is there already. */
async function judges(leader: Leader, [good, bad]: readonly [string, string], link: string): Promise<void> {
  const { page, say } = leader;
  await expect(async () => {
    await page.locator(".materials").scrollIntoViewIfNeeded();
    await expect(page.locator("#material-title")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByRole("button", { name: `${say.publish}: ${good}` }).click();
  await expect(piece(page, good)).toContainText(say.onList);
  await choose(leader, bad, say.giveBack);
  await page.getByLabel(say.reason, { exact: true }).fill("Vem står bakom?");
  await page.getByRole("button", { name: say.giveBack, exact: true }).click();
  await expect(piece(page, bad)).toContainText(say.returned);
  await page.locator(".materials").getByLabel(say.link, { exact: true }).fill(`http://www.${link.slice(8)}/`);
  await page.getByRole("button", { name: say.share }).click();
  await expect(page.locator(".materials .error")).toContainText(say.there);
  await isClean(page, "material that is judged");
}

/** Pauses one who disturbs, slows the room down and locks it, removes them and lets them in again. */
async function keepsOrder(leader: Leader, eve: Page, says: (text: string) => Promise<string | undefined>): Promise<void> {
  const { page, say } = leader;
  const row = page.locator(".people li").filter({ hasText: "Eve Troll" });
  await room.turnTo(page, say.people);
  await choose(leader, "Eve Troll", say.pause);
  await expect(row).toContainText(say.paused);
  expect(await says("Pausad")).toBe("not-allowed");
  await choose(leader, "Eve Troll", say.write);
  await expect(row).not.toContainText(say.paused);
  await page.getByLabel(say.slow).selectOption(say.minute);
  await expect(eve.locator(".order")).toContainText("60");
  await says("En rad till"); // which may come too soon after one before
  expect(await says("Strax en till")).toBe("too-much");
  await page.getByLabel(say.slow).selectOption(say.off);
  await page.getByLabel(say.lock).check();
  await expect(eve.locator(".order")).toHaveCount(1);
  await choose(leader, "Eve Troll", say.remove);
  await expect(page.locator(".toast")).toContainText(say.removed);
  await expect(eve.locator(".strip")).toContainText("Mötesledaren har avslutat din medverkan");
  expect(await says("Borttagen")).toBe("outside");
  await isClean(page, "the people, with one who is removed");
  await page.getByRole("button", { name: say.letIn }).click();
  await page.getByLabel(say.lock).uncheck();
  await expect(page.locator(".order")).toHaveCount(0);
}

for (const [phone, desk] of [[swedish, english], [english, swedish]] as const) {
  test(`organisers put right what comes in, keep order and lose their line, on a phone in ${phone === swedish ? "Swedish and at a desk in English" : "English and at a desk in Swedish"}`, async ({ organiser, browse, meeting, node, forgive }) => {
    forgive(unreachable);
    forgive(/403/);
    const leaders: readonly Leader[] = [
      { say: phone, page: await organiser("Ada Ek", { viewport: { width: 360, height: 740 } }) },
      { say: desk, page: await organiser("Bo Alm", { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false }) },
    ];
    const eve = await browse({ viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false });
    const says = async (text: string) => {
      const data = { id: crypto.randomUUID().replaceAll("-", ""), do: "signal.add", kind: "utmaning", text };
      const answer = await eve.request.post(`${meeting.room}/kommando`, { data, headers: { Origin: node.base } });
      return ((await answer.json()) as { readonly refused?: string }).refused;
    };
    await room.join(eve, meeting, "Eve Troll");
    const [{ page: ada }] = leaders as readonly [Leader, Leader];
    for (const { page, say } of leaders) await room.enter(page, { ...meeting, room: say.lang + meeting.room });
    await room.tell(ada, node, meeting, { do: "agenda.start" });

    for (const [n, leader] of leaders.entries()) {
      const { page, say } = leader;
      const lines = [`Skolan ${n} saknar kurator`, `Kurator fattas i skola ${n}`] as const;
      for (const text of lines) expect(await says(text)).toBeUndefined();
      await tidies(leader, eve, lines);
      const things = [`Krisplan ${n}`, `Reklam ${n}`] as const;
      const link = `https://granvik.example.org${meeting.path}/${n}`;
      for (const [i, title] of things.entries()) await room.tell(eve, node, meeting, { do: "material.share", address: i ? `${link}/reklam` : link, title });
      await judges(leader, things, link);
      await keepsOrder(leader, eve, says);
      await expect.poll(async () => (await eve.request.get(meeting.room)).status()).toBe(200);
      await room.enter(eve, meeting);

      // Their line breaks, the meeting goes on by others, and they lead again.
      await room.turnTo(page, say.agenda);
      const at = 1 + 2 * n;
      await expect(room.now(page)).toContainText(`${say.item} ${at} `);
      await page.context().setOffline(true);
      await expect(page.locator(".strip")).toContainText(say.gone);
      await isClean(page, "whoever leads, without a line");
      const other = leaders[1 - n]!;
      await room.press(other.page, other.say.next);
      await page.context().setOffline(false);
      await expect(room.now(page)).toContainText(`${say.item} ${at + 1} `);
      await room.press(page, say.next);
      await expect(room.now(eve)).toContainText(`Punkt ${at + 2} `);
    }

    for (const { page, say } of leaders) {
      await room.turnTo(page, say.people);
      await page.getByRole("link", { name: say.log }).click();
      await expect(page.locator("main")).toContainText("Eve Troll");
      await isClean(page, "what was done");
    }
  });
}
