// Random sessions for the Go engine, one line of JSON each:
//
//     node sessions.mjs FIRST COUNT [cut]
//
// seed        makes the same session again
// deliveries  the updates, in the order the engine gets them
// known       states people had on the way, as updates
// contents    of every root at the end, as show.mjs tells them
// vector      the state vector at the end: clocks by client
// size        of the whole state as npm yjs encodes it after the same deliveries
//
// With cut, edits may fall inside surrogate pairs; replicas of npm yjs itself disagree
// then, so such a line says nothing of the end.
import Y from "./yjs.mjs";
import { take } from "./yjs.mjs";
import { chance } from "./chance.mjs";
import { deliveries } from "./deliveries.mjs";
import { session } from "./session.mjs";
import { contents, roots } from "./show.mjs";

const [first, count] = process.argv.slice(2, 4).map(Number);
const cut = process.argv[4] === "cut";
const text = u => Buffer.from(u).toString("base64");

function empty() {
  const doc = new Y.Doc({ guid: "" });
  roots(doc);
  return doc;
}

// ending is where npm yjs ends after the deliveries; null when that is not where it ends
// after reading the state that it writes of it, or after the log as it was written, which
// is looked at now and then.
function ending(seed, log, list) {
  const doc = empty();
  for (const u of list) take(doc, u);
  const told = contents(doc);
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return null;
  if (seed % 5 === 0) {
    const straight = empty();
    straight.transact(() => log.forEach(u => take(straight, u)));
    if (JSON.stringify(contents(straight)) !== JSON.stringify(told)) return null;
  }
  const state = Y.encodeStateAsUpdate(doc);
  const back = empty();
  take(back, state);
  if (JSON.stringify(contents(back)) !== JSON.stringify(told)) return null;
  const vector = Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(doc)));
  return { contents: told, vector, size: state.length };
}

async function main() {
  for (let seed = first; seed < first + count; seed++) {
    const c = chance(seed);
    const s = session(c, cut);
    const list = deliveries(c, s);
    const end = cut ? {} : ending(seed, s.log, list);
    if (end === null) process.stderr.write(`${seed}: npm yjs does not agree with itself\n`);
    const line = JSON.stringify({ seed, deliveries: list.map(text), known: s.states.map(text), ...(end ?? { unsettled: true }) });
    if (!process.stdout.write(line + "\n")) await new Promise(go => process.stdout.once("drain", go));
  }
}

await main();
