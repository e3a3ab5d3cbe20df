// The lunch keeper: the time of the meeting, what is said before people leave, what
// becomes of what was not finished, and what returns next time.
import { looksRight } from "./look";
import * as room from "./room";
import { expect, heard, test, type Page, type Place } from "./stage";

let told = 0;

/** Asks for something as the person at a page, without its buttons. */
async function ask(page: Page, { room: path }: Place, command: object): Promise<void> {
  const id = (++told).toString(16).padStart(32, "a");
  const answer = await page.request.post(`${path}/kommando`, { data: { id, ...command }, headers: { Origin: new URL(page.url()).origin } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** Moves a meeting so that so many minutes are left of its three quarters of an hour. */
const leaves = (page: Page, meeting: Place, minutes: number) =>
  ask(page, meeting, { do: "meeting.move", start: Date.now() - (45 - minutes) * 60_000, reason: { sv: "Provas" } });

const keeper = (page: Page) => page.locator(".closing");

test("shortly before the end the one who runs the meeting is reminded once, quietly, and everybody else is not", async ({ organiser, browse, meeting }) => {
  const [ada, cy] = [await organiser(), await browse({ viewport: { width: 1280, height: 800 } })];
  await room.enter(ada, meeting);
  await leaves(ada, meeting, 20);
  await room.join(cy, meeting, "Cy Lind");
  await ask(cy, meeting, { do: "signal.add", kind: "behov", text: "Någon att ringa på kvällen" });
  await room.press(ada, "Starta mötet");
  await expect(room.now(ada)).toContainText("minuter kvar av mötet");
  await expect(room.now(ada)).toContainText("minuter mer än ni har.");
  await expect(keeper(ada)).toHaveCount(0);

  await leaves(ada, meeting, 4);
  await expect(keeper(ada)).toContainText("Innan ni slutar");
  await expect(keeper(ada)).toContainText("Har någon material att dela?");
  await expect(keeper(ada)).toContainText("1 behov har inget svar än.");
  await expect(keeper(ada)).toContainText("Nästa möte:");
  expect((await heard(ada)).filter(said => said.startsWith("Snart slut."))).toHaveLength(1);
  await expect(keeper(cy)).toHaveCount(0);
  expect((await heard(cy)).filter(said => said.startsWith("Snart slut."))).toEqual([]);
  await looksRight(ada, "the room shortly before its end");

  await keeper(ada).getByRole("button", { name: "Stäng" }).click();
  await expect(keeper(ada)).toHaveCount(0);
  await ada.reload();
  await expect(room.now(ada)).toContainText("minuter kvar av mötet");
  await expect(keeper(ada)).toHaveCount(0);
});
test("what was not finished goes to next time, is dropped or became done, and what was promised returns", async ({ organiser, browse, meeting }) => {
  const [ada, cy] = [await organiser(), await browse()];
  await room.enter(ada, meeting);
  await room.join(cy, meeting, "Cy Lind", "Granviks kommun");
  await ask(cy, meeting, { do: "signal.add", kind: "atagande", text: "Vi skickar mallen" });
  await ask(cy, meeting, { do: "signal.add", kind: "behov", text: "En lista över jourer" });
  await room.press(ada, "Starta mötet");
  await room.press(ada, "Avsluta mötet");
  await expect(room.now(ada)).toContainText("När mötet är slut väljer du vad som händer med dem.");
  await room.press(ada, "Ja, avsluta");
  const rest = ada.locator(".closing li");
  await expect(rest).toHaveCount(6);
  await expect(cy.locator(".closing")).toHaveCount(0);
  const [first = "", second = "", third = ""] = await rest.locator("p:first-child").allInnerTexts();

  const settle = (title: string, how: string) => ada.getByRole("group", { name: title }).getByRole("button", { name: how }).click();
  await settle(first, "Blev klar");
  await expect(rest).toHaveCount(5);
  await expect(room.row(cy, first)).toContainText("klar");
  await settle(second, "Stryk");
  await expect(rest).toHaveCount(4);
  await expect(room.row(cy, second)).toContainText("struken");
  await room.press(ada, "Ångra");
  await expect(rest).toHaveCount(5);
  await settle(third, "Nästa gång");
  await expect(room.row(cy, third)).toContainText("flyttad till nästa gång");
  await expect(rest).toHaveCount(4);
  await expect(ada.getByRole("heading", { name: "Det här blev inte klart" })).toBeFocused();
  await looksRight(ada, "the room after the meeting, with what was not finished");

  await ada.goto(meeting.next);
  await expect(room.row(ada, third).last()).toBeVisible();
  const since = ada.getByRole("region", { name: "Sedan förra gången" });
  await expect(since).toContainText("Vi skickar mallen");
  await looksRight(ada, "the next meeting, with what returns");
  const row = (text: string) => since.locator("li").filter({ hasText: text });
  await row("mallen").getByRole("button", { name: "Är gjort" }).click();
  await expect(since).not.toContainText("mallen");
  await row("jourer").getByRole("button", { name: "Gör till punkt" }).click();
  await expect(since).toHaveCount(0);
  await expect(room.row(ada, "En lista över jourer")).toBeVisible();
  await cy.goto(meeting.next);
  await expect(cy.getByRole("region", { name: "Sedan förra gången" })).toHaveCount(0);
});

test("in English an organiser without scripts decides what becomes of what was not finished", async ({ browse, node, meeting }) => {
  const ada = await browse({ javaScriptEnabled: false });
  await ada.goto(node.link());
  await ada.getByLabel("Ditt namn").fill("Ada Ek");
  await room.press(ada, /^Logga in som/);
  await ada.goto(`/en${meeting.room}`);
  await room.press(ada, "Start the meeting");
  await ada.locator("#avsluta").getByRole("button", { name: "End the meeting" }).click();
  const rest = ada.locator(".closing li");
  await expect(ada.getByRole("heading", { name: "This was not finished" })).toBeVisible();
  await expect(rest).toHaveCount(6);
  for (const how of ["Next time", "Drop", "Was done"]) await rest.first().getByRole("button", { name: how }).click();
  await expect(rest).toHaveCount(3);
  await expect(ada.locator(".agenda .state")).toContainText(["done", "moved to next time", "dropped", "done"]);
});
