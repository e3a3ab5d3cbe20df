// What must hold for the looks of every page, whoever looks.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, type Page } from "./stage";

const axe = readFileSync(resolve(import.meta.dirname, "../node_modules/axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const byColour = ["color-contrast", "link-in-text-block"];

type Axe = { readonly run: (root: Document, options: object) => Promise<{ readonly violations: readonly Violation[] }> };
type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[] };

/** Looks at a page in every width, light and dark, and with its text twice as large, and wants nothing to complain of. */
export async function looksRight(page: Page, what: string): Promise<void> {
  await page.evaluate(axe);
  const faults: string[] = [];
  for (const width of [320, 360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await drawn(page);
    const sameColours = width === 360 ? { rules: Object.fromEntries(byColour.map(rule => [rule, { enabled: false }])) } : {}; // as at 320
    faults.push(...(await complaints(page, { runOnly: rules, ...sameColours })).map(f => `${width} light: ${f}`));
    faults.push(...(await overflow(page)).map(f => `${width}: ${f}`), ...(await small(page)).map(f => `${width}: ${f}`));
    if (width === 360) continue;
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    faults.push(...(await complaints(page, { runOnly: { type: "rule", values: byColour } })).map(f => `${width} dark: ${f}`));
  }
  for (const width of [640, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    faults.push(...(await overflow(page)).map(f => `${width} with 200 % text: ${f}`));
    await page.evaluate(() => (document.documentElement.style.fontSize = ""));
  }
  expect.soft(faults, what).toEqual([]);
}

/** Looks at a page as it stands, and wants nothing to complain of. */
export async function isClean(page: Page, what: string): Promise<void> {
  await page.evaluate(axe);
  expect.soft([...(await complaints(page, { runOnly: rules })), ...(await overflow(page)), ...(await small(page))], what).toEqual([]);
}

/** Waits until what a new size of the window changes is drawn: the room draws in the next frame. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise(go => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(go)))));
}

async function complaints(page: Page, options: object): Promise<readonly string[]> {
  const violations = await page.evaluate(async o => {
    const { run } = (globalThis as unknown as { readonly axe: Axe }).axe;
    return (await run(document, { ...o, resultTypes: ["violations"] })).violations;
  }, options);
  return violations.map(v => `${v.id}: ${v.nodes.map(n => n.html.slice(0, 160)).slice(0, 3).join(" | ")}`);
}

/** The elements that reach outside the page, if it scrolls sideways. */
async function overflow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > clientWidth + 0.5).slice(0, 3);
    return [`scrolls sideways ${scrollWidth} > ${clientWidth}: ${wide.map(e => e.outerHTML.slice(0, 80)).join(" | ")}`];
  });
}

/** The controls of a room that are smaller than 44 pixels; on other pages axe wants 24. */
async function small(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => [...document.querySelectorAll("#room :is(button, input, select, textarea, summary, .button)")]
    .map(e => ({ e, box: e.getBoundingClientRect() }))
    .filter(({ e, box }) => box.width > 0 && !(e instanceof HTMLInputElement && ["hidden", "checkbox", "radio"].includes(e.type)))
    .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
    .map(({ e, box }) => `small ${Math.round(box.width)}×${Math.round(box.height)}: ${e.outerHTML.slice(0, 100)}`));
}
