// Who people say they are: kept if they ask for it, and always shown as text.
import { add, enter, inRoom, join, press, row, turnTo } from "./room";
import { expect, test, type Page } from "./stage";

/** What a browser still has when it has been closed and opened again. */
async function kept(page: Page) {
  const state = await page.context().storageState();
  return { ...state, cookies: state.cookies.filter(c => c.expires > 0) };
}

test("one who ticks Kom ihåg mig need not write their name again", async ({ browse, meeting }) => {
  const cy = await browse();
  await cy.goto(meeting.path);
  await cy.getByLabel("Kom ihåg mig").check();
  await cy.getByLabel("Namn", { exact: true }).fill("Åsa Öberg");
  await cy.getByLabel("Organisation").fill("Granviks kommun");
  await cy.getByLabel("Sektor").selectOption("kommun");
  await press(cy, "Gå till mötesrummet");
  await inRoom(cy);
  await turnTo(cy, "Folk");
  await expect(cy.getByText("Du är med som Åsa Öberg.")).toBeVisible();

  const back = await browse({ storageState: await kept(cy) });
  await back.goto(meeting.next);
  await expect(back.getByLabel("Namn", { exact: true })).toHaveValue("Åsa Öberg");
  await expect(back.getByLabel("Organisation")).toHaveValue("Granviks kommun");
  await expect(back.getByLabel("Sektor")).toHaveValue("kommun");
  await expect(back.getByLabel("Kom ihåg mig")).toBeChecked();
});

test("one who does not tick it is forgotten when the browser closes, but not before", async ({ browse, meeting }) => {
  const cy = await browse();
  await join(cy, meeting, "Cy Lind");
  await cy.goto(meeting.path);
  await expect(cy.getByText("Du är Cy Lind")).toBeVisible();

  const back = await browse({ storageState: await kept(cy) });
  await back.goto(meeting.path);
  await expect(back.getByLabel("Namn", { exact: true })).toHaveValue("");
  await expect(back.getByLabel("Kom ihåg mig")).not.toBeChecked();
});

const names = ["Åsa Öberg", "فاطمة الزهراء", "👩🏽‍🔬 Ida", "Långnamn ".repeat(10).slice(0, 79) + "n", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>"];

test("every name is shown as it was written", async ({ browse, meeting }) => {
  const eve = await browse();
  await enter(eve, meeting);
  for (const name of names) {
    const cy = await browse();
    await join(cy, meeting, name, name);
    for (const page of [cy, eve]) {
      await expect(page.locator(".people .name")).toHaveText([name]);
      await expect(page.locator(".people li .meta")).toHaveText([name]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no sideways scroll").toBe(true);
    }
    await cy.reload();
    await inRoom(cy);
    await turnTo(cy, "Folk");
    await expect(cy.getByText(`Du är med som ${name}.`)).toBeVisible();
    await cy.context().close();
  }
});

test("markup in titles, presenters and reasons is shown as text everywhere", async ({ browse, organiser, meeting }) => {
  const wild = "<b onclick=alert(1)>Wild & </script><script>alert(1)</script>";
  const [ada, eve] = [await organiser(wild), await browse()];
  await Promise.all([enter(ada, meeting), enter(eve, meeting)]);
  await add(ada, wild, "3");
  await expect(row(eve, wild)).toBeVisible();
  await expect(ada.locator(".people .name")).toHaveText([wild]);
  await eve.reload();
  await expect(row(eve, wild)).toBeVisible();
  await ada.goto(`${meeting.path}/stall-in`);
  await ada.getByLabel("Skäl", { exact: true }).fill(wild);
  await press(ada, "Ställ in mötet");
  await expect(ada.locator("main")).toContainText(wild);
  await expect(eve.locator(".notice.danger")).toContainText(wild);
  await eve.goto("/moten");
  await expect(eve.locator("main")).toContainText(wild);
  expect(await eve.locator("main b[onclick]").count()).toBe(0);
});
