// What people paste into the notes from other programs. What lies on the clipboard is
// written here in the shape that each of them writes it.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { enter, join, turnTo } from "./room";
import { expect, test, type Page } from "./stage";

const text = (page: Page) => page.getByRole("textbox", { name: "Anteckningar till hela mötet" });

/** Lays HTML on the clipboard as another program does, untouched, and pastes it with the keys. */
async function paste(page: Page, html: string): Promise<void> {
  await page.evaluate(said => {
    document.addEventListener("copy", e => {
      e.clipboardData?.setData("text/html", said);
      e.clipboardData?.setData("text/plain", "only where HTML is not read");
      e.preventDefault();
      e.stopImmediatePropagation();
    }, { capture: true, once: true });
  }, html);
  await page.keyboard.press("ControlOrMeta+c");
  await page.keyboard.press("ControlOrMeta+v");
}

/** Writes a text of the notes as Markdown, and names whatever it should not hold. */
function outline(top: Element): readonly string[] {
  const inline = (node: Node): string => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? "";
    const e = node as Element;
    if (e.matches(".caret, .ProseMirror-trailingBreak, .ProseMirror-separator")) return "";
    const inside = [...e.childNodes].map(inline).join("");
    const names = e.getAttributeNames().filter(name => name !== "class").join(" ");
    const as: Readonly<Record<string, string>> = { STRONG: `**${inside}**`, EM: `*${inside}*`, A: `[${inside}](${e.getAttribute("href")})`, BR: "⏎" };
    if (e.tagName === "SPAN") return inside;
    return as[e.tagName] && (!names || e.tagName === "A") ? as[e.tagName]! : `<${e.tagName} ${names}>${inside}`;
  };
  const block = (e: Element, before: string): readonly string[] => {
    const list = e.tagName === "UL" ? "- " : e.tagName === "OL" ? "1. " : undefined;
    if (list) return [...e.children].flatMap(item => [...item.children].flatMap((c, i) => block(c, i ? `${before}  ` : before + list)));
    const sign = /^H\d$/.test(e.tagName) ? `${"#".repeat(Number(e.getAttribute("data-level")))} ` : e.className && e.className !== "ProseMirror-selectednode" ? `${e.className}: ` : "";
    if (!/^(P|H[45])$/.test(e.tagName)) return [`<${e.tagName}>`];
    return [before + sign + [...e.childNodes].map(inline).join("").trim().replace(/\s+/g, " ")];
  };
  return [...top.children].flatMap(e => block(e, ""));
}

const programs = [
  { file: "word", from: "Word", becomes: [
    "## Minnesanteckningar", "## Lägesbild",
    "Köerna till **stödlinjen** är *längre* än i höstas, se [rapporten](https://exempel.se/rapport). Ring [växeln](tel:+46701740605).",
    "- Fler unga ringer", "  - mest på kvällar", "- Färre **vuxna**", "1. Samla siffror", "1. Skriva brev",
    "Efter bilden", "Granvik | 12 samtal", "beslut: Vi ses igen v. 12.",
  ] },
  { file: "outlook", from: "Outlook", becomes: [
    "Hej!", "Underlaget finns [här](https://exempel.se/underlag?v=2) och **måste läsas** före *mötet*.",
    "- Bo tar med siffror", "- Åsa bjuder in", "**Från:** Bo Alm <[bo@exempel.se](mailto:bo@exempel.se)> ⏎**Ämne:** Nästa möte", "Klicka eller här",
  ] },
  { file: "google-docs", from: "Google Docs", becomes: [
    "## Dagens läge", "Det är **bråttom** och *viktigt*, se [planen](https://exempel.se/plan).",
    "- Ett", "  - Under ett", "- **Två**", "1. Först", "Region | Svar", "Norrsjö | ja",
  ] },
  { file: "libreoffice", from: "LibreOffice", becomes: [
    "## Från arkivet", "Vi gick igenom **alla svar** och *några frågor*, se [arkivet](https://exempel.se/arkiv).",
    "- Punkt ett", "- Punkt två", "  - Under två", "1. Steg **ett**", "1. Steg två", "Text vid bilden", "Sundby | 3 frågor",
  ] },
  { file: "web", from: "a web page", becomes: [
    "### Så söker ni bidrag", "Ansökan öppnar **1 mars** och stänger 1 april.", "Läs [hur man gör](https://exempel.se/bidrag?sida=1#hur), om oss och **skriv ut**.",
    "- Kommuner", "- Föreningar", "  1. ideella", "Tack för hjälpen!", "rad ett rad två", "År | Belopp", "2026 | 40 000 kr", "Namn",
  ] },
] as const;

for (const { file, from, becomes } of programs) {
  test(`what is pasted from ${from} keeps what notes may hold and nothing else, for all, and is taken back in one step`, async ({ organiser, browse, meeting, node }) => {
    const [ada, bo] = [await organiser(), await browse()];
    const fetched: string[] = [];
    for (const page of [ada, bo]) {
      page.on("request", request => {
        if (!request.url().startsWith(node.base)) fetched.push(request.url());
      });
    }
    await Promise.all([enter(ada, meeting), join(bo, meeting, "Bo Alm")]);
    for (const page of [ada, bo]) {
      await turnTo(page, "Anteckna");
      await expect(text(page)).toBeVisible();
    }
    await ada.waitForLoadState("networkidle"); // what reads what other programs write is there
    await text(ada).click();
    await ada.keyboard.type("Före");
    await ada.keyboard.press("Enter");
    await paste(ada, readFileSync(resolve(import.meta.dirname, `pasted/${file}.html`), "utf8"));
    await ada.keyboard.type("Efter");
    for (const page of [ada, bo]) {
      await expect.poll(async () => (await text(page).evaluate(outline)).join("\n")).toBe(["Före", ...becomes.slice(0, -1), `${becomes.at(-1)}Efter`].join("\n"));
    }
    await ada.keyboard.press("ControlOrMeta+z"); // what was typed after it
    for (const page of [ada, bo]) await expect.poll(async () => (await text(page).evaluate(outline)).at(-1)).toBe(becomes.at(-1));
    await ada.keyboard.press("ControlOrMeta+z");
    for (const page of [ada, bo]) await expect.poll(() => text(page).evaluate(outline)).toEqual(["Före", ""]);
    await ada.keyboard.press("ControlOrMeta+y");
    for (const page of [ada, bo]) await expect.poll(() => text(page).evaluate(outline)).toEqual(["Före", ...becomes]);
    expect(fetched).toEqual([]);
    expect(await ada.title()).not.toBe("run");
  });
}
