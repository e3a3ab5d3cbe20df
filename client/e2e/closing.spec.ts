// From the end of a meeting to what came of it, published, read, put right and withdrawn.
import { isClean } from "./look";
import * as room from "./room";
import { expect, test } from "./stage";

test("what was written in a meeting is reviewed, published and put right, and a draft is nobody else's", async ({ organiser, browse, meeting, node }) => {
  const [ada, cy] = [await organiser(), await browse()];
  const minutes = `${meeting.path}/minnesanteckningar`;
  const reads = async () => (await cy.request.get(minutes)).status();

  // A meeting in which something is decided, by somebody who has a name.
  await room.join(cy, meeting, "Cy Lind", "Granviks kommun");
  await room.enter(ada, meeting);
  await room.press(ada, "Starta mötet");
  await expect(room.now(cy)).toContainText("Punkt 1 av");
  const line = { id: "a".repeat(32), do: "notes.add", item: "", text: "Cy Lind har provat samtal i skolan.\nBeslut: Vi prövar i mars" };
  expect((await cy.request.post(`${meeting.room}/anteckna`, { form: line, headers: { Origin: node.base } })).ok()).toBe(true);
  await room.press(ada, "Avsluta mötet");
  await room.press(ada, "Ja, avsluta");
  await expect(room.now(cy)).toContainText("Mötet är avslutat");

  // The draft has no names, and is nobody else's.
  await ada.goto(meeting.path);
  await ada.getByRole("link", { name: "Granska och publicera minnesanteckningar" }).click();
  const text = ada.getByLabel("Text", { exact: true });
  await expect(text.first()).toHaveValue("Granviks kommun har provat samtal i skolan.\nBeslut: Vi prövar i mars");
  await text.first().fill("Granviks kommun har provat samtal i skolan.\nBeslut: Vi prövar i april");
  await ada.getByRole("button", { name: "Spara utkastet" }).click();
  await expect(ada.getByText("Utkastet är sparat.")).toBeVisible();
  expect(await reads()).toBe(404);
  await ada.getByRole("button", { name: "Visa hur det blir" }).click();
  await expect(ada.locator(".card.minutes .beslut").first()).toHaveText("Beslut: Vi prövar i april");
  await isClean(ada, "the review of minutes");

  // Published, it is found from the meeting and read by anybody.
  await ada.getByRole("button", { name: "Publicera nu" }).click();
  await expect(ada.getByText("Minnesanteckningarna är publicerade.")).toBeVisible();
  await cy.goto(meeting.path);
  await cy.getByRole("link", { name: "Läs minnesanteckningarna" }).click();
  await expect(cy.getByRole("heading", { name: "Beslut och åtgärder" })).toBeVisible();
  await expect(cy.locator("main")).not.toContainText("Cy Lind");
  await isClean(cy, "minutes");

  // What was wrong is put right, in English and on a wide screen, and it says so.
  await ada.setViewportSize({ width: 1280, height: 800 });
  await ada.goto(`/en${minutes}`);
  await ada.getByRole("link", { name: "Correct or withdraw" }).click();
  await ada.getByLabel("Text", { exact: true }).first().fill("Beslut: Vi prövar i maj");
  await ada.getByLabel("What was put right?").fill("Fel månad");
  await isClean(ada, "the review of minutes in English");
  await ada.getByRole("button", { name: "Publish the correction" }).click();
  await expect(ada.getByText("The correction is published.")).toBeVisible();
  await cy.reload();
  await expect(cy.locator("main")).toContainText("Vi prövar i maj");
  await expect(cy.locator("main")).toContainText(/Rättad .* kl\. .*: Fel månad/);
  await ada.getByRole("button", { name: "Undo, withdraw them" }).click();
  await expect(ada.getByText("The minutes are withdrawn.")).toBeVisible();
  expect(await reads()).toBe(410);
});
