// What of a session reaches the server, and how: every update once at least, in any
// order, again, merged with others, or only the part that somebody did not know.
import Y from "./yjs.mjs";

// deliveries draws from a session's log and states a list of updates that together
// hold everything.
export function deliveries(c, { log, states }) {
  const out = c.often(0.5) ? log.slice() : merged(c, log);
  const extra = [];
  for (const s of states) if (c.often(0.5)) extra.push(s);
  for (const u of log) if (c.often(0.08)) extra.push(c.often(0.5) ? u : part(c, u, states));
  if (states.length > 0 && c.often(0.3)) extra.push(part(c, c.one(states), states));
  if (log.length > 2 && c.often(0.3)) extra.push(Y.mergeUpdates(log.filter(() => c.often(0.5)).concat(log[0])));
  for (const u of extra) out.splice(c.below(out.length + 1), 0, u);
  return ordered(c, out);
}

// merged cuts the log into groups and merges each; a group is a stretch of the log, or
// anything from all over it.
function merged(c, log) {
  const from = c.often(0.5) ? log.slice() : c.shuffle(log.slice());
  const out = [];
  while (from.length > 0) {
    const group = from.splice(0, c.often(0.5) ? 1 : 1 + c.below(8));
    out.push(group.length > 1 || c.often(0.1) ? Y.mergeUpdates(group) : group[0]);
  }
  return out;
}

// part is what a state, or any vector near it, does not know of an update.
function part(c, update, states) {
  const vector = states.length > 0 && c.often(0.7) ? Y.encodeStateVectorFromUpdate(c.one(states)) : Y.encodeStateVectorFromUpdate(update);
  return Y.diffUpdate(update, vector);
}

function ordered(c, list) {
  switch (c.below(5)) {
    case 0: return c.shuffle(list);
    case 1: return list.reverse();
    case 2: return list.map((u, i) => [i + c.below(8), u]).sort((a, b) => a[0] - b[0]).map(x => x[1]);
    default: return list;
  }
}
