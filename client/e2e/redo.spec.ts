// Where the caret is when somebody has taken back and done again what they wrote, while others write.
import { enter, inRoom, join, turnTo } from "./room";
import { expect, test, type Page } from "./stage";

const text = (page: Page) => page.getByRole("textbox", { name: "Anteckningar till hela mötet" });

test("who does again what they took back goes on in their own line, and not in that of another", async ({ organiser, browse, meeting }) => {
  const [ada, bo] = [await organiser(), await browse()];
  await Promise.all([enter(ada, meeting), join(bo, meeting, "Bo Alm")]);
  await inRoom(ada);
  for (const page of [ada, bo]) {
    await turnTo(page, "Anteckna");
    await text(page).click();
  }
  await bo.keyboard.type("Bos rad.");
  await expect(text(ada)).toContainText("Bos rad.");
  await ada.keyboard.press("ControlOrMeta+End");
  await ada.keyboard.press("Enter");
  await ada.keyboard.type("Adas rad.");
  await expect(text(bo)).toContainText("Adas rad.");
  const until = async (key: string, there: boolean) => expect(async () => {
    if ((await text(ada).innerText()).includes("Adas rad.") !== there) await ada.keyboard.press(key);
    expect((await text(ada).innerText()).includes("Adas rad.")).toBe(there);
  }).toPass();
  await until("ControlOrMeta+z", false);
  await expect(text(bo)).not.toContainText("Adas rad.");
  await ada.keyboard.press("ControlOrMeta+Home");
  await bo.keyboard.press("ControlOrMeta+Home");
  await bo.keyboard.type("Före. ");
  await expect(text(ada)).toContainText("Före. Bos rad.");
  await until("ControlOrMeta+y", true);
  await ada.keyboard.type("!");
  for (const page of [ada, bo]) {
    await expect(text(page)).toContainText("Adas rad.!");
    await expect(text(page)).toContainText("Före. Bos rad.");
  }
});
