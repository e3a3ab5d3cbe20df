// Files come in with the line and the program breaking, and nothing in them runs.
import { deflateRawSync } from "node:zlib";
import { press } from "./room";
import { looksRight } from "./look";
import { expect, test, unreachable, type Page } from "./stage";

/** A PDF of some bytes, unlike others. */
function pdf(size: number): Buffer {
  const bytes = Buffer.alloc(size, `${Math.random()} `);
  bytes.write("%PDF-1.7\n");
  return bytes;
}

async function propose(page: Page, title: string): Promise<void> {
  await page.getByLabel("Rubrik").fill(title);
  await page.getByLabel("Sort").selectOption("rapport");
  await press(page, "Skicka förslaget");
}

const unique = (): string => Math.random().toString(36).slice(2, 8);

test("a file is sent with how far it has come, through a program that dies, and can be read by all once it is published", async ({ organiser, browse, node, forgive }) => {
  forgive(unreachable);
  forgive(/status of (404|409|502|503)/);
  const ada = await organiser();
  await ada.goto("/stodlista/foresla");
  const content = pdf(9_000_000);
  let parts = 0;
  let killed: Promise<void> | undefined;
  await ada.route("**/filer/nya/*", async route => {
    const dies = route.request().method() === "PATCH" && ++parts === 4;
    if (dies) killed = node.kill().then(async () => void (await node.run("--sample")));
    await killed;
    await (dies ? route.abort("connectionreset") : route.continue()); // that part is lost with the program
  });
  const title = `Rapport ${unique()}`;
  await ada.getByLabel("Fil", { exact: true }).setInputFiles({ name: "Årsrapport våren 2027.pdf", mimeType: "application/pdf", buffer: content });
  await expect(ada.getByRole("button", { name: "Skicka förslaget" })).toBeDisabled();
  await expect(ada.getByText("Årsrapport våren 2027.pdf är uppladdad.")).toBeVisible({ timeout: 90_000 });
  expect(parts).toBeGreaterThan(4);
  await looksRight(ada, "a file that was sent");
  await ada.setViewportSize({ width: 360, height: 740 });
  await propose(ada, title);

  await expect(ada.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(ada.getByText("PDF, 9,0 MB")).toBeVisible();
  await expect(ada.getByText("Inte kontrollerad")).toBeVisible();
  const href = await ada.getByRole("link", { name: /^Öppna/ }).getAttribute("href");
  const cy = await browse();
  const got = await cy.request.get(href ?? "");
  expect(Buffer.compare(await got.body(), content)).toBe(0);
  expect(got.headers()["content-disposition"]).toContain("attachment");
});

test("a file can be stopped, and what is no document is refused in words", async ({ browse, forgive }) => {
  forgive(/status of 422/);
  const cy = await browse();
  await cy.goto("/stodlista/foresla");
  await cy.route("**/filer/nya/*", route => (route.request().method() === "PATCH" ? undefined : route.continue()));
  const input = cy.getByLabel("Fil", { exact: true });
  await input.setInputFiles({ name: "lista.pdf", mimeType: "application/pdf", buffer: pdf(100_000) });
  await expect(cy.getByText("Skickar lista.pdf")).toBeVisible();
  await press(cy, "Avbryt");
  await expect(cy.getByText("Skickar lista.pdf")).toHaveCount(0);
  await expect(cy.getByRole("button", { name: "Skicka förslaget" })).toBeEnabled();
  await cy.unroute("**/filer/nya/*");

  await input.setInputFiles({ name: "bild.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>") });
  await expect(cy.getByText("Den sortens fil går inte att dela.")).toBeVisible();
  await input.setInputFiles({ name: "bild.png", mimeType: "image/png", buffer: Buffer.from("<!doctype html><script>1</script>") });
  await expect(cy.getByText("Filens innehåll är inte vad namnet säger (.png).")).toBeVisible();
});

test("without scripts a file is sent by a form", async ({ browse }) => {
  const cy = await browse({ javaScriptEnabled: false });
  await cy.goto("/stodlista/foresla");
  await cy.getByLabel("Fil", { exact: true }).setInputFiles({ name: "plan.csv", mimeType: "text/csv", buffer: Buffer.from("namn;ort\nÅsa;Granvik\nBo;Bergsö\n") });
  await press(cy, "Ladda upp");
  await expect(cy.getByText("plan.csv")).toBeVisible();
  await expect(cy.getByText("tabell (csv), 1 kB")).toBeVisible();
  await propose(cy, `Plan ${unique()}`);
  await expect(cy.getByRole("heading", { level: 1, name: "Tack för ditt förslag" })).toBeVisible();
});

/** A Word document that becomes a thousand times as large for whoever unpacks it (APPNOTE.TXT 4.3.7: a local file header for each part). */
function bomb(): string {
  const part = (name: string, content: Buffer): Buffer => {
    const packed = deflateRawSync(content);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8); // deflated
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(content.length, 22);
    head.writeUInt16LE(name.length, 26);
    return Buffer.concat([head, Buffer.from(name), packed]);
  };
  return Buffer.concat([part("[Content_Types].xml", Buffer.from("<Types/>")), part("word/document.xml", Buffer.alloc(64 << 20))]).toString("latin1");
}

test("nothing in a file runs, whatever it is made to be and however it is called", async ({ organiser, node, forgive }) => {
  forgive(/ERR_ABORTED|policy:|Content Security Policy|MIME type|sandboxed|ERR_BLOCKED/);
  const ada = await organiser();
  const script = `document.title="owned";fetch("/owned");new Image().src="/owned";try{parent.document.title="owned"}catch{}`;
  const asked: string[] = [];
  ada.context().on("request", request => asked.push(request.url()));
  const files: readonly (readonly [string, string, string?])[] = [ // its name, what is in it, and as what it is saved
    ["bild.gif", `GIF89a\u0001\u0000\u0001\u0000/*<svg onload='${script}'><script>${script}</script>*/=1;${script}`],
    ["rapport.pdf", `%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj\n<script>${script}</script>`],
    ["text.txt", `Hej\n<!doctype html><script>${script}</script>`],
    ["tabell.csv", `a;b\n1;<img src=x onerror='${script}'>\n2;3\n`],
    ["../../../etc/plan.txt", `Hej\n<script>${script}</script>`, "plan.txt"],
    ["C:\\Windows\\system.txt", "Namnet är en mapp", "system.txt"],
    ["<img src=x onerror=alert(1)>.txt", "Namnet är en bild", "-img src=x onerror=alert(1)-.txt"],
    ["plan\u202Etxt.exe\u202C.txt", "Namnet vänder sig om", "plantxt.exe.txt"],
    ["protokoll.docx", bomb()],
  ];
  for (const [name, content, saves = name] of files) {
    const headers = { Origin: node.base };
    const kept = await ada.request.post("/filer", { headers, maxRedirects: 0, multipart: { back: "/stodlista/foresla", file: { name, mimeType: "text/html", buffer: Buffer.from(content, "latin1") } } });
    expect(kept.status(), name).toBe(303);
    await ada.goto(kept.headers()["location"] ?? "");
    await propose(ada, `Prov av ${name} ${unique()}`);
    const href = (await ada.getByRole("link", { name: /^Öppna/ }).getAttribute("href")) ?? "";
    const page = ada.url();
    const saved = ada.waitForEvent("download").catch(() => undefined);
    await ada.evaluate(to => {
      const frame = document.createElement("iframe");
      frame.src = to;
      const element = document.createElement("script");
      document.body.append(frame, element);
    }, href);
    if (name === "bild.gif") {
      await ada.goto(href);
      expect(await ada.title(), name).not.toContain("owned");
      expect(await ada.evaluate(() => self.origin), "a file has no origin of ours").toBe("null");
    } else {
      await ada.goto(href).catch(() => undefined);
      expect((await saved)?.suggestedFilename(), name).toBe(saves);
      expect(ada.url(), "it is saved, and the page stays").toBe(page);
    }
    expect(await ada.title(), name).not.toContain("owned");
  }
  expect(asked.filter(url => url.endsWith("/owned"))).toEqual([]);
});
