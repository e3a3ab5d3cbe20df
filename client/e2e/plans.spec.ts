import { enter, press } from "./room";
import { expect, heard, test } from "./stage";

test("a meeting that is cancelled says so in its room, on its theme and in the calendar, and can stand again", async ({ organiser, browse, meeting }) => {
  const [ada, eve] = [await organiser(), await browse()];
  await enter(eve, meeting);
  await ada.goto(meeting.path);
  await ada.getByRole("link", { name: "Ställ in", exact: true }).click();
  await ada.getByLabel("Skäl", { exact: true }).fill("Salen är stängd");
  await press(ada, "Ställ in mötet");
  await expect(ada.getByText("Mötet är inställt.").first()).toBeVisible();

  await expect(eve.locator(".notice.danger")).toHaveText("Mötet är inställt. Skäl: Salen är stängd");
  expect(await heard(eve)).toContain("Mötet är inställt.");
  const theme = await browse();
  await theme.goto(`/tema/${meeting.theme}`);
  await expect(theme.locator(".meeting").filter({ hasText: "Salen är stängd" }).getByText("Inställt")).toBeVisible();
  const feed = async () => (await theme.request.get(`${meeting.path}.ics`)).text();
  await expect.poll(feed).toContain("STATUS:CANCELLED");

  await press(ada, "Ångra, mötet hålls");
  await expect(ada.getByText("Mötet hålls.").first()).toBeVisible();
  await expect(eve.locator(".notice.danger")).toHaveCount(0);
  await expect.poll(feed).toContain("STATUS:CONFIRMED");
});

test("a meeting that is moved says so in its room, on its theme and in the calendar", async ({ organiser, browse, meeting }) => {
  const [ada, eve] = [await organiser(), await browse()];
  await enter(eve, meeting);
  await ada.goto(`${meeting.path}/flytta`);
  await ada.getByLabel("Dag", { exact: true }).fill("2027-07-01");
  await ada.getByLabel("Börjar kl.").fill("13.15");
  await ada.getByLabel("Skäl", { exact: true }).fill("Krock med en konferens");
  await press(ada, "Flytta mötet");
  await expect(ada.getByText("Mötet är flyttat.").first()).toBeVisible();
  await expect(eve.locator(".notice.warn")).toContainText("till torsdag 1 juli kl. 13.15");
  await expect(eve.locator(".notice.warn")).toContainText("Skäl: Krock med en konferens");
  await eve.goto(`/tema/${meeting.theme}`);
  await expect(eve.locator(".meeting").filter({ hasText: "Krock med en konferens" }).getByText("Flyttat")).toBeVisible();
  await expect.poll(async () => (await eve.request.get(`${meeting.path}.ics`)).text()).toContain("DTSTART;TZID=Europe/Stockholm:20270701T131500");
});

test("whoever prepares a draft in its room is led along when it gets another day and is announced", async ({ organiser, meeting }) => {
  const ada = await organiser();
  await ada.goto("/planera/mote");
  await ada.getByLabel("Mötets namn", { exact: true }).fill("Hamnen");
  await ada.locator('input[name="themes"]').first().check();
  await ada.getByLabel("Dag", { exact: true }).fill(meeting.path.slice(-10));
  await press(ada, "Spara som utkast");
  await expect(ada.locator(".notice.done")).toContainText("Utkastet är sparat.");
  const draft = new URL(ada.url()).pathname;
  const room = await ada.context().newPage();
  await enter(room, { ...meeting, room: `${draft}/rum` });

  await ada.goto(draft.replace("/moten/", "/planera/mote/"));
  await ada.getByLabel("Dag", { exact: true }).fill("2027-11-09");
  await ada.getByText("Slag, målgrupp").click();
  await ada.locator('input[value="webinar"]').check();
  await press(ada, "Lägg ut mötet");
  await expect(ada.locator(".notice.done")).toContainText("Mötet är utlagt.");
  await expect(room).toHaveURL(/webbinarium-2027-11-09\/rum$/);
  await expect(room.locator(".queue")).toContainText("Talarlistan är stängd.");
});
