// What is to be at hand wherever one is: all buttons of the notes, the material, the order in
// which the keyboard goes, and what somebody else wrote on the same device.
import { looksRight } from "./look";
import * as room from "./room";
import { expect, test, type Page } from "./stage";

const desk = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false } as const;

/** Where the keyboard goes on a page of two columns: of each stop the column and the distance from the top, in pixels. */
async function stops(page: Page): Promise<readonly (readonly [column: number, top: number])[]> {
  const all: (readonly [number, number])[] = [];
  await page.locator("main").focus();
  for (let n = 0; n < 80; n++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const focused = document.activeElement;
      const column = [...document.querySelectorAll(".split > *")].find(c => c.contains(focused));
      const { top = 0, bottom = 0 } = focused?.getBoundingClientRect() ?? {};
      return focused?.closest("main") ? [column ? Math.round(column.getBoundingClientRect().left) : -1, Math.round((top + bottom) / 2 + scrollY)] as const : undefined;
    });
    if (!at) break;
    all.push(at);
  }
  return all;
}

for (const width of [360, 1280]) {
  test(`on the page of a meeting the keyboard goes as one reads, at ${width}`, async ({ browse, meeting }) => {
    const cy = await browse({ ...desk, viewport: { width, height: 800 } });
    await cy.goto(meeting.path);
    const all = await stops(cy);
    expect(all.length).toBeGreaterThan(8);
    const asRead = [...all].sort(([c, y], [d, z]) => c - d || (Math.abs(y - z) < 30 ? 0 : y - z));
    expect(all).toEqual(asRead);
  });
}

test("all the buttons of the notes are within reach of a thumb, and at a desk so is the newest material", async ({ browse, meeting }) => {
  const [cy, dee] = [await browse(), await browse(desk)];
  await room.join(cy, meeting, "Cy Lind");
  await room.join(dee, meeting, "Dee Ros");
  await room.turnTo(cy, "Anteckna");
  await cy.getByRole("textbox", { name: "Anteckningar till hela mötet" }).click();
  const redo = cy.getByRole("button", { name: "Gör om" });
  await expect(redo).not.toBeInViewport();
  const more = cy.getByRole("button", { name: "Fler knappar" });
  await more.click();
  await expect(redo).toBeInViewport({ ratio: 1 });
  await expect(cy.getByRole("textbox", { name: "Anteckningar till hela mötet" })).toBeFocused();
  await looksRight(cy, "the notes with all their buttons");

  const latest = dee.getByRole("complementary", { name: "Senast delat" });
  await expect(latest).toContainText("Material (0)");
  await latest.getByRole("button", { name: "Till materialet" }).click();
  await dee.getByRole("textbox", { name: "Länk", exact: true }).fill(`https://granvik.example.org${meeting.path}/krisplan`);
  await room.press(dee, "Dela material");
  await expect(latest).toContainText("Material (1)");
  await expect(latest.getByRole("link")).toBeInViewport({ ratio: 1 });
  await looksRight(dee, "a room with the newest material beside the notes");
});

test("what somebody else wrote on the device is told of, and sent as one's own or thrown away", async ({ browse, meeting }) => {
  const cy = await browse();
  await room.join(cy, meeting, "Cy Lind");
  await cy.evaluate(() => {
    const { snapshot } = JSON.parse(document.getElementById("room-data")?.textContent ?? "") as { snapshot: { room: { meeting: { id: string } } } };
    const left = (id: string, text: string, name: string) => ({ id: id.repeat(32), at: Date.now(), by: "nobody", name, command: { do: "signal.add", kind: "behov", text } });
    localStorage.setItem(`unsent:${snapshot.room.meeting.id}/asked`, JSON.stringify([left("a", "Någon att ringa", "Åsa Öberg"), left("b", "En lista", "Bo Alm")]));
  });
  await cy.reload();
  await room.inRoom(cy);
  await expect(cy.locator(".toast")).toContainText("2 saker som någon annan skrev här är inte skickade");
  await room.turnTo(cy, "Inspel");
  const from = (name: string) => cy.getByRole("group", { name: new RegExp(`skrevs på den här enheten som ${name}`) });
  await expect(from("Åsa Öberg")).toContainText("Någon att ringa");
  await looksRight(cy, "what somebody else wrote here");
  await from("Bo Alm").getByRole("button", { name: "Släng" }).click();
  await from("Åsa Öberg").getByRole("button", { name: "Skicka som mig" }).click();
  await expect(cy.locator(".signal").filter({ hasText: "Någon att ringa" })).toContainText("Cy Lind");
  await expect(from("")).toHaveCount(0);
  await expect.poll(() => cy.evaluate(() => Object.keys(localStorage).filter(key => key.startsWith("unsent:")))).toEqual([]);
});
