// The stories that take long, told at length: playwright test -c e2e/long.config.ts.
import stories from "./playwright.config";

// oxlint-disable-next-line import/no-default-export -- Playwright asks for it
export default {
  ...stories,
  testMatch: /composing\.spec\.ts/,
  projects: [{ name: "long", use: { ...stories.projects?.[0]?.use, words: 1_000 } }],
};
