// A passkey is made and used in a real browser, with a device that Chromium plays.
import { looksRight } from "./look";
import { Program } from "./program";
import { press } from "./room";
import { expect, test } from "./stage";

test("somebody adds a passkey and signs in with it", async ({ browser }) => {
  const node = await Program.start();
  const base = node.base.replace("127.0.0.1", "localhost"); // a key belongs to a name
  await node.kill();
  expect(await node.run("--origin", base)).toBe(true);
  const page = await (await browser.newContext({ baseURL: base, javaScriptEnabled: true })).newPage();
  const complaints: string[] = [];
  page.on("console", said => said.type() === "error" && complaints.push(said.text()));
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  await device.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });

  await page.goto(node.printedLink());
  await page.getByLabel("Ditt namn").fill("Ada Ek");
  await press(page, /^Logga in som/);
  await page.goto("/konto");
  await page.getByLabel("Nyckelns namn").fill("Min telefon");
  await press(page, "Lägg till en passnyckel");
  await expect(page.getByRole("button", { name: "Ta bort Min telefon" })).toBeVisible();
  await press(page, "Lägg till en passnyckel");
  await expect(page.getByRole("alert")).toHaveText("Den enheten har redan en nyckel till ditt konto.");
  await looksRight(page, "the account with a key");

  await press(page, "Logga ut");
  await page.goto("/logga-in");
  await expect(page.getByRole("button", { name: "Logga in med passnyckel" })).toBeVisible();
  await looksRight(page, "to sign in with a key");
  await press(page, "Logga in med passnyckel");
  await expect(page).toHaveURL(`${base}/planera`);
  await expect(page.getByLabel("Inloggning")).toContainText("Ada Ek");
  expect(complaints).toEqual([]);
  await page.context().close();
  node.end();
});
