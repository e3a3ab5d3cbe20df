// What one who writes notices when an organiser leads the notes back to an earlier moment: nothing but that the text is another.
import { enter, join, putCaret, turnTo } from "./room";
import { expect, test, type Page } from "./stage";

const text = (page: Page) => page.getByRole("textbox", { name: "Anteckningar till hela mötet" });
const kept = (page: Page) => expect(page.locator(".mark-saved")).toHaveText(/^Sparat kl/);

/** Leads the notes back to the first moment at which they had a text, as the page of that moment does. */
async function restore(page: Page, path: string, words: string): Promise<void> {
  const history = await page.context().newPage();
  const has = async (n: number) => (await (await page.request.get(`${path}/anteckningar/historik/${n}`)).text()).includes(words);
  let n = 1;
  while (!(await has(n))) n++;
  await history.goto(`${path}/anteckningar/historik/${n}`);
  await history.getByRole("button", { name: "Återställ till så här" }).click();
  await expect(history.locator(".notice")).toContainText("Anteckningarna är återställda.");
  await history.close();
}

test("caret and scroll stay when the notes are led back, and taking back brings nobody else's words again", async ({ organiser, browse, meeting }) => {
  const [ada, cy, eve] = [await organiser(), await browse(), await browse()];
  await Promise.all([enter(ada, meeting), join(cy, meeting, "Cy Lind"), join(eve, meeting, "Eve Troll")]);
  for (const page of [ada, cy, eve]) {
    await turnTo(page, "Anteckna");
    await expect(text(page)).toBeVisible();
  }
  await text(ada).click();
  await text(ada).evaluate(top => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", Array.from({ length: 30 }, (_, n) => `Rad ${n} om läget`).join("\n\n"));
    top.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await kept(ada);
  await expect(text(eve)).toContainText("Rad 29 om läget");
  const line = (page: Page, n: number) => text(page).locator("p").filter({ hasText: new RegExp(`^Rad ${n} `) });
  await putCaret(eve, line(eve, 5), "Home");
  await eve.keyboard.type("Elakt");
  await kept(eve);
  await putCaret(cy, text(cy).locator("p").filter({ hasText: "Elakt" }), "Home");
  for (const _ of "Elakt") await cy.keyboard.press("Delete"); // and what is taken back after this would be it
  await kept(cy);
  await putCaret(cy, line(cy, 20), "End");
  await cy.keyboard.type(", och mer");
  await kept(cy);
  await expect(text(ada)).toContainText("Rad 20 om läget, och mer");
  const place = async () => ({ scrolled: await cy.evaluate(() => scrollY), line: (await line(cy, 20).boundingBox())?.y });
  const before = await place();
  await restore(ada, meeting.path, "Rad 29 om läget");
  await expect(text(cy)).not.toContainText("och mer");
  await expect.poll(place).toEqual(before);
  await expect(text(cy)).toBeFocused();
  await cy.keyboard.type("!");
  await expect(line(ada, 20)).toHaveText("Rad 20 om läget!");
  for (let n = 0; n < 8; n++) {
    await cy.keyboard.press("ControlOrMeta+z");
    await expect(text(cy)).not.toContainText("Elakt");
  }
  await kept(cy);
  for (const page of [ada, eve]) await expect(text(page)).not.toContainText("Elakt");
});
