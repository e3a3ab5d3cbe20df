import { enter, now, press } from "./room";
import { expect, heard, test, unreachable } from "./stage";

test("the clock of the current item counts down, and says aloud when little is left", async ({ organiser, browse, meeting, forgive }) => {
  forgive(unreachable);
  const [ada, eve] = [await organiser(), await browse()];
  await eve.clock.install();
  await Promise.all([enter(ada, meeting), enter(eve, meeting)]);
  await press(ada, "Starta mötet");
  const clock = eve.getByRole("timer");
  await expect(clock).toHaveText("3 minuter kvar");
  await eve.context().setOffline(true); // alone, so that the server's clock does not set right the one wound on here
  await eve.clock.fastForward(60_000);
  await expect(clock).toHaveText("2 minuter kvar");
  await eve.clock.fastForward(61_000);
  await expect(clock).toHaveText(/^5\d s kvar$/);
  await expect.poll(() => heard(eve)).toContain("1 minut kvar");
  await eve.clock.fastForward(60_000);
  await expect(clock).toHaveText("Tiden är ute");
  await eve.clock.fastForward(120_000);
  await expect(clock).toHaveText("+2 min över tiden");
  expect((await heard(eve)).filter(said => said === "Tiden är ute")).toHaveLength(1);
  await eve.context().setOffline(false);
  await press(ada, "Förläng med 5 min");
  await expect(clock).toHaveText(/^\d minuter? kvar$/);
});

test("a device in another zone is told Swedish time, and its own beside it", async ({ browse }) => {
  const path = "/moten/barn-och-unga-2027-01-12";
  const [far, near] = [await browse({ timezoneId: "America/New_York" }), await browse()];
  await Promise.all([far.goto(path), near.goto(path)]);
  const when = (page: typeof far) => page.locator("main .when");
  await expect(when(far)).toHaveText("Tisdag 12 januari 2027 kl. 12.00–12.45 svensk tid (06.00 hos dig)");
  await expect(when(near)).toHaveText("Tisdag 12 januari 2027 kl. 12.00–12.45 svensk tid");
  await expect(near.getByText("Alla tider är svensk tid.").first()).toBeVisible();
  await far.goto(`/en${path}`);
  await expect(when(far)).toContainText("Swedish time (06:00 where you are)");
});

test("a device whose clock is an hour wrong counts down as the others", async ({ organiser, browse, meeting }) => {
  const [ada, eve] = [await organiser(), await browse()];
  await eve.clock.install({ time: Date.now() + 3_600_000 });
  await Promise.all([enter(ada, meeting), enter(eve, meeting)]);
  await press(ada, "Starta mötet");
  await expect(eve.getByRole("timer")).toHaveText("3 minuter kvar");
  await expect(now(eve)).toContainText("Punkt 1 av 7");
});
