// How fast the shared notes are, as people feel it: npm run figures.
import stories from "./playwright.config";

// oxlint-disable-next-line import/no-default-export -- Playwright asks for it
export default {
  ...stories,
  workers: 1,
  retries: 0,
  testMatch: /figures\.ts/,
  projects: [{ name: "figures", use: stories.projects?.[0]?.use }],
};
