// The support list from a proposal to a report that is settled, and the search, in both
// languages, without scripts for whoever only reads and writes.
import { createServer } from "node:http";
import { looksRight } from "./look";
import { press } from "./room";
import { expect, test, type Page } from "./stage";

const find = (page: Page, words: string) => page.getByRole("searchbox").first().fill(words);

test("somebody proposes, an editor publishes, and anybody finds it, reports a fault and sees it settled", async ({ browse, organiser }) => {
  const [cy, ada] = [await browse({ javaScriptEnabled: false }), await organiser()];
  await cy.goto("/stodlista/foresla");
  await cy.getByLabel("Länk", { exact: true }).fill("https://granvik.example.org/verkty\ng-och-metoder/kvallslinje");
  await cy.getByLabel("Rubrik").fill("Kvällslinjen: så bemannar vi");
  await cy.getByLabel("Sort", { exact: true }).selectOption("metod");
  await cy.getByLabel("Suicidprevention").check();
  await press(cy, "Skicka förslaget");
  await cy.getByLabel("Ja, länken stämmer").check();
  await press(cy, "Skicka förslaget");
  await expect(cy).toHaveURL(/\/stodlista\/tack$/);

  await ada.goto("/planera/stodlista");
  await ada.getByRole("link", { name: "Kvällslinjen: så bemannar vi", exact: true }).click();
  await press(ada, "Publicera");
  await expect(ada).toHaveURL(/\/planera\/stodlista$/);

  await cy.goto("/stodlista?tema=suicidprevention&sort=metod");
  await expect(cy.getByRole("link", { name: "Kvällslinjen: så bemannar vi", exact: true })).toBeVisible();
  await cy.getByRole("link", { name: "Sök", exact: true }).click();
  await find(cy, "kvällslinjer");
  await press(cy, "Sök");
  await expect(cy.locator("mark")).toHaveText("Kvällslinjen");
  await cy.getByRole("link", { name: "Kvällslinjen: så bemannar vi", exact: true }).click();
  await cy.getByRole("link", { name: "Rapportera fel" }).click();
  await cy.getByLabel("Länken fungerar inte").check();
  await cy.getByLabel("Berätta mer, om du vill").fill("Den leder till en tom sida");
  await press(cy, "Skicka");
  await expect(cy.getByRole("status")).toContainText("Tack!");

  await ada.goto("/planera/stodlista");
  await expect(ada.getByText("Den leder till en tom sida")).toBeVisible();
  await press(ada, "Klart: Kvällslinjen: så bemannar vi");
  await expect(ada.getByText("Den leder till en tom sida")).toHaveCount(0);
});

test("in English it is found, reported and shown on another site", async ({ browse, organiser, node }) => {
  const [cy, ada] = [await browse(), await organiser()];
  await cy.goto("/en/sok");
  await find(cy, "Gävleborg");
  await press(cy, "Search");
  await expect(cy.getByRole("heading", { name: "1 result" })).toBeVisible();
  await cy.getByRole("link", { name: /En väg in/ }).click();
  await expect(cy.getByText("Yes, in Swedish")).toBeVisible();
  await cy.getByRole("link", { name: "Report a fault" }).click();
  await cy.getByLabel("Out of date").check();
  await press(cy, "Send");
  await ada.goto("/en/planera/stodlista");
  await press(ada, /^Done: En väg in/);
  await expect(ada.getByText("Nobody has reported anything.")).toBeVisible();

  const other = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(`<!doctype html><html lang="sv"><title>En kommun</title><link rel="icon" href="data:,"><iframe src="${node.base}/stodlista/inbaddad?tema=suicidprevention" title="Stödlistan"></iframe>`);
  });
  await new Promise<void>(go => other.listen(0, "127.0.0.1", go));
  await cy.goto(`http://127.0.0.1:${other.address().port}/`); // another port is another site
  const link = cy.frameLocator("iframe").getByRole("link", { name: "Mer om det : Stöd i arbetet för att förebygga suicid", exact: true });
  await expect(link).toBeVisible();
  await link.click();
  await expect(cy).toHaveURL(/\/stodlista\/stod-i-arbetet/);
  other.close();
});

test("the list, an entry, the search and what waits for an editor look right", async ({ browse, organiser }) => {
  const [cy, ada] = [await browse(), await organiser()];
  for (const path of ["/stodlista", "/stodlista?sok=xyzzy", "/stodlista/genombrott-nu", "/stodlista/genombrott-nu/fel", "/stodlista/foresla", "/stodlista/badda-in", "/stodlista/inbaddad",
    "/sok", "/sok?ord=suicidprevention", "/sok?ord=xyzzy", "/en/sok?ord=support&visa=moten"]) {
    await cy.goto(path);
    await looksRight(cy, path);
  }
  await cy.goto("/stodlista/genombrott-nu/fel");
  await cy.getByLabel("Fel uppgifter").check();
  await press(cy, "Skicka");
  for (const path of ["/planera/stodlista", "/planera/stodlista/avsnitt", "/stodlista/genombrott-nu", "/stodlista/genombrott-nu/andra"]) {
    await ada.goto(path);
    await looksRight(ada, `an editor's ${path}`);
  }
});
