// Whoever leads a meeting, from a quarter of an hour before it until everything is settled,
// on a hard subject: on a phone and at a desk, in Swedish and in English. What those see who
// take part is told in the stories of the parts.
import { isClean } from "./look";
import { press, seesWaiting, speaker, toQueue } from "./queue";
import * as room from "./room";
import { expect, heard, test } from "./stage";

const swedish = {
  lang: "", early: "Börjar om 15 minuter.", support: "Stöd", notes: "Anteckna", agenda: "Dagordning", people: "Folk", item: "Punkt", nobody: "enskilda personer", title: "Rubrik", minutes: "Minuter", add: "Lägg till punkt",
  addCaller: "Lägg till person som ringer", name: "Namn", addPhone: "Lägg till Telefon 1", more: "Mer om Gun Ek", toList: "Sätt i talarlistan",
  start: "Starta mötet", nextSpeaker: "Nästa talare", close: "Stäng listan", openList: "Öppna listan", nextItem: "Nästa punkt", round: "1 av 2", line: "Din rad", need: "behov", nameless: "utan namn", share: "Dela",
  poll: "Ny snabbfråga", question: "Fråga", open: "Öppna nu", answered: "1 har svarat.", result: "Stäng och visa resultatet",
  closing: ["Har någon material att dela?", "1 behov har inget svar än.", "Nästa möte:"], soon: "Snart slut.", shut: "Stäng", end: "Avsluta mötet", yes: "Ja, avsluta",
  settled: new Map([["Nästa gång", "flyttad till nästa gång"], ["Stryk", "struken"], ["Blev klar", "klar"]]), rest: "Det här blev inte klart",
};
const english: typeof swedish = {
  lang: "/en", early: "Begins in 15 minutes.", support: "Somebody to talk to", notes: "Take notes", agenda: "Agenda", people: "People", item: "Item", nobody: "individual people", title: "Title", minutes: "Minutes", add: "Add item",
  addCaller: "Add a person who rings in", name: "Name", addPhone: "Add Phone 1", more: "More about Gun Ek", toList: "Put on the speaker list",
  start: "Start the meeting", nextSpeaker: "Next speaker", close: "Close the list", openList: "Open the list", nextItem: "Next item", round: "1 of 2", line: "Your line", need: "need", nameless: "without a name", share: "Share",
  poll: "New poll", question: "Question", open: "Open now", answered: "1 has answered.", result: "Close and show the result",
  closing: ["Does anybody have material to share?", "1 need has no answer yet.", "Next meeting:"], soon: "Soon over.", shut: "Close", end: "End the meeting", yes: "Yes, end it",
  settled: new Map([["Next time", "moved to next time"], ["Drop", "dropped"], ["Was done", "done"]]), rest: "This was not finished",
};

for (const [say, width] of [[swedish, 360], [swedish, 1280], [english, 360], [english, 1280]] as const) {
  test(`a meeting on a hard subject is led from a quarter to twelve until everything is settled, in ${say === swedish ? "Swedish" : "English"} at ${width}`, async ({ organiser, browse, meetings, node }) => {
    const size = width === 360 ? {} : { viewport: { width, height: 800 }, isMobile: false, hasTouch: false, deviceScaleFactor: 1 };
    const meeting = await meetings("suicidprevention");
    const [ada, cy] = [await organiser("Ada Ek", size), await browse()];
    const leaves = (minutes: number) => room.tell(ada, node, meeting, { do: "meeting.move", start: Date.now() - (45 - minutes) * 60_000, reason: { sv: "Provas" } });
    const does = (command: object) => room.tell(cy, node, meeting, command);
    await leaves(60);
    await cy.request.post(`${meeting.path}/delta`, { form: { name: "Cy Lind", organisation: "Granviks kommun" }, headers: { Origin: node.base } });

    // Opens the room: support is one tap away, and whoever writes is told not to write about anybody.
    await room.enter(ada, { ...meeting, room: say.lang + meeting.room });
    await expect(room.now(ada)).toContainText(say.early);
    expect(await (await cy.request.get(meeting.room)).text(), "support, for those who take part").toContain("tel:90101");
    await ada.getByRole("link", { name: say.support, exact: true }).click();
    await expect(ada.locator("a[href='tel:90101']").first()).toBeInViewport();
    await isClean(ada, "the room a quarter of an hour before");
    await room.turnTo(ada, say.notes);
    await expect(ada.locator(".notes")).toContainText(say.nobody);
    await isClean(ada, "the notes of a hard subject");

    // Writes the agenda, and enters somebody who rings.
    await room.turnTo(ada, say.agenda);
    if (!(await ada.getByLabel(say.title, { exact: true }).isVisible())) await press(ada, say.add);
    await ada.getByLabel(say.title, { exact: true }).fill("Ordet är fritt");
    await ada.getByLabel(say.minutes, { exact: true }).fill("5");
    await press(ada, say.add);
    await ada.keyboard.press("Escape");
    await expect(room.row(ada, "Ordet är fritt")).toBeVisible();
    await room.turnTo(ada, say.people);
    await room.press(ada, say.addCaller);
    await ada.getByLabel(say.name, { exact: true }).fill("Gun Ek");
    await room.press(ada, say.addPhone);
    await expect(ada.locator(".people")).toContainText("Gun Ek");
    await isClean(ada, "the people, with one who rings in");
    await ada.getByRole("button", { name: say.more }).click();
    await ada.getByRole("menuitem", { name: say.toList }).click();

    // Starts, gives the floor and lets the next one have it.
    await room.press(ada, say.start);
    await expect(room.now(ada)).toContainText(`${say.item} 1 `);
    await does({ do: "queue.ask" });
    await toQueue(ada);
    await seesWaiting(ada, ["Gun Ek", "Cy Lind"]);
    await isClean(ada, "two who wait for the floor");
    await press(ada, say.nextSpeaker);
    await expect(speaker(ada)).toContainText("Gun Ek");
    await press(ada, say.nextSpeaker);
    await expect(speaker(ada)).toContainText("Cy Lind");
    await press(ada, say.close);
    await expect(ada.getByRole("button", { name: say.openList })).toBeVisible();

    // A round: everybody is asked for a line, and whoever rings in is written for.
    await room.press(ada, say.nextItem);
    await does({ do: "signal.add", kind: "erfarenhet", text: "Färre väntar på samtal" });
    await expect(ada.locator(".poll-card")).toContainText(say.round);
    await ada.locator(".poll-card").getByRole("button").click();
    await expect(ada.locator(".share select[name=caller]")).toHaveCount(1); // the part is there, and not what the server wrote
    await ada.getByLabel(say.line).fill("Någon att ringa på natten");
    await ada.locator(".share").getByText(say.need, { exact: true }).click();
    await ada.locator(".share summary", { hasText: say.nameless }).click();
    await ada.locator(".share select[name=caller]").selectOption({ label: "Gun Ek" });
    await ada.getByRole("button", { name: say.share, exact: true }).click();
    await expect(ada.locator(".signal").filter({ hasText: "på natten" })).toContainText("Gun Ek");
    await isClean(ada, "the round");

    // A quick question, counted and shown.
    await room.press(ada, say.poll);
    await ada.getByLabel(say.question, { exact: true }).fill("Ses vi i juni?");
    await room.press(ada, say.open);
    await expect(ada.locator("section.poll")).toContainText("Ses vi i juni?");
    await does({ do: "poll.answer", answer: 1 });
    await expect(ada.locator("section.poll")).toContainText(say.answered);
    await isClean(ada, "a quick question");
    await room.press(ada, say.result);
    await expect(ada.locator(".poll-result").first()).toBeVisible();
    await isClean(ada, "the result of a quick question");

    // Five minutes are left.
    await room.turnTo(ada, say.agenda);
    await leaves(5);
    const closing = ada.locator(".closing");
    for (const said of say.closing) await expect(closing).toContainText(said);
    expect((await heard(ada)).filter(said => said.startsWith(say.soon))).toHaveLength(1);
    await isClean(ada, "five minutes before the end");
    await closing.getByRole("button", { name: say.shut }).click();

    // Ends it, and what was not finished is settled item by item.
    await room.press(ada, say.end);
    await isClean(ada, "ending");
    await room.press(ada, say.yes);
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
