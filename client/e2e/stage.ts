// What every story has: a node of its own worker, people at browsers of their own,
// and meetings that no other story touches; when the season's are used up, the node
// begins it again. A fault that any page reports fails the story.
import { expect, test as plain, type BrowserContextOptions, type Page } from "@playwright/test";
import { build, Program } from "./program";
import { phoneKey } from "./telephone";

export { expect, type Page };

/** A meeting of the sample season and the one after it in its series. */
export type Place = { readonly path: string; readonly room: string; readonly theme: string; readonly next: string };

type Stage = {
  /** Gives somebody a browser of their own. */
  readonly browse: (options?: BrowserContextOptions) => Promise<Page>;
  /** Gives an organiser, signed in, a browser of their own. */
  readonly organiser: (name?: string, options?: BrowserContextOptions) => Promise<Page>;
  /** Lets pages report this without failing the story. */
  readonly forgive: (fault: RegExp) => void;
  readonly meeting: Place;
};

/** How the nodes of the stories are started. */
const settings = ["--sample", "--phone-key", phoneKey];

type House = { readonly node: Program; readonly meetings: (theme?: string) => Promise<Place> };

/** What a browser reports when it is without a network. */
export const unreachable = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_NETWORK|WebSocket connection|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED|Failed to fetch/;

export const test = plain.extend<Stage & { readonly faults: { readonly said: string[]; readonly forgiven: RegExp[] } }, House>({
  node: [async ({}, use) => {
    build();
    const node = await Program.start(...settings);
    await use(node);
    node.end();
  }, { scope: "worker" }],

  meetings: [async ({ node }, use) => {
    const places: Place[] = [];
    let seasons = 0;
    const first = (theme?: string) => places.findIndex(p => !theme || p.theme === theme);
    await use(async theme => {
      if (first(theme) < 0) {
        if (seasons++ > 0 && !(await node.afresh(...settings))) throw new Error("the program does not start again");
        places.splice(0, Infinity, ...await sampleMeetings(node));
      }
      const [place] = places.splice(first(theme), 1);
      if (!place) throw new Error("the sample season has no meetings");
      return place;
    });
  }, { scope: "worker" }],

  meeting: async ({ meetings }, use) => use(await meetings()),

  faults: async ({ node }, use) => {
    const faults = { said: [] as string[], forgiven: [] as RegExp[] };
    const logged = node.log().length;
    await use(faults);
    const unforgiven = faults.said.filter(said => !faults.forgiven.some(f => f.test(said)));
    expect(unforgiven, "what pages reported").toEqual([]);
    expect(node.log().slice(logged), "the log of the program").not.toMatch(/level=ERROR|panic/);
  },

  forgive: async ({ faults }, use) => use(fault => faults.forgiven.push(fault)),

  browse: async ({ browser, node, faults }, use) => {
    const open: { readonly close: () => Promise<void> }[] = [];
    await use(async options => {
      const context = await browser.newContext({ baseURL: node.base, ...options });
      open.push(context);
      await context.addInitScript(watch);
      const page = await context.newPage();
      page.on("console", m => {
        if (m.type() === "error" || m.type() === "warning") faults.said.push(`${m.text()} ${m.location().url}`);
      });
      page.on("pageerror", error => faults.said.push(String(error)));
      return page;
    });
    for (const context of open) await context.close();
  },

  organiser: async ({ browse, node }, use) => {
    await use(async (name = "Ada Ek", options) => {
      const page = await browse(options);
      const headers = { Origin: node.base };
      await page.request.post(node.link(), { form: { name }, headers });
      return page;
    });
  },
});

type LayoutShift = { readonly value: number; readonly sources: readonly { readonly node: unknown }[] };
type Shift = { readonly value: number; readonly what: readonly string[] };

/** Runs in every page before its own scripts: it reports breaches of the policy, keeps what is said aloud and how the layout shifts. */
function watch(): void {
  const said: string[] = [];
  const shifts: Shift[] = [];
  Object.assign(globalThis, { said, shifts });
  document.addEventListener("securitypolicyviolation", e => console.error(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
  new PerformanceObserver(list => {
    for (const entry of list.getEntries() as (PerformanceEntry & LayoutShift)[]) {
      shifts.push({ value: entry.value, what: entry.sources.map(s => (s.node instanceof Element ? `${s.node.localName}.${s.node.className}` : "text")) });
    }
  }).observe({ type: "layout-shift", buffered: true });
  const last = new WeakMap<Element, string>();
  new MutationObserver(changes => {
    for (const { target } of changes) {
      const near = target instanceof Element ? target : target.parentElement;
      const region = near?.closest("[role=status], [role=alert], [aria-live=polite]");
      const text = region?.textContent?.trim() ?? "";
      if (!region || last.get(region) === text) continue;
      last.set(region, text);
      if (text) said.push(text);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** What a screen reader would have said of what changed on a page, in order. */
export async function heard(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (globalThis as unknown as { readonly said: readonly string[] }).said);
}

/** What has moved by itself on a page since it was opened, when that is enough to be noticed. */
export async function shifted(page: Page): Promise<readonly Shift[]> {
  const shifts = await page.evaluate(() => (globalThis as unknown as { readonly shifts: readonly Shift[] }).shifts);
  return shifts.reduce((sum, s) => sum + s.value, 0) > 0.001 ? shifts : [];
}

/** Every other meeting of the weekly and fortnightly series that stands, with the one after it; the first few are left alone. */
async function sampleMeetings(node: Program): Promise<Place[]> {
  const page = await (await fetch(`${node.base}/moten`)).text();
  const slugs = [...page.matchAll(/href="\/moten\/((?:barn-och-unga|vuxna-och-aldre|suicidprevention)-2027-\d\d-\d\d)"/g)].map(m => m[1] ?? "");
  const stands = slugs.filter(s => !unlike.includes(s));
  return ["barn-och-unga", "vuxna-och-aldre", "suicidprevention"].flatMap(theme => {
    const dates = stands.filter(s => s.startsWith(theme)).slice(1);
    return dates.flatMap((slug, i) => {
      const next = dates[i + 1];
      return i % 2 === 0 && next ? [{ path: `/moten/${slug}`, room: `/moten/${slug}/rum`, theme, next: `/moten/${next}` }] : [];
    });
  });
}

/** Those that are cancelled, or have an agenda of their own. */
const unlike = ["barn-och-unga-2027-03-30", "suicidprevention-2027-03-25", "barn-och-unga-2027-01-19", "vuxna-och-aldre-2027-02-03", "suicidprevention-2027-03-11"];
