// Stories in a real browser, on the program as it is built. Debian's Chromium, or its
// shell without windows, which takes half the time, runs them as a phone and, where the
// size of the screen or the pointer matters, as a desktop too; what looks at every width
// by itself runs once. A wait ends when what is waited for is there: its bound is only
// for what never comes, on the slowest machine. The faults are told last, where they are found.
import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const args = ["--no-sandbox", "--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"];
const shell = "/usr/bin/chromium-headless-shell";
const executablePath = existsSync(shell) ? shell : "/usr/bin/chromium";
const chromium = { browserName: "chromium", launchOptions: { executablePath, args } } as const;
const once = /(looks|weight)\.spec\.ts/;
const both = /(queue|agenda|\/notes)\.spec\.ts/;

// oxlint-disable-next-line import/no-default-export -- Playwright asks for it
export default defineConfig({
  outputDir: "../test-results",
  fullyParallel: true,
  workers: 2,
  retries: 1, // one that needed it is told of as flaky
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: "dot",
  use: { locale: "sv-SE", timezoneId: "Europe/Stockholm", trace: "off" },
  projects: [
    { name: "once", testMatch: once, use: { ...chromium, viewport: { width: 1280, height: 800 } } },
    { name: "phone", testIgnore: once, use: { ...chromium, viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true } },
    { name: "desktop", testMatch: both, grepInvert: /looks right/, use: { ...chromium, viewport: { width: 1280, height: 800 } } },
  ],
});
