// Those who only ring in: a voice provider tells of their calls, or an organiser enters what happens by hand.
import { isClean, looksRight } from "./look";
import { enter, join, press, seesWaiting, speaker, toPeople, toQueue } from "./queue";
import { tell, turnTo } from "./room";
import { expect, heard, test, type Page, type Place } from "./stage";
import { number, Telephone } from "./telephone";

const wide = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false, deviceScaleFactor: 1 } as const;
const people = (page: Page) => page.locator(".people");
const help = (page: Page) => page.locator(".notice.warn");

/** Gives a meeting a code of its own, and returns it. */
async function giveCode(ada: Page, meeting: Place): Promise<string> {
  const code = String(Math.floor(100_000 + Math.random() * 900_000));
  await ada.goto(`${meeting.path}/andra`);
  await ada.getByLabel("Möteskod").fill(code);
  await press(ada, "Spara ändringen");
  await expect(ada).not.toHaveURL(/andra$/);
  return code;
}

/** Chooses something in the menu of somebody who rings in. */
async function chooseFor(page: Page, who: string, what: string): Promise<void> {
  await toPeople(page);
  await page.locator(".caller").getByRole("button", { name: `Mer om ${who}` }).click();
  await page.getByRole("menuitem", { name: what, exact: true }).click();
}

/** Puts a poll to everybody. */
async function poll(page: Page, question: string): Promise<void> {
  await turnTo(page, "Inspel");
  await press(page, "Ny snabbfråga");
  await page.getByLabel("Fråga", { exact: true }).fill(question);
  await press(page, "Öppna nu");
  await expect(page.locator("section.poll")).toContainText(question);
}

test("somebody rings in, asks by keys, speaks, is put back, gets help, is cut off and comes back to the same place", async ({ organiser, browse, node, meeting }) => {
  const [ada, bo, cy] = [await organiser(), await organiser("Bo Alm", wide), await browse()];
  const phone = new Telephone(node.base);
  const code = await giveCode(ada, meeting);
  await enter(ada, meeting);
  await enter(bo, { ...meeting, room: `/en${meeting.room}` });
  await press(ada, "Starta mötet");
  await join(cy, meeting, "Cy Lind");
  await press(cy, "Begär ordet");

  expect(await phone.dial(code)).toEqual({ say: expect.stringMatching(/^Välkommen till ringa-in-mötet .* Du är Telefon 1\. Ditt ljud är av\. Tryck 9/), muted: true });
  await expect(ada.locator(".toast")).toHaveText("Telefon 1 har ringt in.");
  await expect.poll(() => heard(ada)).toContain("Telefon 1 har ringt in.");
  await expect.poll(() => heard(bo)).toContain("Phone 1 has rung in.");
  await expect(people(bo)).toContainText(/Phone 1\s?on the phone · sound off/);
  for (const page of [ada, cy]) await expect(people(page)).toContainText(/Telefon 1\s?i telefon · ljud av/);
  await expect(people(cy)).toContainText("1 ringer in");
  expect(await phone.press("9")).toEqual({ say: "Du är nummer 2 i talarlistan.", muted: true });
  for (const [page, first] of [[ada, "Cy Lind"], [cy, "Cy Lind (du)"]] as const) await seesWaiting(page, [first, "Telefon 1"]);

  await chooseFor(ada, "Telefon 1", "Ändra namn");
  await ada.getByLabel("Namn", { exact: true }).fill("Gun Ek");
  await ada.getByLabel("Sektor", { exact: true }).selectOption({ label: "kommun" });
  await press(ada, "Spara");
  await seesWaiting(cy, ["Cy Lind (du)", "Gun Ek"]);
  await toQueue(ada);
  await press(ada, "Nästa talare");
  await phone.hears("Du är näst i talarlistan.");
  await press(cy, "Begär ordet igen");
  await seesWaiting(ada, ["Gun Ek", "Cy Lind"]);
  await press(ada, "Nästa talare");
  for (const page of [ada, cy]) await expect(speaker(page)).toContainText("Gun EkTelefon 1");
  await expect(speaker(bo)).toContainText(/Gun Ek\s?Phone 1/);
  await isClean(bo, "one who rings in has the floor, at a desk in English");
  await phone.hears("Det är din tur. Ordet är ditt. Tryck 6 för att slå på ditt ljud.");
  expect(await phone.press("6")).toEqual({ say: "Ditt ljud är på." });
  for (const page of [ada, cy]) await expect(people(page)).not.toContainText("ljud av");
  await press(ada, "Hoppa över");
  await expect(speaker(cy)).toContainText("Cy Lind");
  await seesWaiting(cy, ["Gun Ek"]);
  await phone.hears("Du är näst i talarlistan.");

  const asked = await phone.press("0");
  expect(asked).toEqual({ say: "Mötesledaren ser att du vill ha hjälp." });
  await expect(help(ada)).toContainText("Gun Ek vill ha hjälp.");
  await expect.poll(() => heard(ada)).toContain("Gun Ek vill ha hjälp.");
  await looksRight(ada, "a caller who wants help");
  await ada.setViewportSize({ width: 360, height: 740 });
  await toQueue(ada);
  await expect(help(bo)).toContainText("Gun Ek wants help.");
  await isClean(bo, "a caller who wants help, at a desk in English");
  await press(bo, "Has been helped");
  for (const page of [ada, bo]) await expect(help(page)).toHaveCount(0);
  expect(await phone.repeat()).toEqual(asked); // and nothing else comes of it

  await poll(ada, "Hörs det bra?");
  await phone.hears("Snabbfråga: Hörs det bra? Tryck 1 för Ja. Tryck 2 för Nej. Tryck 3 för Vet inte.");
  expect(await phone.press("2")).toEqual({ say: "Tack. Ditt svar är räknat." });
  await expect(ada.locator("section.poll")).toContainText("1 har svarat.");
  expect(await phone.press("1")).toEqual({ say: "Du har redan svarat. Svaret kan inte ändras." });

  await phone.hangUp();
  for (const page of [ada, cy]) await expect(people(page)).toContainText("linjen bröts");
  await expect(people(bo)).toContainText("line broken");
  await expect(help(ada)).toHaveCount(0);
  await seesWaiting(cy, ["Gun Ek"]);
  expect(await phone.dial(code)).toEqual({ say: "Välkommen tillbaka. Du är näst i talarlistan." });
  for (const page of [ada, cy]) await expect(people(page)).not.toContainText("linjen bröts");
  await seesWaiting(cy, ["Gun Ek"]);
  await expect(people(cy)).toContainText("1 ringer in");

  const digits = number.replace(/\D/g, "").slice(2); // however it is written
  for (const page of [ada, cy]) {
    expect((await page.content()).replace(/[^\p{L}\d<>]/gu, "")).not.toContain(digits);
    await page.reload();
    await expect(people(page)).toContainText("Gun Ek");
    expect((await page.content()).replace(/[^\p{L}\d<>]/gu, "")).not.toContain(digits);
  }
  expect(node.log().replace(/[^\p{L}\d]/gu, "")).not.toContain(digits);
});

test("somebody rings in, and is seen and heard in English", async ({ organiser, browse, node, meeting }) => {
  const [ada, bo, cy] = [await organiser(), await organiser("Bo Alm", wide), await browse(wide)];
  const phone = new Telephone(node.base, "en");
  const code = await giveCode(ada, meeting);
  await enter(ada, meeting);
  await press(ada, "Starta mötet");
  await join(cy, meeting, "Cy Lind");
  for (const page of [ada, cy]) await enter(page, { ...meeting, room: `/en${meeting.room}` });
  await enter(bo, meeting);
  expect((await phone.dial(code)).say).toMatch(/^Welcome to the dial-in meeting on .* The meeting has begun\. You are Phone 1\. Your sound is off\. Press 9/);
  await expect(ada.locator(".toast")).toHaveText("Phone 1 has rung in.");
  await expect.poll(() => heard(bo)).toContain("Telefon 1 har ringt in.");
  expect((await phone.press("9")).say).toBe("You are next on the speaker list.");
  await seesWaiting(cy, ["Phone 1"]);
  await press(ada, "Next speaker");
  await expect(speaker(cy)).toContainText("Phone 1");
  await expect(speaker(bo)).toContainText("Telefon 1");
  await isClean(bo, "one who rings in has the floor, at a desk in Swedish");
  await phone.hears("It is your turn. You have the floor. Press 6 to turn your sound on.");
  for (const page of [ada, cy]) await expect(people(page)).toContainText("sound off");
  expect(await phone.press("6")).toEqual({ say: "Your sound is on." });
  for (const page of [ada, cy]) await expect(people(page)).not.toContainText("sound off");
  await phone.press("0");
  await expect(help(ada)).toContainText("Phone 1 wants help.");
  await expect(help(bo)).toContainText("Telefon 1 vill ha hjälp.");
  await isClean(bo, "a caller who wants help, at a desk in Swedish");
  await press(ada, "Has been helped");
  for (const page of [ada, bo]) await expect(help(page)).toHaveCount(0);
  await phone.hangUp();
  await expect(people(cy)).toContainText("line broken");
  await looksRight(ada, "a line that broke");
  expect((await phone.dial(code)).say).toBe("Welcome back. It is your turn. You have the floor.");
  await expect(people(cy)).not.toContainText("line broken");

  for (const page of [ada, cy]) await expect(page.locator(".people .countdown")).toHaveText("4 are here");
  await press(cy, "I am ringing in");
  const own = await people(cy).getByText(/Your personal code is/).textContent();
  expect((await phone.press(`${/\d+/.exec(own ?? "")?.[0]}#`)).say).toBe("Thank you. Your name is now seen in the meeting.");
  await expect(speaker(ada)).toContainText(/Cy Lind\s?Phone 1/);
  for (const page of [ada, cy]) await expect(page.locator(".people .countdown")).toHaveText("3 are here");
  expect(await (await cy.request.get(`/en${meeting.room}`)).text()).toContain("3 are here");
});

const swedish = {
  lang: "", people: /^Folk/, input: "Inspel", addCaller: "Lägg till person som ringer", addPhone: "Lägg till Telefon", phone: "Telefon", ringIn: "ringer in", here: "är här", noNumber: "Skriv inte telefonnummer här.",
  more: "Mer om", toList: "Sätt i talarlistan", rename: "Ändra namn", name: "Namn", sector: "Sektor", town: "kommun", save: "Spara", mute: "Markera ljud av", unmute: "Markera ljud på", off: "ljud av",
  wants: "Vill ha hjälp", wantsHelp: "vill ha hjälp.", helped: "Har fått hjälp", broke: "Linjen bröts", broken: "linjen bröts", back: "Är tillbaka", rungIn: "har ringt in.",
  caller: "Svar från den som ringer", who: "Vem svarar?", count: "Räkna svaret", counted: "har svarat.", next: "Nästa talare", rungOff: "Har lagt på", free: "Ingen har ordet",
};
const english: typeof swedish = {
  lang: "/en", people: /^People/, input: "Input", addCaller: "Add a person who rings in", addPhone: "Add Phone", phone: "Phone", ringIn: "by phone", here: "are here", noNumber: "Do not write telephone numbers here.",
  more: "More about", toList: "Put on the speaker list", rename: "Change the name", name: "Name", sector: "Sector", town: "municipality", save: "Save", mute: "Mark sound off", unmute: "Mark sound on", off: "sound off",
  wants: "Wants help", wantsHelp: "wants help.", helped: "Has been helped", broke: "The line broke", broken: "line broken", back: "Is back", rungIn: "has rung in.",
  caller: "An answer of one who rings in", who: "Who answers?", count: "Count the answer", counted: "answered.", next: "Next speaker", rungOff: "Has rung off", free: "Nobody has the floor",
};

/** Does by hand, for one who rings in on a line, all that a provider would tell of, and shows that somebody who takes part sees it. */
async function host(ada: Page, say: typeof swedish, cy: Page, line: number, name: string): Promise<void> {
  const choosesFor = async (who: string, what: string) => {
    await turnTo(ada, say.people);
    await ada.locator(".caller").getByRole("button", { name: `${say.more} ${who}` }).click();
    await ada.getByRole("menuitem", { name: what, exact: true }).click();
  };
  await turnTo(ada, say.people);
  await press(ada, say.addCaller);
  await ada.getByLabel(say.name, { exact: true }).fill(number);
  await press(ada, `${say.addPhone} ${line}`);
  await expect(ada.locator(".toast.refused")).toContainText(say.noNumber);
  await press(ada, say.addCaller);
  await press(ada, `${say.addPhone} ${line}`);
  await expect(people(cy)).toContainText(`Telefon ${line}`);
  await expect(people(cy)).toContainText(`${line} ringer in`);
  await choosesFor(`${say.phone} ${line}`, say.toList);
  await seesWaiting(cy, ["Cy Lind (du)", `Telefon ${line}`]);
  await choosesFor(`${say.phone} ${line}`, say.rename);
  await ada.getByLabel(say.name, { exact: true }).fill(name);
  await ada.getByLabel(say.sector, { exact: true }).selectOption({ label: say.town });
  await press(ada, say.save);
  await seesWaiting(cy, ["Cy Lind (du)", name]);
  await expect(people(cy)).toContainText(`kommun ${line}`);
  for (const [does, undoes, seen] of [[say.mute, say.unmute, "ljud av"], [say.broke, say.back, "linjen bröts"]] as const) {
    await choosesFor(name, does);
    await expect(people(cy)).toContainText(seen);
    await choosesFor(name, undoes);
    await expect(people(cy)).not.toContainText(seen);
  }
  await choosesFor(name, say.wants);
  await expect(help(ada)).toContainText(`${name} ${say.wantsHelp}`);
  await isClean(ada, "one who rings in and wants help");
  await choosesFor(name, say.helped);
  await expect(help(ada)).toHaveCount(0);
  await turnTo(ada, say.input);
  await ada.getByText(say.caller).click();
  await ada.getByLabel(say.who).selectOption({ label: name });
  await press(ada, say.count);
  await expect(ada.locator("section.poll")).toContainText(new RegExp(`${line} .*${say.counted}`));
  await isClean(ada, "an answer of one who rings in");
  await press(ada, say.count);
  await expect(ada.locator(".toast.refused")).toContainText(name);
}

for (const [phone, desk] of [[swedish, english], [english, swedish]] as const) {
  test(`without a provider organisers' hands do the same, on a phone in ${phone === swedish ? "Swedish and at a desk in English" : "English and at a desk in Swedish"}`, async ({ organiser, browse, node, meeting }) => {
    const [ada, bo, cy] = [await organiser(), await organiser("Bo Alm", wide), await browse(wide)];
    await enter(ada, { ...meeting, room: phone.lang + meeting.room });
    await enter(bo, { ...meeting, room: desk.lang + meeting.room });
    await tell(ada, node, meeting, { do: "agenda.start" });
    await join(cy, meeting, "Cy Lind");
    await press(cy, "Begär ordet");
    await tell(ada, node, meeting, { do: "poll.add", question: "Hörs det bra?", choices: ["Ja", "Nej"], open: true });
    await host(ada, phone, cy, 1, "Gun Ek");
    await tell(ada, node, meeting, { do: "queue.next" });
    await press(cy, "Lämna ordet");
    for (const [page, say, who] of [[ada, phone, "Gun Ek"], [bo, desk, "Siv Al"]] as const) {
      if (page === bo) {
        await press(cy, "Begär ordet");
        await host(bo, desk, cy, 2, "Siv Al");
        await press(ada, phone.next);
        await press(cy, "Lämna ordet");
      }
      await toQueue(page);
      await press(page, say.next);
      await expect(speaker(cy)).toContainText(who);
      await isClean(page, "one who rings in has the floor");
    }
    await expect(people(cy)).toContainText("5 är här");
    expect(await (await cy.request.get(meeting.room)).text(), "without scripts").toContain("5 är här");
    await turnTo(bo, desk.people);
    await bo.locator(".caller").getByRole("button", { name: `${desk.more} Siv Al` }).click();
    await bo.getByRole("menuitem", { name: desk.rungOff }).click();
    await expect(speaker(cy)).toHaveText("Ingen har ordet");
    await expect(people(cy)).not.toContainText("Siv Al");
  });
}
