// A session: several people edit one document, hear of each other late, in any order or
// not at all, undo, go offline, and leave a log of updates.
import Y from "./yjs.mjs";
import { edit, flavour } from "./edits.mjs";
import { roots } from "./show.mjs";

const ids = c => c.weighted({ usual: 8, small: 1, large: 1 });

function id(c, kind) {
  if (kind === "small") return c.below(200);
  if (kind === "large") return 2 ** 53 - 1 - c.below(1000);
  return Math.floor(c.real() * 2 ** 32);
}

function person(c, kind, log) {
  const doc = new Y.Doc({ guid: "", gc: c.often(0.85) });
  doc.clientID = id(c, kind);
  const types = Object.values(roots(doc));
  const undo = c.often(0.3) ? new Y.UndoManager(types, { captureTimeout: c.often(0.5) ? 0 : 1e15 }) : null;
  const p = { doc, undo, unheard: new Set(), away: 0 };
  const tell = update => log.tell(update, p);
  doc.on("afterTransaction", tr => {
    if (tr.local) doc.on("update", tell); // yjs encodes what somebody listens for; what came from others nobody needs
    else doc.off("update", tell);
  });
  return p;
}

// session plays one and returns its log, and states people had on the way: each a
// document somebody might come back with.
export function session(c, cut) {
  const log = [];
  const kind = ids(c);
  const people = [];
  log.tell = (update, by) => {
    for (const p of people) if (p !== by) p.unheard.add(log.length);
    log.push(update);
  };
  const seen = new Set();
  for (let n = 2 + c.below(c.often(0.3) ? 7 : 3); n > 0; n--) {
    const p = person(c, kind, log);
    while (seen.has(p.doc.clientID)) p.doc.clientID = id(c, kind);
    seen.add(p.doc.clientID);
    people.push(p);
  }
  const about = flavour(c);
  const states = [];
  const steps = 8 + c.below(c.often(0.07) ? 250 : 32);
  for (let i = 0; i < steps; i++) {
    const p = c.one(people);
    act(c, p, about, cut);
    if (c.often(0.25)) hear(c, c.one(people), log);
    if (c.often(0.04)) p.away = 1 + c.below(20);
    if (c.often(2 / steps)) states.push(Y.encodeStateAsUpdate(c.one(people).doc));
  }
  return { log, states };
}

function act(c, p, about, cut) {
  if (p.undo && c.often(0.15)) {
    if (c.often(0.6)) p.undo.undo();
    else p.undo.redo();
    return;
  }
  if (p.undo && c.often(0.2)) p.undo.stopCapturing();
  p.doc.transact(() => {
    for (let n = c.often(0.15) ? 4 : 1; n > 0; n--) edit(c, p.doc, about, cut);
  });
}

// hear has p take some of what it has not heard, unless it is away.
function hear(c, p, log) {
  if (p.away-- > 0) return;
  p.away = 0;
  const all = [...p.unheard];
  const some = c.often(0.6) ? all : all.filter(() => c.often(0.6));
  if (c.often(0.3)) c.shuffle(some);
  for (const i of some) p.unheard.delete(i);
  if (some.length > 1 && c.often(0.3)) return Y.applyUpdate(p.doc, Y.mergeUpdates(some.map(i => log[i])));
  for (const i of some) Y.applyUpdate(p.doc, log[i]);
}
