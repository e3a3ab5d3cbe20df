import { join as path } from "node:path";
import { Program } from "./program";
import { add, choose, enter, join, now, press } from "./room";
import { expect, test, type Page } from "./stage";

const folder = process.env["SHOTS"] ?? "";

/** Takes the page as it stands, narrow and wide, light and dark. */
async function shoot(page: Page, name: string): Promise<void> {
  for (const width of [360, 1280]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.screenshot({ path: path(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
  }
}

async function shootAll(page: Page, all: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, address] of Object.entries(all)) {
    await page.goto(address);
    await page.evaluate(() => document.fonts.ready);
    await shoot(page, name);
  }
}

test("public pages", async ({ browse, meeting, forgive }) => {
  forgive(/status of 404/);
  const cy = await browse();
  await shootAll(cy, { start: "/", about: "/om", meetings: "/moten", theme: "/tema/barn-och-unga", umbrella: "/tema/psykisk-halsa-i-kristid",
    calendar: "/kalender", meeting: meeting.path, moved: "/moten/migration-och-psykisk-halsa-2027-03-29", cancelled: "/moten/suicidprevention-2027-03-25",
    english: "/en", missing: "/finns-inte", over: "/moten" });
});

test("an empty installation", async ({ browser }) => {
  const node = await Program.start();
  const page = await (await browser.newContext({ baseURL: node.base })).newPage();
  await shootAll(page, { "empty-start": "/", "empty-meetings": "/moten", "empty-calendar": "/kalender", "sign-in": node.printedLink() });
  await page.getByLabel("Ditt namn").fill("Ada Ek");
  await press(page, /^Logga in som/);
  await shootAll(page, { "empty-plan": "/planera", "empty-series": "/planera/serie" });
  await page.context().close();
  node.end();
});

test("a room", async ({ browse, organiser, meeting }) => {
  const [ada, cy, eve] = [await organiser(), await browse(), await browse({ javaScriptEnabled: false })];
  await join(cy, meeting, "Åsa Öberg", "Granviks kommun");
  await enter(ada, meeting);
  await shoot(cy, "room-guest-before");
  await shoot(ada, "room-organiser-before");
  await add(ada, "En punkt till", "5");
  await shoot(ada, "room-adding");
  await ada.keyboard.press("Escape");
  await press(ada, "Starta mötet");
  await press(ada, "Nästa punkt");
  await choose(ada, "Frågor", "Parkera");
  await expect(now(cy)).toContainText("Punkt 2");
  await shoot(cy, "room-guest-during");
  await shoot(ada, "room-organiser-during");
  await ada.getByRole("button", { name: "Mer om Erfarenheter" }).click();
  await shoot(ada, "room-menu");
  await ada.keyboard.press("Escape");
  await eve.goto(meeting.room);
  await shoot(eve, "room-plain");
  const plain = await browse({ storageState: await ada.context().storageState(), javaScriptEnabled: false });
  await plain.goto(meeting.room);
  await shoot(plain, "room-plain-organiser");
  await eve.goto("/");
  await shoot(eve, "start-on");
  await eve.goto(meeting.path);
  await shoot(eve, "meeting-on");
});

test("an organiser's pages", async ({ organiser, meeting }) => {
  const ada = await organiser();
  await shootAll(ada, { plan: "/planera", people: "/personer", account: "/konto", "plan-theme": "/planera/tema", "plan-meeting": "/planera/mote", "plan-series": "/planera/serie",
    "plan-cancel": `${meeting.path}/stall-in`, "plan-move": `${meeting.path}/flytta`, "plan-edit": `${meeting.path}/andra`, "meeting-organiser": meeting.path });
});
