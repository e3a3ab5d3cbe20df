// Makes the logs of updates that engines are measured on, with npm yjs, the same every time:
//
//     node logs.mjs FOLDER SCALE
//
// leaves one file for each: every update as its length (four bytes, low first) and its
// bytes. B1 to B3 are the tasks of crdt-benchmarks with N = 6,000. B4 stands for its
// recorded editing of a paper, which is not in any package: 259,778 keystrokes of one
// writer made by chance, of the same kind: typing in bursts, taking back, jumping about.
// notes is twenty people who write the notes of a meeting.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as Y from "yjs";

const [folder, scale] = [process.argv[2], Number(process.argv[3] ?? 1)];
const N = Math.max(50, Math.round(6000 * scale));

let seed = 1;
function real() {
  seed = (seed + 0x6d2b79f5) >>> 0;
  let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = n => Math.floor(real() * n);
const letters = "etaonrisdlmvgkfhåuäpbcjöy ,.  ";
const letter = () => letters[below(letters.length)];
const word = () => Array.from({ length: 2 + below(8) }, letter).join("");

function copy(log) {
  const doc = new Y.Doc();
  doc.clientID = below(2 ** 32);
  doc.on("update", (u, origin) => {
    if (origin !== "heard") log.push(u);
  });
  return doc;
}

function alone(each) {
  const log = [];
  const text = copy(log).getText("text");
  for (let i = 0; i < N; i++) each(text, i);
  return log;
}

function insertOrDelete(text) {
  const at = below(text.length + 1);
  if (text.length > at && real() < 0.5) text.delete(at, Math.min(text.length - at, 1 + below(9)));
  else text.insert(at, word());
}

// conflict is two writers who do not hear each other; the server hears them in turn.
function conflict() {
  const sides = [alone(insertOrDelete), alone(insertOrDelete)];
  return sides[0].flatMap((u, i) => [u, sides[1][i]]);
}

// oneSpot is many writers, each with one word at the start of an empty text.
function oneSpot() {
  const log = [];
  for (let i = Math.round(20 * Math.sqrt(N)); i > 0; i--) copy(log).getText("text").insert(0, word());
  return log;
}

function churn() {
  const log = [];
  const map = copy(log).getMap("map");
  for (let i = Math.round(20000 * scale); i > 0; i--) map.set("key " + below(20), real() < 0.5 ? below(1e6) : word());
  return log;
}

// people have four copies between them, and hear of the others after a while.
function notes() {
  const log = [];
  const copies = Array.from({ length: 4 }, () => copy(log));
  const ids = copies.map(() => Array.from({ length: 5 }, () => below(2 ** 32)));
  let heard = 0;
  while (log.length < 25206 * scale) {
    const i = below(4);
    copies[i].clientID = ids[i][below(5)];
    burst(copies[i]);
    if (log.length - heard < 60) continue;
    const news = Y.mergeUpdates(log.slice(heard));
    for (const doc of copies) Y.applyUpdate(doc, news, "heard");
    heard = log.length;
  }
  return log;
}

// burst is one person at one place: a few words, a letter at a time, a mark, a line.
function burst(doc) {
  const item = doc.getXmlFragment("item:" + below(8));
  if (item.length === 0 || real() < 0.06) {
    const line = new Y.XmlElement(real() < 0.1 ? "beslut" : "paragraph");
    line.insert(0, [new Y.XmlText()]);
    return item.insert(below(item.length + 1), [line]);
  }
  const line = item.get(below(item.length));
  if (item.length > 40 && real() < 0.02) return item.delete(below(item.length), 1);
  const text = line.get(0);
  let at = real() < 0.6 ? text.length : below(text.length + 1);
  for (const c of word() + " ") text.insert(at++, c);
  for (let n = real() < 0.3 ? 1 + below(5) : 0; n > 0 && at > 0; n--) text.delete(--at, 1);
  if (real() < 0.08 && text.length > 6) text.format(below(text.length - 5), 5, { [real() < 0.5 ? "strong" : "em"]: real() < 0.8 ? {} : null });
}

function paper() {
  const log = [];
  const text = copy(log).getText("text");
  const most = Math.round(259778 * scale);
  let [at, length] = [0, 0];
  while (log.length < most) {
    if (real() < 0.4) at = real() < 0.6 ? Math.max(0, Math.min(length, at + below(400) - 200)) : below(length + 1);
    for (let n = 1 + below(40); n > 0 && log.length < most; n--, length++) text.insert(at++, letter());
    for (let n = real() < 0.6 ? 1 + below(28) : 0; n > 0 && at > 0 && log.length < most; n--, length--) text.delete(--at, 1);
  }
  return log;
}

const logs = {
  "B1 append": () => alone((t, i) => t.insert(i, letter())),
  "B1 prepend": () => alone(t => t.insert(0, letter())),
  "B1 random": () => alone(t => t.insert(below(t.length + 1), letter())),
  "B1 insert and delete": () => alone(insertOrDelete),
  "B2 conflict": conflict,
  "B3 one spot": oneSpot,
  "map churn": churn,
  "notes, 20 people": notes,
  "B4 paper": paper,
};

for (const [name, make] of Object.entries(logs)) {
  const log = make();
  const parts = log.flatMap(u => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(u.length);
    return [length, u];
  });
  writeFileSync(join(folder, name + ".log"), Buffer.concat(parts));
  process.stdout.write(`${name}\n`);
}
