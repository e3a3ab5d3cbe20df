// Stories in a real browser, on the program as it is built. Debian's Chromium runs
// them, once as a phone and once as a desktop; what has nothing to do with the size
// of the screen runs once.
import { defineConfig } from "@playwright/test";

const args = ["--no-sandbox", "--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"];
const chromium = { browserName: "chromium", launchOptions: { executablePath: "/usr/bin/chromium", args } } as const;
const once = /(looks|weight|words)\.spec\.ts/;

// oxlint-disable-next-line import/no-default-export -- Playwright asks for it
export default defineConfig({
  outputDir: "../test-results",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 6_000 },
  reporter: "line",
  use: { locale: "sv-SE", timezoneId: "Europe/Stockholm", trace: "off" },
  projects: [
    { name: "once", testMatch: once, use: { ...chromium, viewport: { width: 1280, height: 800 } } },
    { name: "phone", testIgnore: once, use: { ...chromium, viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true } },
    { name: "desktop", testIgnore: once, use: { ...chromium, viewport: { width: 1280, height: 800 } } },
  ],
});
