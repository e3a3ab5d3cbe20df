import { add, enter, inRoom, now, press, row, seesAgenda, turnTo } from "./room";
import { expect, heard, test } from "./stage";

test("a newcomer finds a meeting, says their name and follows the agenda as it moves", async ({ browse, node }) => {
  const cy = await browse();
  await cy.goto("/");
  await cy.getByRole("region", { name: "Teman" }).getByRole("link", { name: "Barn och unga" }).click();
  await cy.locator(".meetings").getByRole("link", { name: "Tisdag 12 januari" }).first().click();
  await expect(cy.getByRole("heading", { level: 1 })).toHaveText("Barn och unga – öppet samordningsmöte");
  await cy.getByLabel("Namn", { exact: true }).fill("Cy Lind");
  await cy.getByLabel("Organisation").fill("Granviks kommun");
  await press(cy, "Gå till mötesrummet");
  await inRoom(cy);
  await expect(now(cy)).toContainText("Mötet har inte börjat");
  await turnTo(cy, "Folk");
  await expect(cy.getByText("Du är med som Cy Lind.")).toBeVisible();
  await turnTo(cy, "Dagordning");

  const ada = await browse();
  await ada.goto(node.link());
  await ada.getByLabel("Namn").fill("Ada Ek");
  await ada.getByRole("button").first().click();
  await enter(ada, { room: new URL(cy.url()).pathname, path: "", theme: "", next: "" });
  await expect(ada.locator(".people")).toContainText("Cy Lind");
  await press(ada, "Starta mötet");
  await expect(now(ada)).toContainText("Punkt 1 av 7");
  await expect(now(cy).getByRole("heading")).toHaveText("Välkomna");

  await press(ada, "Nästa punkt");
  await expect(now(cy).getByRole("heading")).toHaveText("Laget runt: vad hör vi?");
  await expect(row(cy, "Laget runt")).toHaveAttribute("aria-current", "step");
  await expect(row(cy, "Välkomna")).toContainText("klar");
  expect((await heard(cy)).filter(said => said === "Nu pågår Laget runt: vad hör vi?")).toHaveLength(1);
  await expect(cy.getByRole("button", { name: "Nästa punkt" })).toHaveCount(0);
});

test("the same in English: the room speaks the language it was opened in", async ({ browse, organiser, meeting }) => {
  const cy = await browse({ locale: "en-GB" });
  await cy.goto(`/en${meeting.path}`);
  await cy.getByLabel("Name", { exact: true }).fill("Cy Lind");
  await press(cy, "Go to the meeting room");
  await inRoom(cy);
  await expect(now(cy)).toContainText("The meeting has not begun");

  const ada = await organiser();
  await enter(ada, meeting);
  await press(ada, "Starta mötet");
  await expect(now(cy)).toContainText("Item 1 of 7");
  await press(ada, "Nästa punkt");
  await expect(row(cy, "Laget runt")).toContainText("current");
  expect(await heard(cy)).toContain("Now: Laget runt: vad hör vi?");
  await cy.getByRole("link", { name: "På svenska" }).click();
  await inRoom(cy);
  await expect(now(cy)).toContainText("Punkt 2 av 7");
});

test("one who only follows sees everything and may change nothing", async ({ browse, organiser, meeting }) => {
  const eve = await browse();
  await eve.goto(meeting.path);
  await eve.getByRole("link", { name: "Följ utan att synas" }).click();
  await inRoom(eve);
  await turnTo(eve, "Folk");
  await expect(eve.locator(".people").getByText("Du följer utan att synas.")).toBeVisible();
  await turnTo(eve, "Dagordning");

  const ada = await organiser();
  await enter(ada, meeting);
  await add(ada, "Något nytt", "5");
  await expect(row(eve, "Något nytt")).toContainText("5 min");
  await expect(eve.locator(".now, .panel-agenda").getByRole("button")).toHaveCount(0);
  await expect(ada.locator(".people")).not.toContainText("Eve");
});

test("what a presenter adds comes in order for everybody", async ({ browse, organiser, meeting }) => {
  const [ada, eve] = [await organiser(), await browse()];
  await Promise.all([enter(ada, meeting), enter(eve, meeting)]);
  const before = ["Välkomna", "Laget runt: vad hör vi?", "Erfarenheter", "Utmaningar och behov", "Lösningar och material", "Frågor", "Vi tar med oss, nästa gång"];
  await seesAgenda(eve, before);
  for (const title of ["Ett", "Två", "Tre"]) await add(ada, title);
  await seesAgenda(eve, [...before, "Ett", "Två", "Tre"]);
});
