// The script takes the room over without anything moving.
import { enter, inRoom, join, now, press } from "./room";
import { expect, shifted, test, type Page } from "./stage";

const parts = ["h1", ".room-head .meta", ".notice:not(.no-print)", ".now", ".now h2", ".now .button", ".agenda", ".agenda > .item", ".agenda .name", ".sum", ".room-grid aside h2", ".room-grid aside .ways"];

/** Where the parts of a page that are seen are, to the pixel; on a phone, those that are not behind a tab. */
async function places(page: Page): Promise<Readonly<Record<string, readonly string[]>>> {
  const seen = (page.viewportSize()?.width ?? 0) < 768 ? parts.filter(p => !p.includes("aside")) : parts;
  return page.evaluate(selectors => Object.fromEntries(selectors.map(s => [s, [...document.querySelectorAll(s)].filter(e => e.checkVisibility()).map(e => {
    const { x, y, height } = e.getBoundingClientRect();
    return [x, y + scrollY, height].map(Math.round).join(" ");
  })])), seen);
}

/** Takes what is said of the line, when it is slow to come, out of the flow: it is to push the page down, but in another story. */
function withoutLine(): void {
  const style = new CSSStyleSheet();
  style.replaceSync("div.line { position: fixed }");
  document.adoptedStyleSheets.push(style);
}

for (const who of ["a guest", "an organiser"] as const) {
  test(`nothing moves for ${who} when the script takes the room over`, async ({ browse, organiser, meeting }) => {
    const ada = await organiser();
    const live = who === "a guest" ? await browse() : await organiser("Bo Alm");
    if (who === "a guest") await join(live, meeting, "Cy Lind");
    await live.addInitScript(withoutLine);
    const state = await live.context().storageState();
    const plain = await browse({ storageState: state, javaScriptEnabled: false });
    for (const step of ["", "Starta mötet"]) {
      await enter(ada, meeting);
      if (step) {
        await press(ada, step);
        await expect(now(ada)).toContainText("Punkt 1 av 7");
      }
      await Promise.all([enter(live, meeting), plain.goto(meeting.room)]);
      await inRoom(live);
      expect(await shifted(live), "what shifted").toEqual([]);
      // Either may still be waiting for its font.
      await expect(async () => expect(await places(live)).toEqual(await places(plain))).toPass({ timeout: 20_000 });
    }
  });
}
