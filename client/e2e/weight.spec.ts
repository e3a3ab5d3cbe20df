// What pages weigh on the wire, as they are first opened.
import { enter } from "./room";
import { expect, test, type Page } from "./stage";

type Weight = { readonly page: number; readonly script: number; readonly all: number };

/** Opens a page in a browser that has nothing kept, and weighs what comes, heads and all, in bytes. */
async function weigh(page: Page, open: () => Promise<unknown>): Promise<Weight> {
  const requests: Promise<{ readonly kind: string; readonly bytes: number }>[] = [];
  page.on("requestfinished", request => {
    requests.push(request.sizes().then(s => ({ kind: request.resourceType(), bytes: s.responseHeadersSize + s.responseBodySize })));
  });
  await open();
  await page.waitForLoadState("networkidle");
  const all = await Promise.all(requests);
  const sum = (kind?: string) => all.filter(r => !kind || r.kind === kind).reduce((n, r) => n + r.bytes, 0);
  return { page: sum("document"), script: sum("script"), all: sum() };
}

for (const path of ["/", "/om", "/tema/barn-och-unga", "/kalender", "/moten/barn-och-unga-2027-01-12", "/moten"]) {
  test(`the page ${path} is light`, async ({ browse }) => {
    const cy = await browse();
    const weight = await weigh(cy, () => cy.goto(path));
    test.info().annotations.push({ type: "bytes", description: JSON.stringify(weight) });
    expect(weight.page, "page with its style").toBeLessThanOrEqual(10_000);
    expect(weight.script, "aids").toBeLessThanOrEqual(2_000);
    expect(weight.all, "everything").toBeLessThanOrEqual(45_000);
  });
}

test("the room is light, and the notes are fetched into it when it is there", async ({ browse, meeting, node }) => {
  const [thrifty, cy] = [await browse(), await browse()];
  await thrifty.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  const room = await weigh(thrifty, () => enter(thrifty, meeting));
  test.info().annotations.push({ type: "bytes", description: JSON.stringify(room) });
  expect(room.script, "script").toBeLessThanOrEqual(22_700); // 22 kB, and its heads: the goal is 20
  expect(room.all, "everything").toBeLessThanOrEqual(66_000); // the goal is 64 kB
  await cy.request.post(`${meeting.path}/delta`, { form: { name: "Cy Lind" }, headers: { Origin: node.base } }); // who only follows has no text to write in
  const whole = await weigh(cy, async () => {
    await enter(cy, meeting);
    await expect(cy.getByRole("textbox", { name: "Anteckningar till hela mötet" })).toBeVisible();
  });
  test.info().annotations.push({ type: "bytes with notes", description: JSON.stringify(whole) });
  expect(whole.script - room.script, "script of the notes, and of what people send in").toBeLessThanOrEqual(107_000); // 92 kB, aids after it, and 5
});
