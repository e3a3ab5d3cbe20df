import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import { applyUpdate, Doc, encodeStateAsUpdate, XmlElement, XmlText } from "yjs";
import type { Row } from "./device";
import { missing, within } from "./left";

/** A document that notes each change as a row. */
function writer(from?: Doc) {
  const doc = new Doc();
  if (from) applyUpdate(doc, encodeStateAsUpdate(from));
  const rows: Row[] = [];
  doc.on("update", (update: Uint8Array) => {
    rows.push({ key: `${rows.length}`, meeting: "m", epoch: "1", by: "ada", at: 1, update, client: doc.clientID, clock: 0, kept: 0, refused: "", say: "" });
  });
  return { doc, rows };
}

function line(doc: Doc, fragment: string, text: string): XmlText {
  const said = new XmlText(text);
  const paragraph = new XmlElement("paragraph");
  paragraph.insert(0, [said]);
  const all = doc.getXmlFragment(fragment);
  all.insert(all.length, [paragraph]);
  return said;
}

test("what one wrote among the words of others is read in the order of the text, one's own words alone", () => {
  const base = new Doc();
  line(base, "meeting", "Vi  nästa vecka");
  const { doc, rows } = writer(base);
  const text = doc.getXmlFragment("meeting").get(0);
  const inside = text instanceof XmlElement ? text.get(0) : undefined;
  if (!(inside instanceof XmlText)) throw new Error("no text");
  inside.insert(3, "möts");
  inside.insert(3, "alla ");
  inside.insert(8, "och envar ");
  inside.delete(8, 4);
  line(doc, "item:a", "En rad till");
  const want = [{ fragment: "meeting", text: "alla envar möts" }, { fragment: "item:a", text: "En rad till" }];
  deepEqual(missing(rows, base), want);
  deepEqual(within(rows, doc), want);
});

test("of what is partly in the document only the rest is missing", () => {
  const { doc, rows } = writer();
  const said = line(doc, "meeting", "Sparat.");
  const base = new Doc();
  applyUpdate(base, encodeStateAsUpdate(doc));
  said.insert(7, " Inte sparat.");
  deepEqual(missing(rows, base), [{ fragment: "meeting", text: " Inte sparat." }]);
  applyUpdate(base, encodeStateAsUpdate(doc));
  deepEqual(missing(rows, base), []);
});

test("what stood in a document that nobody has any more is read in the order it was written", () => {
  const base = new Doc();
  const theirs = line(base, "meeting", "Deras");
  const { doc, rows } = writer(base);
  const paragraph = doc.getXmlFragment("meeting").get(0);
  const inside = paragraph instanceof XmlElement ? paragraph.get(0) : undefined;
  if (!(inside instanceof XmlText)) throw new Error("no text");
  inside.insert(theirs.length, " och mitt 🙂");
  inside.insert(inside.length, "x");
  inside.delete(inside.length - 1, 1);
  deepEqual(missing(rows, new Doc()), [{ fragment: "", text: " och mitt 🙂" }]);
});
