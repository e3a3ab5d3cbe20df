// Has npm yjs read what the Go engine wrote, one line of JSON in and one out:
//
//     {"updates": [base64, …]}  →  {"contents": …, "vector": …, "whole": true} or {"error": "…"}
//
// whole is false when something in the updates still waits for something else.
import readline from "node:readline";
import Y from "./yjs.mjs";
import { take } from "./yjs.mjs";
import { contents, roots } from "./show.mjs";

function read(updates) {
  const doc = new Y.Doc({ guid: "" });
  roots(doc);
  try {
    for (const u of updates) take(doc, Buffer.from(u, "base64"));
    return {
      contents: contents(doc),
      vector: Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(doc))),
      whole: doc.store.pendingStructs === null && doc.store.pendingDs === null,
    };
  } catch (fault) {
    return { error: String(fault) };
  }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(read(JSON.parse(line).updates)) + "\n");
}
