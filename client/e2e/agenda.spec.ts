import { add, choose, enter, now, press, row, seesAgenda, titles, turnTo } from "./room";
import { expect, heard, test, type Page } from "./stage";

const pasted = `• Välkomna

• Slutrapport överenskommelsen psykisk hälsa 2019

• Brukardelaktighet (10)

• Öppen samordning för psykisk hälsa i kristid
`;

/** Empties the agenda, so that a story can begin with its own. */
async function empty(page: Page): Promise<void> {
  for (const title of await titles(page)) {
    await choose(page, title, "Ta bort");
    await expect(row(page, title)).toHaveCount(0);
  }
}

test("an organiser pastes a list, adds to it, changes an item and takes a change back", async ({ organiser, browse, meeting }) => {
  const ada = await organiser();
  await enter(ada, meeting);
  await empty(ada);
  await expect(ada.getByText("Dagordningen är inte skriven än.")).toBeVisible();

  await press(ada, "Klistra in flera");
  await ada.getByLabel("Klistra in flera").fill(pasted);
  await press(ada, "Lägg till punkterna");
  await seesAgenda(ada, ["Välkomna", "Slutrapport överenskommelsen psykisk hälsa 2019", "Brukardelaktighet", "Öppen samordning för psykisk hälsa i kristid"]);
  await expect(row(ada, "Brukardelaktighet")).toContainText("10 min");
  await expect(ada.getByRole("button", { name: "Lägg till punkt" })).toBeFocused();

  await add(ada, "Nästa gång", "5");
  await expect(ada.getByLabel("Rubrik")).toBeFocused();
  await expect(ada.getByLabel("Rubrik")).toHaveValue("");
  await ada.keyboard.press("Escape");

  await choose(ada, "Nästa gång", "Ändra");
  await expect(ada.getByLabel("Rubrik")).toBeFocused();
  await ada.getByLabel("Rubrik").fill("Nästa gång ses vi");
  await ada.getByLabel("Inleds av").fill("Åsa Öberg");
  await press(ada, "Spara");
  await expect(row(ada, "Nästa gång ses vi")).toContainText("Åsa Öberg");
  await expect(ada.getByRole("button", { name: "Mer om Nästa gång ses vi" })).toBeFocused();
  await expect(ada.getByText("Sparat")).toBeVisible();

  await expect(ada.locator(".toast")).toContainText("Punkten är ändrad.");
  await ada.locator(".toast").getByRole("button", { name: "Ångra" }).click();
  await expect(row(ada, "Nästa gång")).not.toContainText("Åsa Öberg");

  const eve = await browse();
  await eve.goto(meeting.path);
  await expect(eve.locator(".agenda > .item")).toHaveCount(5);
});

test("an item is moved with the keyboard, keeps its focus and is heard", async ({ organiser, browse, meeting }) => {
  const [ada, eve] = [await organiser(), await browse()];
  await Promise.all([enter(ada, meeting), enter(eve, meeting)]);
  const [a = "", b = "", ...rest] = await titles(ada);
  const handle = ada.getByRole("button", { name: `Flytta ${a}`, exact: true });
  await handle.focus();

  await ada.keyboard.press("ArrowDown");
  await seesAgenda(eve, [b, a, ...rest]);
  await expect(handle).toBeFocused();
  expect(await heard(ada)).toContain(`${a} flyttad till plats 2 av 7`);
  await ada.keyboard.press("End");
  await seesAgenda(eve, [b, ...rest, a]);
  await expect(handle).toBeFocused();
  await ada.keyboard.press("Home");
  await seesAgenda(eve, [a, b, ...rest]);
  await ada.keyboard.press("ArrowDown");
  await ada.keyboard.press("ArrowDown");
  await ada.keyboard.press("Escape");
  await seesAgenda(eve, [a, b, ...rest]);
  await expect(handle).toBeFocused();
  await expect.poll(() => heard(ada)).toContain(`${a} är tillbaka på plats 1`);
});

test("focus stays on a handle when somebody else moves the rows", async ({ organiser, meeting }) => {
  const [ada, bo] = [await organiser("Ada Ek"), await organiser("Bo Alm")];
  await Promise.all([enter(ada, meeting), enter(bo, meeting)]);
  const [a = "", ...rest] = await titles(ada);
  await ada.getByRole("button", { name: `Flytta ${a}`, exact: true }).focus();
  await bo.getByRole("button", { name: `Flytta ${a}`, exact: true }).focus();
  await bo.keyboard.press("End");
  await seesAgenda(ada, [...rest, a]);
  await expect(ada.getByRole("button", { name: `Flytta ${a}`, exact: true })).toBeFocused();
});

test("an item is dragged by its handle with the mouse, and Escape lets it fall back", async ({ organiser, meeting }) => {
  const ada = await organiser();
  await enter(ada, meeting);
  const [a = "", b = "", c = "", ...rest] = await titles(ada);
  const over = async (title: string) => {
    const box = await row(ada, title).boundingBox();
    if (!box) throw new Error(`${title} is not on the page`);
    return box;
  };
  const lift = async () => {
    const handle = ada.getByRole("button", { name: `Flytta ${a}`, exact: true });
    await handle.evaluate(e => { scrollBy(0, e.getBoundingClientRect().top - innerHeight / 3); }); // near an edge the page would scroll
    await handle.hover();
    await ada.mouse.down();
    const { x, y, height } = await over(c);
    await ada.mouse.move(x + 20, y + height * 0.4, { steps: 4 });
    await ada.mouse.move(x + 20, y + height * 0.9, { steps: 4 });
  };
  await lift();
  await ada.keyboard.press("Escape");
  await ada.mouse.up();
  expect(await titles(ada)).toEqual([a, b, c, ...rest]);
  await lift();
  await ada.mouse.up();
  await seesAgenda(ada, [b, c, a, ...rest]);
  await expect(ada.getByText("Sparat")).toBeVisible();
});

test("an organiser runs the meeting: extends, parks, returns, carries over and ends it, and nobody is thrown out", async ({ organiser, browse, meeting }) => {
  const [ada, eve] = [await organiser(), await browse()];
  await Promise.all([enter(ada, meeting), enter(eve, meeting)]);
  await press(ada, "Starta mötet");
  await press(ada, "Förläng med 5 min");
  await expect(row(eve, "Välkomna")).toContainText("8 min");

  await choose(ada, "Erfarenheter", "Parkera");
  await expect(row(eve, "Erfarenheter")).toContainText("parkerad");
  await choose(ada, "Erfarenheter", "Ta tillbaka");
  await expect(row(eve, "Erfarenheter")).not.toContainText("parkerad");

  await choose(ada, "Utmaningar och behov", "Flytta till nästa gång");
  await expect(row(eve, "Utmaningar och behov")).toContainText("flyttad till nästa gång");
  const later = await browse();
  await later.goto(meeting.next);
  await expect(later.locator(".agenda > .item").filter({ hasText: "Utmaningar och behov" })).toHaveCount(1); // which was there already

  await choose(ada, "Frågor", "Öppna nu");
  await expect(now(eve).getByRole("heading")).toHaveText("Frågor");
  await press(ada, "Avsluta mötet");
  await press(ada, "Avbryt");
  await expect(now(eve).getByRole("heading")).toHaveText("Frågor");
  await press(ada, "Avsluta mötet");
  await press(ada, "Ja, avsluta");
  for (const page of [ada, eve]) {
    await expect(now(page)).toContainText("Mötet är avslutat");
    await turnTo(page, "Folk");
    await expect(page.getByText("2 är här")).toBeVisible();
    await turnTo(page, "Dagordning");
  }
  await expect(ada.getByRole("button", { name: "Lägg till punkt" })).toHaveCount(0);
  await eve.goto(meeting.path);
  await expect(eve.getByRole("heading", { name: "Mötet är slut" })).toBeVisible();
});

test("the menu of an item is walked with the arrows and closed with Escape", async ({ organiser, meeting }) => {
  const ada = await organiser();
  await enter(ada, meeting);
  const button = ada.getByRole("button", { name: "Mer om Frågor" });
  await button.focus();
  await ada.keyboard.press("Enter");
  await expect(ada.getByRole("menuitem").first()).toBeFocused();
  await ada.keyboard.press("End");
  await expect(ada.getByRole("menuitem", { name: "Ta bort" })).toBeFocused();
  await ada.keyboard.press("ArrowDown");
  await expect(ada.getByRole("menuitem").first()).toBeFocused();
  await ada.keyboard.press("Escape");
  await expect(button).toBeFocused();
  await expect(ada.getByRole("menu")).toHaveCount(0);
  await ada.keyboard.press("Enter");
  await expect(ada.getByRole("menuitem").first()).toBeFocused();
  const { width = 0, height = 0 } = ada.viewportSize() ?? {};
  await ada.setViewportSize({ width, height: height - 40 });
  await expect(ada.getByRole("menu")).toHaveCount(0);
  await expect(button).toBeFocused();
});

test("two organisers press next at the same time: the meeting advances once, and the second is told", async ({ organiser, meeting }) => {
  const [ada, bo] = [await organiser("Ada Ek"), await organiser("Bo Alm")];
  let hold = false;
  const held: (() => void)[] = [];
  await bo.routeWebSocket(/\/socket$/, ws => {
    const server = ws.connectToServer();
    server.onMessage(m => (hold ? held.push(() => ws.send(m)) : ws.send(m)));
  });
  await enter(ada, meeting);
  await press(ada, "Starta mötet");
  await enter(bo, meeting);
  await expect(now(bo)).toContainText("Punkt 1 av 7");
  hold = true; // what Ada does is on its way to Bo when he presses
  await press(ada, "Nästa punkt");
  await expect(now(ada)).toContainText("Punkt 2 av 7");
  await press(bo, "Nästa punkt");
  await expect.poll(() => held.length).toBeGreaterThan(1);
  hold = false;
  for (const pass of held) pass();
  await expect(bo.locator(".toast.refused")).toBeVisible();
  await expect(bo.locator(".toast.refused p")).not.toBeEmpty();
  for (const page of [ada, bo]) await expect(now(page)).toContainText("Punkt 2 av 7");
});
