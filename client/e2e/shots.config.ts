// Pictures of every page, to be looked at: npm run shots -- FOLDER.
import stories from "./playwright.config";

// oxlint-disable-next-line import/no-default-export -- Playwright asks for it
export default {
  ...stories,
  testMatch: /shots\.ts/,
  projects: [{ name: "shots", use: stories.projects?.[0]?.use }],
};
