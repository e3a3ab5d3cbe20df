// Links are shared in the room, mended, offered when they are there already, approved by
// an organiser and found on the support list with the meeting they come from.
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { looksRight } from "./look";
import * as room from "./room";
import { expect, test, type Page } from "./stage";

const phone = { viewport: { width: 360, height: 740 } };
const wide = { viewport: { width: 1280, height: 800 } };
const shared = (page: Page) => page.locator(".materials > ul");
const piece = (page: Page, title: string) => shared(page).locator(".question").filter({ hasText: title });

/** Comes so far in the room that the material is fetched. */
async function toMaterial(page: Page, tab = "Inspel"): Promise<void> {
  await room.turnTo(page, tab);
  await expect(async () => {
    await page.locator(".materials").scrollIntoViewIfNeeded();
    await expect(page.locator("#material-title")).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

async function paste(page: Page, text: string, { label = "Länk", share = "Dela material" } = {}): Promise<void> {
  await page.locator(".materials").getByLabel(label, { exact: true }).fill(text);
  await room.press(page, share);
}

test("a broken link is dropped at 360, seen at 1280, approved, and on the support list with its origin", async ({ organiser, browse, meeting }) => {
  const [ada, cy, dee] = [await organiser("Ada Ek", wide), await browse(phone), await browse(wide)];
  await room.enter(ada, meeting);
  await room.join(cy, meeting, "Cy Lind", "Granviks kommun");
  await room.join(dee, meeting, "Dee Ros");
  for (const page of [ada, cy, dee]) await toMaterial(page);
  await expect(cy.locator(".materials")).toContainText("Inget är delat än.");

  await paste(cy, "ingen länk alls");
  await expect(cy.locator(".materials .error")).toContainText("Kopiera hela länken");
  await expect(cy.getByLabel("Länk", { exact: true })).toHaveValue("ingen länk alls");

  await cy.getByText("Vad det är och vart det hör").click();
  await cy.locator(".materials").getByLabel("Vad det är (frivilligt)").fill("Krisplan för skolan");
  await cy.getByLabel("Hör till").selectOption({ index: 1 });
  const address = `https://granvik.example.org/${meeting.path.slice(-10)}/kris-plan`;
  await drop(cy, `Se gärna:\n${address.slice(0, -4)}\n\nplan`);
  for (const page of [cy, dee, ada]) {
    await expect(piece(page, "Krisplan för skolan")).toContainText("Länken var bruten och är lagad");
    await expect(piece(page, "Krisplan för skolan").getByRole("link").first()).toHaveAttribute("href", address);
  }
  await expect(piece(dee, "Krisplan")).toContainText("Cy Lind · Granviks kommun");
  await expect(dee.locator(".agenda > .item").first().getByRole("link", { name: "Krisplan för skolan" })).toBeVisible();
  await expect(cy.getByLabel("Länk", { exact: true })).toHaveValue("");
  await looksRight(cy, "material for a guest");
  await looksRight(ada, "material for an organiser");
  await cy.setViewportSize(phone.viewport);

  await piece(ada, "Krisplan").getByRole("button", { name: "Till stödlistan: Krisplan för skolan" }).click();
  await expect(piece(cy, "Krisplan").getByRole("link", { name: "I stödlistan" })).toBeVisible();
  await dee.goto("/stodlista?sok=krisplan");
  const entry = dee.locator(".entry").filter({ has: dee.locator(`a[href="${address}"]`) });
  await expect(entry).toContainText("delad på");
  await expect(entry.locator(`a[href="${meeting.path}"]`)).toBeVisible();

  await paste(cy, `http://www.${address.slice(8)}/`);
  await expect(cy.locator(".materials .error")).toContainText("redan delat i mötet: Krisplan för skolan");
});

test("what is on the support list is confirmed instead, what is returned says why, and what is hidden is gone", async ({ organiser, browse, meeting }) => {
  const [ada, cy] = [await organiser("Ada Ek", wide), await browse(phone)];
  await room.enter(ada, meeting);
  await cy.goto(`/en${meeting.path}`);
  await cy.getByLabel("Name", { exact: true }).fill("Cy Lind");
  await cy.getByLabel("Organisation").fill("Granviks kommun");
  await cy.getByRole("button", { name: /^(Go to the meeting room|Join)/ }).click();
  await room.inRoom(cy);
  await toMaterial(cy, "Input");
  await toMaterial(ada);
  const site = `https://bergso.example.org/${meeting.path.slice(-10)}`;
  await cy.getByText("What it is and where it belongs").click();
  await cy.locator(".materials").getByLabel("What it is (optional)").fill("Mall: första veckan på arbetsplatsen");
  await paste(cy, site, { label: "Link", share: "Share material" });
  await expect(cy.getByRole("group", { name: "Is it there already?" })).toContainText("It has been in the support list since");
  await looksRight(cy, "what is there already");
  await cy.setViewportSize(phone.viewport);
  await room.press(cy, "Confirm this one: Mall: första veckan på arbetsplatsen");
  await expect(piece(cy, "Mall: första veckan")).toContainText("In the support list");

  await paste(cy, `${site}/annat`, { label: "Link", share: "Share material" });
  await expect(piece(cy, "/annat")).toContainText("Proposed for the support list");
  await ada.getByRole("button", { name: new RegExp("^Mer om bergso.*annat") }).click();
  await ada.getByRole("menuitem", { name: "Skicka tillbaka" }).click();
  await ada.getByLabel("Skäl").fill("Vem står bakom?");
  await room.press(ada, "Skicka tillbaka");
  await expect(piece(cy, "/annat")).toContainText("Returned from the support list: Vem står bakom?");
  await ada.getByRole("button", { name: new RegExp("^Mer om bergso.*annat") }).click();
  await ada.getByRole("menuitem", { name: "Dölj" }).click();
  await expect(piece(cy, "/annat")).toHaveCount(0);
  await ada.getByText("Dolt material").click();
  await room.press(ada, new RegExp("^Återställ: bergso.*annat"));
  await expect(piece(cy, "/annat")).toBeVisible();
});

test("a file that breaks off goes on after a reload, and is on everyone's screen", async ({ organiser, browse, meeting, forgive }) => {
  forgive(/ERR_|status of 409/);
  const [ada, cy] = [await organiser("Ada Ek", wide), await browse(phone)];
  await room.enter(ada, meeting);
  await room.join(cy, meeting, "Cy Lind", "Granviks kommun");
  for (const page of [ada, cy]) await toMaterial(page);
  const name = "Krisplan för skolan.pdf";
  const buffer = Buffer.alloc(3_000_000, `${meeting.path} `);
  buffer.write("%PDF-1.7\n");
  const file = resolve(test.info().outputDir, name);
  mkdirSync(test.info().outputDir, { recursive: true });
  writeFileSync(file, buffer);
  const offsets: number[] = [];
  let holds = true;
  await cy.route("**/filer/nya/*", async route => {
    const request = route.request();
    const at = request.method() === "PATCH" ? Number(request.headers()["upload-offset"]) : -1;
    if (holds && at > 0) return; // nothing more comes through
    if (at >= 0) offsets.push(at);
    await route.continue();
  });
  await cy.locator("#material-file").setInputFiles(file);
  await expect(cy.locator(".materials")).toContainText(`Skickar ${name}`);
  await expect.poll(() => cy.locator(".materials progress").getAttribute("value").then(Number)).toBeGreaterThan(0);
  await looksRight(cy, "a file on its way");
  await cy.setViewportSize(phone.viewport);
  await cy.reload();
  holds = false;
  await toMaterial(cy);
  await expect(cy.locator("#material-file-hint")).toContainText(`${name} hann inte fram. Välj filen igen`);
  await cy.locator("#material-file").setInputFiles(file);
  for (const page of [cy, ada]) await expect(piece(page, name)).toContainText("PDF, 3,0 MB");
  expect(offsets.filter(at => at === 0), "what had come is not sent again").toHaveLength(1);
  await expect(piece(cy, name)).toContainText("Föreslaget till stödlistan");
  await looksRight(ada, "a file that was shared");
});

test("a presenter adds a link by a private address, without scripts, before the meeting", async ({ organiser, browse, meeting }) => {
  const ada = await organiser("Ada Ek", wide);
  await ada.goto(`${meeting.path}/inledare`);
  await ada.getByLabel("Vem inleder").fill("Åsa Öberg");
  await ada.getByLabel("Punkt").selectOption({ index: 1 });
  await room.press(ada, "Gör en länk");
  const link = await ada.getByLabel("Länk att skicka").inputValue();
  await looksRight(ada, "the links of presenters");
  const asa = await browse({ ...phone, javaScriptEnabled: false });
  await asa.goto(new URL(link).pathname);
  await asa.getByLabel("Länk", { exact: true }).fill(`https://mellanlandet.example.org/${meeting.path.slice(-10)}`);
  await asa.getByLabel("Vad det är (frivilligt)").fill("Bilder om väntetider");
  await room.press(asa, "Lägg in");
  await expect(asa.locator("main")).toContainText("Bilder om väntetider");
  await room.enter(ada, meeting);
  await toMaterial(ada);
  await expect(piece(ada, "Bilder om väntetider")).toContainText("Åsa Öberg");
});

/** Drops a text on the form, as from another window. */
async function drop(page: Page, text: string): Promise<void> {
  const data = await page.evaluateHandle(given => {
    const transfer = new DataTransfer();
    transfer.setData("text/plain", given);
    return transfer;
  }, text);
  await page.locator(".materials textarea").dispatchEvent("drop", { dataTransfer: data });
}
