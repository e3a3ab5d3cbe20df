// Everything works without scripts.
import { enter, now, press, row, seesAgenda, titles } from "./room";
import { expect, test } from "./stage";

const plain = { javaScriptEnabled: false };

test("without scripts every public page can be read", async ({ browse, meeting }) => {
  const cy = await browse(plain);
  for (const path of ["/", "/om", "/moten", "/tema/barn-och-unga", "/tema/psykisk-halsa-i-kristid", "/kalender", meeting.path, meeting.room]) {
    for (const lang of ["", "/en"]) {
      const answer = await cy.goto(lang + path);
      expect(answer?.status(), lang + path).toBe(200);
      await expect(cy.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(cy.getByRole("contentinfo")).toBeVisible();
    }
  }
});

test("without scripts a newcomer joins, reads the room, and follows with the button Uppdatera", async ({ browse, organiser, meeting }) => {
  const cy = await browse(plain);
  await cy.goto(meeting.path);
  await cy.getByLabel("Namn", { exact: true }).fill("Cy Lind");
  await press(cy, "Gå till mötesrummet");
  await expect(cy).toHaveURL(new RegExp(`${meeting.room}$`));
  await expect(cy.getByText("Du är med som Cy Lind.")).toBeVisible();
  await expect(now(cy)).toContainText("Mötet har inte börjat");
  await expect(cy.getByText("Sidan uppdateras inte av sig själv.")).toBeVisible();

  const ada = await organiser();
  await enter(ada, meeting);
  await press(ada, "Starta mötet");
  await expect(now(ada)).toContainText("Punkt 1 av 7");
  await cy.getByRole("link", { name: "Uppdatera" }).click();
  await expect(now(cy)).toContainText("Punkt 1 av 7");
});

test("without scripts an organiser runs the meeting by forms", async ({ browse, node, meeting }) => {
  const ada = await browse(plain);
  await ada.goto(node.link());
  await ada.getByLabel("Ditt namn").fill("Ada Ek");
  await press(ada, /^Logga in som/);
  await ada.goto(meeting.room);
  const before = await titles(ada);

  await ada.getByLabel("Rubrik").fill("Nytt utan skript");
  await ada.getByLabel("Minuter", { exact: true }).fill("4");
  await press(ada, "Lägg till punkt");
  await seesAgenda(ada, [...before, "Nytt utan skript"]);
  await ada.getByLabel("Punkt", { exact: true }).selectOption({ label: "8. Nytt utan skript" });
  await press(ada, "Flytta upp");
  expect((await titles(ada)).indexOf("Nytt utan skript")).toBe(6);
  await ada.getByLabel("Punkter").fill("Från en lista (3)\nOch en till");
  await press(ada, "Lägg till punkterna");
  await expect(row(ada, "Och en till")).toBeVisible();

  await press(ada, "Starta mötet");
  await expect(now(ada)).toContainText("Punkt 1 av 10");
  await press(ada, "Nästa punkt");
  await expect(now(ada)).toContainText("Punkt 2 av 10");
  await press(ada, "Förläng med 5 min");
  await expect(row(ada, "Laget runt")).toContainText("15 min");
  await press(ada, "Avsluta mötet");
  await expect(now(ada)).toContainText("Mötet är avslutat");
});

test("without scripts a form that is refused keeps what was typed and says what to do", async ({ browse, meeting, forgive }) => {
  forgive(/status of 422/);
  const cy = await browse(plain);
  await cy.goto(meeting.path);
  await cy.getByLabel("Organisation").fill("Granviks kommun");
  await press(cy, "Gå till mötesrummet");
  await expect(cy.getByRole("alert")).toBeVisible();
  await expect(cy.getByText("Fel:")).toBeVisible();
  await expect(cy.getByLabel("Organisation")).toHaveValue("Granviks kommun");
});
