// Stock Yjs clients (npm yjs and y-websocket, as they are) in the notes of a meeting:
// what they may expect of any server, one check after the other. Each line it writes is
// a check that held; "kill" asks for the node to be killed and started again.
//
//   node stock.mjs room cookie cookie … with room as ws://host/moten/x/rum
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(new URL("../../../client/package.json", import.meta.url));
const Y = require("yjs");
const { WebsocketProvider } = require("y-websocket");

const [room, ...cookies] = process.argv.slice(2);
const origin = new URL(room.replace("ws", "http")).origin;
const patience = 20_000;
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

let seed = 1;
const random = n => (seed = (seed * 48271) % 2147483647) % n;

/** A socket with the headers that a browser sends by itself. */
function socketOf(cookie) {
  return class extends WebSocket {
    constructor(url, protocols) {
      super(url, { protocols, headers: { origin, ...(cookie && { cookie }) } });
    }
  };
}

const all = new Set();

function open(cookie, doc = new Y.Doc()) {
  const provider = new WebsocketProvider(room, "anteckningar", doc, {
    WebSocketPolyfill: socketOf(cookie), disableBc: true, maxBackoffTime: 200, protocols: ["y"],
  });
  const one = { doc, provider, text: doc.getText("t"), synced: new Promise(resolve => provider.once("sync", resolve)) };
  all.add(one);
  return one;
}

function close(one) {
  one.provider.destroy();
  all.delete(one);
}

/** Waits until something is so. */
async function until(what, so) {
  for (const late = Date.now() + patience; !so(); await new Promise(resolve => setTimeout(resolve, 5))) {
    if (Date.now() > late) throw new Error(`never: ${typeof what === "string" ? what : what()}`);
  }
}

const states = one => JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(one.doc))].sort());
const looks = one => JSON.stringify([one.text.toDelta(), one.doc.getXmlFragment("meeting").toString(), Object.entries(one.doc.getMap("m").toJSON()).sort()]);
const alike = (a, b) => states(a) === states(b) && looks(a) === looks(b);
const held = what => console.log(what);

async function converge(clients) {
  for (const one of clients.slice(1)) {
    await until(() => `alike:\n${states(clients[0])}\n${states(one)}\n${looks(clients[0])}\n${looks(one)}`, () => alike(clients[0], one));
  }
}

const words = ["å", "Läget ", "😀", "👩‍👩‍👧", "e\u0301", "\n", "x".repeat(50)];

/** A place in a text that is not inside a pair of surrogates: where those are cut, npm yjs never agrees with itself again. */
function place(text) {
  const string = text.toString();
  const at = random(string.length + 1);
  return /[\udc00-\udfff]/.test(string[at] ?? "") ? at - 1 : at;
}

/** One thing that somebody might do in an editor. */
function edit({ doc, text }) {
  const at = place(text);
  const fragment = doc.getXmlFragment("meeting");
  switch (random(8)) {
    case 0: case 1: return text.insert(at, words[random(words.length)]);
    case 2: return remove(text, at, place(text));
    case 3: return at > 0 && text.format(0, at, { strong: random(2) ? true : null });
    case 4: return doc.getMap("m").set(`k${random(4)}`, random(100));
    case 5: {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.insert(0, [new Y.XmlText(words[random(words.length)])]);
      return fragment.insert(random(fragment.length + 1), [paragraph]);
    }
    case 6: return fragment.length > 3 && fragment.delete(random(fragment.length - 1), 1);
    default: return doc.transact(() => { text.insert(0, "två "); text.insert(text.length, "i ett"); });
  }
}

function remove(text, one, other) {
  if (one !== other) text.delete(Math.min(one, other), Math.abs(one - other));
}

async function convergence() {
  const clients = cookies.slice(0, 4).map(cookie => open(cookie));
  await Promise.all(clients.map(one => one.synced));
  for (let i = 0; i < 400; i++) {
    const one = clients[random(clients.length)];
    edit(one);
    if (i % 40 === 20) one.provider.disconnect();
    if (i % 40 === 39) for (const each of clients) each.provider.connect();
    if (i % 10 === 0) await new Promise(resolve => setTimeout(resolve, 2));
  }
  for (const each of clients) each.provider.connect();
  await converge(clients);
  const fresh = open(cookies[0]);
  await fresh.synced;
  if (!alike(fresh, clients[0])) throw new Error(`the first answer is not complete: ${looks(fresh)}`);
  held("clients converge, offline and back");
  for (const one of [fresh, ...clients]) close(one);
}

async function presence() {
  const [a, b] = [open(cookies[0]), open(cookies[1])];
  await Promise.all([a.synced, b.synced]);
  a.provider.awareness.setLocalState({ cursor: 1, user: { name: "somebody else" } });
  b.provider.awareness.setLocalState({ cursor: 2 });
  const seen = () => b.provider.awareness.getStates().get(a.doc.clientID);
  await until("b sees a", () => seen()?.cursor === 1);
  if (seen().user.name !== "Cy 0" || seen().user.role !== "guest") throw new Error(`a is told to be ${JSON.stringify(seen())}`);
  a.provider.disconnect();
  await until("b sees a go", () => !seen());
  const back = Date.now();
  a.provider.connect();
  await until("b sees a come back", () => seen()?.cursor === 1);
  if (Date.now() - back > 5_000) throw new Error(`a was invisible for ${Date.now() - back} ms`);
  const c = open(cookies[2]);
  await until("a newcomer sees both", () => c.provider.awareness.getStates().get(a.doc.clientID) && c.provider.awareness.getStates().get(b.doc.clientID));
  held("who is there is seen, goes and comes back at once");
  for (const one of [a, b, c]) close(one);
}

async function strangers() {
  const [a, stranger] = [open(cookies[0]), open(undefined)];
  await Promise.all([a.synced, stranger.synced]);
  stranger.text.insert(0, "jag har inget namn");
  a.text.insert(0, "alla läser det här. ");
  await until("the stranger reads", () => stranger.text.toString().includes("alla läser"));
  const fresh = open(cookies[1]);
  await fresh.synced;
  if (fresh.text.toString().includes("inget namn")) throw new Error("a stranger has written");
  held("strangers read only");
  for (const one of [a, stranger, fresh]) close(one);
}

async function restart() {
  const source = new Y.Doc();
  const updates = [];
  source.on("update", update => updates.push(update));
  source.getText("waits").insert(0, "före ");
  source.getText("waits").insert(5, "efter");
  const a = open(cookies[0]);
  await a.synced;
  a.text.insert(0, "kvar efter omstart ");
  const b = open(cookies[1]);
  await until("it is kept", () => b.text.toString().includes("kvar efter omstart"));
  Y.applyUpdate(a.doc, updates[1]); // waits for the first
  a.provider.disconnect();
  a.provider.connect(); // and is said with the step 2
  await until("it is kept, waiting", () => b.doc.store.pendingStructs !== null);
  const before = looks(b);
  close(a);
  close(b);
  console.log("kill");
  await lines.next();
  const fresh = open(cookies[1]);
  await fresh.synced;
  if (looks(fresh) !== before) throw new Error(`before the kill ${before}, and after it ${looks(fresh)}`);
  if (!fresh.doc.store.pendingStructs) throw new Error("what waited is lost");
  const same = open(cookies[0]);
  await same.synced;
  Y.applyUpdate(same.doc, updates[0]);
  await until("what waited has its place", () => fresh.doc.getText("waits").toString() === "före efter");
  held("a kill loses nothing, and what waits still waits");
  for (const one of [fresh, same]) close(one);
}

await convergence();
await presence();
await strangers();
await restart();
for (const one of all) close(one);
process.exit(0);
