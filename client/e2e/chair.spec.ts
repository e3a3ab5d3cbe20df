// Whoever leads a meeting, from a quarter of an hour before it until everything is settled,
// on a hard subject: at a desk, and with a telephone.
import { isClean } from "./look";
import { press, seesWaiting, speaker, toPeople, toQueue } from "./queue";
import * as room from "./room";
import { expect, heard, test, type Page, type Place } from "./stage";

/** Moves a meeting so that so many minutes are left of its three quarters of an hour. */
async function leaves(page: Page, { room: path }: Place, minutes: number, id: string): Promise<void> {
  const data = { id: id.repeat(32), do: "meeting.move", start: Date.now() - (45 - minutes) * 60_000, reason: { sv: "Provas" } };
  const answer = await page.request.post(`${path}/kommando`, { data, headers: { Origin: new URL(page.url()).origin } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

for (const width of [360, 1280]) {
  test(`a meeting on a hard subject is led from a quarter to twelve until everything is settled, at ${width}`, async ({ organiser, browse, meetings }) => {
    const size = width === 360 ? {} : { viewport: { width, height: 800 }, isMobile: false, hasTouch: false, deviceScaleFactor: 1 };
    let meeting = await meetings();
    while (meeting.theme !== "suicidprevention") meeting = await meetings();
    const [ada, cy] = [await organiser("Ada Ek", size), await browse()];

    // Opens the room: support is one tap away, and whoever writes is told not to write about anybody.
    await room.enter(ada, meeting);
    await leaves(ada, meeting, 60, "a");
    await room.join(cy, meeting, "Cy Lind", "Granviks kommun");
    await expect(room.now(ada)).toContainText("Börjar om 15 minuter.");
    for (const page of [ada, cy]) {
      await page.getByRole("link", { name: "Stöd", exact: true }).click();
      await expect(page.locator("a[href='tel:90101']").first()).toBeInViewport();
    }
    await isClean(ada, "the room a quarter of an hour before");
    await room.turnTo(ada, "Anteckna");
    await expect(ada.locator(".notes")).toContainText("enskilda personer");
    await isClean(ada, "the notes of a hard subject");

    // Writes the agenda, and enters somebody who rings.
    await room.turnTo(ada, "Dagordning");
    await room.add(ada, "Ordet är fritt", "5");
    await ada.keyboard.press("Escape");
    await expect(room.row(cy, "Ordet är fritt")).toBeVisible();
    await toPeople(ada);
    await room.press(ada, "Lägg till person som ringer");
    await ada.getByLabel("Namn", { exact: true }).fill("Gun Ek");
    await room.press(ada, "Lägg till Telefon 1");
    await expect(cy.locator(".people")).toContainText("Gun Ek");
    await isClean(ada, "the people, with one who rings in");
    await ada.getByRole("button", { name: "Mer om Gun Ek" }).click();
    await ada.getByRole("menuitem", { name: "Sätt i talarlistan" }).click();

    // Starts, gives the floor and lets the next one have it.
    await room.press(ada, "Starta mötet");
    await expect(room.now(cy)).toContainText("Punkt 1 av 8");
    await toQueue(cy);
    await press(cy, "Begär ordet");
    await toQueue(ada);
    await seesWaiting(ada, ["Gun Ek", "Cy Lind"]);
    await isClean(ada, "two who wait for the floor");
    await press(ada, "Nästa talare");
    await expect(speaker(cy)).toContainText("Gun Ek");
    await press(ada, "Nästa talare");
    await expect(cy.locator(".own .cue")).toHaveText("Det är din tur");
    await press(ada, "Stäng listan");
    await expect(cy.locator("#panel-queue")).toContainText("Talarlistan är stängd.");
    await press(cy, "Lämna ordet");

    // A round: everybody is asked for a line, and whoever rings in is written for.
    await room.press(ada, "Nästa punkt");
    await cy.locator(".poll-card").getByRole("button").click();
    await cy.getByLabel("Din rad").fill("Färre väntar på samtal");
    await cy.getByRole("button", { name: "Dela", exact: true }).click();
    await expect(ada.locator(".poll-card")).toContainText("1 av 3");
    await ada.locator(".poll-card").getByRole("button").click();
    await expect(ada.locator(".share select[name=caller]")).toHaveCount(1); // the part is there, and not what the server wrote
    await ada.getByLabel("Din rad").fill("Någon att ringa på natten");
    await ada.locator(".share").getByText("behov", { exact: true }).click();
    await ada.locator(".share summary", { hasText: "utan namn" }).click();
    await ada.locator(".share select[name=caller]").selectOption({ label: "Gun Ek" });
    await ada.getByRole("button", { name: "Dela", exact: true }).click();
    await expect(cy.locator(".signal").filter({ hasText: "på natten" })).toContainText("Gun Ek");
    await isClean(ada, "the round");

    // A quick question, counted and shown.
    await room.press(ada, "Ny snabbfråga");
    await ada.getByLabel("Fråga", { exact: true }).fill("Ses vi i juni?");
    await room.press(ada, "Öppna nu");
    await cy.locator(".poll-card").filter({ hasText: "juni" }).getByRole("button").click();
    await cy.getByRole("radio", { name: "Ja" }).check();
    await cy.locator("section.poll").getByRole("button", { name: "Svara" }).click();
    await expect(ada.locator("section.poll")).toContainText("1 har svarat.");
    await isClean(ada, "a quick question");
    await room.press(ada, "Stäng och visa resultatet");
    await expect(cy.locator(".poll-result").first()).toBeVisible();

    // Five minutes are left: only whoever leads is reminded.
    await room.turnTo(ada, "Dagordning");
    await leaves(ada, meeting, 5, "b");
    const closing = ada.locator(".closing");
    for (const said of ["Har någon material att dela?", "1 behov har inget svar än.", "Nästa möte:"]) await expect(closing).toContainText(said);
    expect((await heard(ada)).filter(said => said.startsWith("Snart slut."))).toHaveLength(1);
    await expect(cy.locator(".closing")).toHaveCount(0);
    await isClean(ada, "five minutes before the end");
    await closing.getByRole("button", { name: "Stäng" }).click();

    // Ends it; nobody is thrown out, and what was not finished is settled item by item.
    await room.press(ada, "Avsluta mötet");
    await room.press(ada, "Ja, avsluta");
    await expect(room.now(cy)).toContainText("Mötet är avslutat");
    const rest = ada.locator(".closing li");
    await expect(rest).toHaveCount(6);
    await isClean(ada, "what was not finished");
    for (const [how, state] of [["Nästa gång", "flyttad till nästa gång"], ["Stryk", "struken"], ["Blev klar", "klar"]] as const) {
      const left = await rest.count();
      const title = await rest.first().locator("p").first().innerText();
      await rest.first().getByRole("button", { name: how }).click();
      await expect(rest).toHaveCount(left - 1);
      await expect(room.row(ada, title)).toContainText(state);
    }
    await expect(ada.getByRole("heading", { name: "Det här blev inte klart" })).toBeFocused();
  });
}
