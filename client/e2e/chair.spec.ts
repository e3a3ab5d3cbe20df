// Whoever leads a meeting, from a quarter of an hour before it until everything is settled,
// on a hard subject: with a telephone in Swedish, and at a desk in English.
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

const swedish = {
  lang: "", width: 360, early: "Börjar om 15 minuter.", support: "Stöd", nobody: "enskilda personer", title: "Rubrik", minutes: "Minuter", add: "Lägg till punkt",
  addCaller: "Lägg till person som ringer", name: "Namn", addPhone: "Lägg till Telefon 1", more: "Mer om Gun Ek", toList: "Sätt i talarlistan",
  start: "Starta mötet", nextSpeaker: "Nästa talare", close: "Stäng listan", nextItem: "Nästa punkt", round: "1 av 3", line: "Din rad", need: "behov", nameless: "utan namn", share: "Dela",
  poll: "Ny snabbfråga", question: "Fråga", open: "Öppna nu", choice: "Ja", answered: "1 har svarat.", result: "Stäng och visa resultatet",
  closing: ["Har någon material att dela?", "1 behov har inget svar än.", "Nästa möte:"], soon: "Snart slut.", shut: "Stäng", end: "Avsluta mötet", yes: "Ja, avsluta",
  settled: new Map([["Nästa gång", "flyttad till nästa gång"], ["Stryk", "struken"], ["Blev klar", "klar"]]), rest: "Det här blev inte klart",
};
const english: typeof swedish = {
  lang: "/en", width: 1280, early: "Begins in 15 minutes.", support: "Somebody to talk to", nobody: "individual people", title: "Title", minutes: "Minutes", add: "Add item",
  addCaller: "Add a person who rings in", name: "Name", addPhone: "Add Phone 1", more: "More about Gun Ek", toList: "Put on the speaker list",
  start: "Start the meeting", nextSpeaker: "Next speaker", close: "Close the list", nextItem: "Next item", round: "1 of 3", line: "Your line", need: "need", nameless: "without a name", share: "Share",
  poll: "New poll", question: "Question", open: "Open now", choice: "Yes", answered: "1 has answered.", result: "Close and show the result",
  closing: ["Does anybody have material to share?", "1 need has no answer yet.", "Next meeting:"], soon: "Soon over.", shut: "Close", end: "End the meeting", yes: "Yes, end it",
  settled: new Map([["Next time", "moved to next time"], ["Drop", "dropped"], ["Was done", "done"]]), rest: "This was not finished",
};

for (const say of [swedish, english]) {
  const { width } = say;
  test(`a meeting on a hard subject is led from a quarter to twelve until everything is settled, at ${width}`, async ({ organiser, browse, meetings }) => {
    const size = width === 360 ? {} : { viewport: { width, height: 800 }, isMobile: false, hasTouch: false, deviceScaleFactor: 1 };
    let meeting = await meetings();
    while (meeting.theme !== "suicidprevention") meeting = await meetings();
    const [ada, cy] = [await organiser("Ada Ek", size), await browse()];

    // Opens the room: support is one tap away, and whoever writes is told not to write about anybody.
    await room.enter(ada, { ...meeting, room: say.lang + meeting.room });
    await leaves(ada, meeting, 60, "a");
    await room.join(cy, meeting, "Cy Lind", "Granviks kommun");
    await expect(room.now(ada)).toContainText(say.early);
    for (const [page, support] of [[ada, say.support], [cy, swedish.support]] as const) {
      await page.getByRole("link", { name: support, exact: true }).click();
      await expect(page.locator("a[href='tel:90101']").first()).toBeInViewport();
    }
    await isClean(ada, "the room a quarter of an hour before");
    await room.turnTo(ada, "Anteckna");
    await expect(ada.locator(".notes")).toContainText(say.nobody);
    await isClean(ada, "the notes of a hard subject");

    // Writes the agenda, and enters somebody who rings.
    await room.turnTo(ada, "Dagordning");
    if (!(await ada.getByLabel(say.title, { exact: true }).isVisible())) await press(ada, say.add);
    await ada.getByLabel(say.title, { exact: true }).fill("Ordet är fritt");
    await ada.getByLabel(say.minutes, { exact: true }).fill("5");
    await press(ada, say.add);
    await ada.keyboard.press("Escape");
    await expect(room.row(cy, "Ordet är fritt")).toBeVisible();
    await toPeople(ada);
    await room.press(ada, say.addCaller);
    await ada.getByLabel(say.name, { exact: true }).fill("Gun Ek");
    await room.press(ada, say.addPhone);
    await expect(cy.locator(".people")).toContainText("Gun Ek");
    await isClean(ada, "the people, with one who rings in");
    await ada.getByRole("button", { name: say.more }).click();
    await ada.getByRole("menuitem", { name: say.toList }).click();

    // Starts, gives the floor and lets the next one have it.
    await room.press(ada, say.start);
    await expect(room.now(cy)).toContainText("Punkt 1 av 8");
    await toQueue(cy);
    await press(cy, "Begär ordet");
    await toQueue(ada);
    await seesWaiting(ada, ["Gun Ek", "Cy Lind"]);
    await isClean(ada, "two who wait for the floor");
    await press(ada, say.nextSpeaker);
    await expect(speaker(cy)).toContainText("Gun Ek");
    await press(ada, say.nextSpeaker);
    await expect(cy.locator(".own .cue")).toHaveText("Det är din tur");
    await press(ada, say.close);
    await expect(cy.locator("#panel-queue")).toContainText("Talarlistan är stängd.");
    await press(cy, "Lämna ordet");

    // A round: everybody is asked for a line, and whoever rings in is written for.
    await room.press(ada, say.nextItem);
    await cy.locator(".poll-card").getByRole("button").click();
    await cy.getByLabel("Din rad").fill("Färre väntar på samtal");
    await cy.getByRole("button", { name: "Dela", exact: true }).click();
    await expect(ada.locator(".poll-card")).toContainText(say.round);
    await ada.locator(".poll-card").getByRole("button").click();
    await expect(ada.locator(".share select[name=caller]")).toHaveCount(1); // the part is there, and not what the server wrote
    await ada.getByLabel(say.line).fill("Någon att ringa på natten");
    await ada.locator(".share").getByText(say.need, { exact: true }).click();
    await ada.locator(".share summary", { hasText: say.nameless }).click();
    await ada.locator(".share select[name=caller]").selectOption({ label: "Gun Ek" });
    await ada.getByRole("button", { name: say.share, exact: true }).click();
    await expect(cy.locator(".signal").filter({ hasText: "på natten" })).toContainText("Gun Ek");
    await isClean(ada, "the round");

    // A quick question, counted and shown.
    await room.press(ada, say.poll);
    await ada.getByLabel(say.question, { exact: true }).fill("Ses vi i juni?");
    await room.press(ada, say.open);
    await cy.locator(".poll-card").filter({ hasText: "juni" }).getByRole("button").click();
    await cy.getByRole("radio", { name: say.choice }).check();
    await cy.locator("section.poll").getByRole("button", { name: "Svara" }).click();
    await expect(ada.locator("section.poll")).toContainText(say.answered);
    await isClean(ada, "a quick question");
    await room.press(ada, say.result);
    await expect(cy.locator(".poll-result").first()).toBeVisible();

    // Five minutes are left: only whoever leads is reminded.
    await room.turnTo(ada, "Dagordning");
    await leaves(ada, meeting, 5, "b");
    const closing = ada.locator(".closing");
    for (const said of say.closing) await expect(closing).toContainText(said);
    expect((await heard(ada)).filter(said => said.startsWith(say.soon))).toHaveLength(1);
    await expect(cy.locator(".closing")).toHaveCount(0);
    await isClean(ada, "five minutes before the end");
    await closing.getByRole("button", { name: say.shut }).click();

    // Ends it; nobody is thrown out, and what was not finished is settled item by item.
    await room.press(ada, say.end);
    await room.press(ada, say.yes);
    await expect(room.now(cy)).toContainText("Mötet är avslutat");
    const rest = ada.locator(".closing li");
    await expect(rest).toHaveCount(6);
    await isClean(ada, "what was not finished");
    for (const [how, state] of say.settled) {
      const left = await rest.count();
      const title = await rest.first().locator("p").first().innerText();
      await rest.first().getByRole("button", { name: how }).click();
      await expect(rest).toHaveCount(left - 1);
      await expect(room.row(ada, title)).toContainText(state);
    }
    await expect(ada.getByRole("heading", { name: say.rest })).toBeFocused();
  });
}
