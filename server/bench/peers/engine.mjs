// Measures one engine on one log of updates and writes a line of JSON:
//
//     node --expose-gc engine.mjs yjs|ywasm FILE
//
// apply   ms for the log, update by update, into an empty document
// encode  ms for the whole state as one update
// load    ms for that update into an empty document
// bytes   of that update
// memory  bytes that a loaded document holds (yjs only)
// state   the sha-256 of the state vector, to see that all engines end alike
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const [which, file] = process.argv.slice(2);

const engines = {
  async yjs() {
    const Y = await import("yjs");
    return {
      fresh: () => new Y.Doc({ guid: "" }), drop: () => {},
      apply: (doc, u) => Y.applyUpdate(doc, u),
      encode: doc => Y.encodeStateAsUpdate(doc),
      clocks: doc => Y.decodeStateVector(Y.encodeStateVector(doc)),
    };
  },
  async ywasm() {
    const [{ default: W }, Y] = [await import("ywasm"), await import("yjs")];
    return {
      fresh: () => new W.YDoc(), drop: doc => doc.free(),
      apply: (doc, u) => W.applyUpdate(doc, u),
      encode: doc => W.encodeStateAsUpdate(doc),
      clocks: doc => Y.decodeStateVector(W.encodeStateVector(doc)),
    };
  },
};

function updates() {
  const all = readFileSync(file);
  const out = [];
  for (let i = 0; i < all.length; ) {
    const n = all.readUInt32LE(i);
    out.push(new Uint8Array(all.subarray(i + 4, i + 4 + n)));
    i += 4 + n;
  }
  return out;
}

const engine = await engines[which]();
const log = updates();

// median is the middle of three, or of as many as half a second takes, after rounds that
// only warm up: two, or again as many.
function median(run) {
  rounds(2, run);
  const took = rounds(3, run).sort((a, b) => a - b);
  return took[took.length >> 1];
}

function rounds(least, run) {
  const took = [];
  for (const until = performance.now() + 500; took.length < least || (performance.now() < until && took.length < 101); ) {
    const from = performance.now();
    run();
    took.push(performance.now() - from);
  }
  return took;
}

function filled(list) {
  const doc = engine.fresh();
  for (const u of list) engine.apply(doc, u);
  return doc;
}

const apply = median(() => engine.drop(filled(log)));
const doc = filled(log);
const state = new Uint8Array(engine.encode(doc));
const encode = median(() => engine.encode(doc));
const load = median(() => engine.drop(filled([state])));
const clocks = [...engine.clocks(doc)].sort((a, b) => a[0] - b[0]).map(([client, clock]) => `${client} ${clock}\n`).join("");
engine.drop(doc);

function memory() {
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  const held = filled([state]);
  globalThis.gc();
  const after = process.memoryUsage().heapUsed;
  return engine.clocks(held).size > 0 ? after - before : 0;
}

const line = { apply, encode, load, bytes: state.length, memory: which === "yjs" ? memory() : 0, updates: log.length, state: createHash("sha256").update(clocks).digest("hex") };
process.stdout.write(JSON.stringify(line) + "\n");
