import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { XmlElement, XmlText, type Doc } from "yjs";
import { Memory, old, type Row } from "./device";
import { decode } from "./frames";
import type { Left } from "./left";
import { Lasting, Tab, textOf, Toy } from "./toy";

type Clock = { readonly mock: { readonly timers: { enable(what: { readonly apis: readonly string[] }): void; tick(ms: number): void } } };

/** A server with a line of text in the meeting's notes, people on good lines, and a clock that is moved by hand. */
class World {
  readonly server = new Toy();
  readonly tick: (ms: number) => void;

  constructor({ mock }: Clock) {
    mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
    mock.timers.tick(1_000_000);
    this.tick = ms => mock.timers.tick(ms);
  }

  /** Opens a page and lets it fetch the notes. */
  async open(by: string, device: Memory = new Lasting()): Promise<Tab> {
    const tab = new Tab(by, device);
    this.server.open(tab);
    await this.quiet();
    return tab;
  }

  /** Lets everything through. */
  async quiet(): Promise<void> {
    do {
      await rest();
      for (const tab of this.server.tabs) {
        this.server.hear(tab);
        tab.hear();
      }
      await rest();
    } while ([...this.server.tabs].some(tab => tab.up.length + tab.down.length > 0));
  }
}

async function rest(): Promise<void> {
  await new Promise(setImmediate);
}

function docOf({ notes }: Tab): Doc {
  const { value } = notes.shared;
  if (!value) throw new Error("the notes are not here");
  return value.doc;
}

/** Writes a paragraph at the end of the meeting's notes, or goes on with the last one. */
function write(tab: Tab, text: string, further = false): void {
  const all = docOf(tab).getXmlFragment("meeting");
  const last = all.length ? all.get(all.length - 1) : undefined;
  const inside = last instanceof XmlElement ? last.get(0) : undefined;
  if (further && inside instanceof XmlText) {
    inside.insert(inside.length, text);
    return;
  }
  const paragraph = new XmlElement("paragraph");
  paragraph.insert(0, [new XmlText(text)]);
  all.insert(all.length, [paragraph]);
}

/** The kinds of the frames that a tab has sent and nobody has heard yet. */
const sent = (tab: Tab) => tab.up.map(frame => decode(frame)?.kind);
const kind = (tab: Tab) => tab.notes.saved.value.kind;
const texts = (left: readonly Left[]) => left.map(l => [l.why, l.say, ...l.passages.map(p => `${p.fragment}: ${p.text}`)]);

test("what one writes the other reads, and each page writes under an identity of its own", async context => {
  const world = new World(context);
  const [ada, bo, again] = [await world.open("ada"), await world.open("bo"), await world.open("ada")];
  write(ada, "Vi börjar");
  await world.quiet();
  write(bo, " i tid", true);
  write(again, "Två flikar går bra");
  await world.quiet();
  for (const tab of [ada, bo, again]) equal(textOf(docOf(tab), "meeting"), "Vi börjar i tidTvå flikar går bra");
  equal(new Set([ada, bo, again].map(tab => docOf(tab).clientID)).size, 3);
});

test("one letter is sent at once, and a flood together every 50 ms", async context => {
  const world = new World(context);
  const ada = await world.open("ada");
  write(ada, "a");
  equal(sent(ada).length, 1);
  for (const letter of "bcdef") write(ada, letter, true);
  equal(sent(ada).length, 1);
  world.tick(50);
  deepEqual(sent(ada), ["update", "update"]);
  world.tick(200);
  write(ada, "g", true);
  equal(sent(ada).length, 3);
  await world.quiet();
  equal(world.server.text(), "abcdefg");
});

test("the mark says kept when the server has answered for everything, and not before", async context => {
  const world = new World(context);
  const ada = await world.open("ada");
  equal(kind(ada), "nothing");
  write(ada, "a");
  equal(kind(ada), "brief");
  world.tick(100);
  write(ada, "b", true);
  world.server.hear(ada);
  ada.hear();
  equal(kind(ada), "brief");
  world.tick(300);
  equal(kind(ada), "saving");
  await world.quiet();
  deepEqual(ada.notes.saved.value, { kind: "kept", at: Date.now() + 1000 });
});

test("without a line it says that the text is on the device, when it is, and otherwise that it is only here", async context => {
  const world = new World(context);
  const slow = new Slow();
  const [ada, bo] = [await world.open("ada", slow), await world.open("bo", new Memory())];
  for (const tab of [ada, bo]) {
    tab.lose();
    write(tab, "utan nät");
  }
  world.tick(300);
  await rest();
  deepEqual([kind(ada), kind(bo)], ["here", "here"]);
  slow.done();
  await rest();
  deepEqual([kind(ada), kind(bo)], ["device", "here"]);
  ok(bo.notes.unsent);
});

/** A device that takes its time to keep things. */
class Slow extends Lasting {
  done: () => void = () => {};
  override async put(rows: readonly Row[]): Promise<void> {
    await new Promise<void>(done => (this.done = done));
    await super.put(rows);
  }
}

test("a line that is open but does not answer is believed in for five seconds, and left after ten", async context => {
  const world = new World(context);
  const ada = await world.open("ada");
  write(ada, "a");
  await rest();
  world.tick(4_999);
  deepEqual([ada.again, kind(ada)], [0, "saving"]);
  world.tick(1);
  deepEqual([ada.again, kind(ada)], [0, "device"]);
  world.tick(5_000);
  equal(ada.again, 1);
});

test("what was written before a crash is there when the page is opened anew, and is sent", async context => {
  const world = new World(context);
  const ada = await world.open("ada");
  ada.lose();
  write(ada, "Skrivet ");
  write(ada, "utan nät", true);
  await rest();
  world.server.kill(ada);
  const again = await world.open("ada", ada.device);
  equal(textOf(docOf(again), "meeting"), "Skrivet utan nät");
  equal(world.server.text(), "Skrivet utan nät");
  deepEqual([kind(again), texts(again.notes.left.value)], ["kept", []]);
});

test("text that another session wrote on the device is not sent in one's own name, but offered", async context => {
  const world = new World(context);
  const ada = await world.open("ada");
  ada.lose();
  write(ada, "Innan jag loggade ut");
  await rest();
  world.server.kill(ada);
  const anew = await world.open("ada2", ada.device);
  equal(world.server.text(), "");
  deepEqual(texts(anew.notes.left.value), [["before", "", "meeting: Innan jag loggade ut"]]);
  for (const left of anew.notes.left.value) anew.notes.putBack(left);
  await world.quiet();
  equal(world.server.text(), "Innan jag loggade ut");
  deepEqual([anew.notes.left.value, (await ada.device.rows("m")).filter(row => !row.kept)], [[], []]);
});

test("when the server comes back with an older copy, what it lacks is offered once and never sent by itself", async context => {
  const world = new World(context);
  const [ada, bo] = [await world.open("ada"), await world.open("bo")];
  write(ada, "Står i kopian. ");
  await world.quiet();
  write(ada, "Sparat men borta.", true);
  await world.quiet();
  ada.lose();
  write(ada, " Aldrig skickat.", true);
  await rest();
  world.server.restore(1);
  for (const tab of [ada, bo]) world.server.open(tab);
  await world.quiet();
  equal(world.server.text(), "Står i kopian. ");
  deepEqual(texts(ada.notes.left.value), [["restored", "", "meeting: Sparat men borta. Aldrig skickat."]]);
  equal(textOf(docOf(ada), "meeting"), "Står i kopian. ");
  world.server.kill(ada);
  const again = await world.open("ada", ada.device);
  equal(again.notes.left.value.length, 1);
});

test("when an older copy of the server's disk is put back as if nothing had been, what it lacks is sent again", async context => {
  const world = new World(context);
  const [ada, bo] = [await world.open("ada"), await world.open("bo")];
  write(ada, "Först");
  await world.quiet();
  write(bo, " och sedan", true);
  await world.quiet();
  write(ada, " och sist", true);
  await world.quiet();
  world.server.forget(0);
  world.server.open(ada);
  world.server.kill(bo);
  await world.quiet();
  equal(world.server.text(), "Först");
  await world.open("bo", bo.device);
  equal(world.server.text(), "Först och sedan och sist");
  deepEqual([kind(ada), texts(ada.notes.left.value)], ["kept", []]);
});

test("after the meeting has ended one is told where the text went, and may copy it", async context => {
  const world = new World(context);
  const ada = await world.open("ada");
  write(ada, "I tid. ");
  await world.quiet();
  world.server.refusing = "late";
  write(ada, "För ", true);
  world.tick(60);
  write(ada, "sent", true);
  await world.quiet();
  deepEqual(texts(ada.notes.left.value), [["late", "for late", "meeting: För sent"]]);
  equal(textOf(docOf(ada), "meeting"), "I tid. ");
  equal(ada.notes.unsent, false);
  ada.room.value = { why: "late", say: "" };
  equal(ada.notes.barred.value?.why, "late");
});

test("what was marked as somebody else's is sent anew under another identity, and nothing is left", async context => {
  const world = new World(context);
  const device = new Lasting();
  const ada = await world.open("ada", device);
  write(ada, "Först");
  await world.quiet();
  const { clientID } = docOf(ada);
  world.server.refusing = "taken";
  write(ada, "Sedan");
  world.tick(60);
  world.server.hear(ada);
  world.server.refusing = undefined;
  await world.quiet();
  world.tick(60);
  await world.quiet();
  ok(docOf(ada).clientID !== clientID);
  deepEqual(ada.notes.left.value, []);
  equal(world.server.text(), "FörstSedan");
  equal(textOf(docOf(ada), "meeting"), "FörstSedan");
  equal(ada.notes.unsent, false);
  equal((await device.rows("m")).filter(row => row.refused).length, 0);
});

test("a refusal that the room knows nothing of bars the pen until the room says something new", async context => {
  const world = new World(context);
  const ada = await world.open("ada");
  world.server.refusing = "not-allowed";
  write(ada, "a");
  await world.quiet();
  deepEqual(ada.notes.barred.value, { why: "refused", say: "for not-allowed" });
  ada.room.value = { why: "locked", say: "" };
  world.server.refusing = undefined;
  ada.room.value = undefined;
  equal(ada.notes.barred.value, undefined);
});

test("what the server could not keep is sent again when it asks, and counts as kept only then", async context => {
  const world = new World(context);
  const ada = await world.open("ada");
  world.server.refusing = "unsaved";
  write(ada, "a");
  await world.quiet();
  world.tick(300);
  deepEqual([kind(ada), sent(ada), ada.again], ["device", [], 0]);
  world.server.refusing = undefined;
  write(ada, "b", true);
  await world.quiet();
  equal(ada.notes.unsent, true);
  world.server.saves();
  await world.quiet();
  deepEqual([kind(ada), world.server.text()], ["kept", "ab"]);
});

test("after an erasure the document is fetched anew, and neither the page nor the device brings back what was erased", async context => {
  const world = new World(context);
  const ada = await world.open("ada");
  write(ada, "Personuppgifter");
  await world.quiet();
  world.server.erase("meeting");
  write(ada, " och mer", true);
  await world.quiet();
  equal(world.server.text(), "");
  equal(textOf(docOf(ada), "meeting"), "");
  deepEqual(texts(ada.notes.left.value), [["erased", "", "meeting:  och mer"]]);
  deepEqual((await ada.device.rows("m")).filter(row => row.kept), []);
});

test("a change larger than the server takes is left at once", async context => {
  const world = new World(context);
  const ada = await world.open("ada");
  write(ada, "Kort. ");
  write(ada, "x".repeat(300_000), true);
  await world.quiet();
  equal(world.server.text(), "Kort. ");
  deepEqual(ada.notes.left.value.map(l => [l.why, l.passages[0]?.text.length]), [["too-much", 300_000]]);
});

test("a long time without a line comes in messages that the server takes", async context => {
  const world = new World(context);
  const ada = await world.open("ada");
  ada.lose();
  for (let i = 0; i < 10; i++) write(ada, "x".repeat(30_000));
  await rest();
  world.server.open(ada);
  await rest();
  world.server.hear(ada);
  ada.hear();
  ada.hear();
  ok(ada.up.length > 4 && ada.up.every(frame => frame.length < 70_000));
  await world.quiet();
  equal(world.server.text().length, 300_000);
  equal(kind(ada), "kept");
});

test("one who may only read sends nothing when Yjs tidies", async context => {
  const world = new World(context);
  const [ada, eve] = [await world.open("ada"), await world.open("")];
  eve.room.value = { why: "following", say: "" };
  write(ada, "text");
  await world.quiet();
  docOf(eve).getXmlFragment("meeting").delete(0, 1);
  deepEqual([sent(eve), eve.notes.unsent], [[], false]);
});

test("a device that fails on the way loses nothing of the page, and the mark knows", async context => {
  const world = new World(context);
  const device = new Broken();
  const ada = await world.open("ada", device);
  ada.lose();
  write(ada, "före ");
  await rest();
  world.tick(300);
  equal(kind(ada), "device");
  device.broken = true;
  write(ada, "efter", true);
  await rest();
  world.tick(300);
  equal(kind(ada), "here");
  world.server.open(ada);
  await world.quiet();
  equal(world.server.text(), "före efter");
});

class Broken extends Lasting {
  broken = false;
  override put(rows: readonly Row[]): Promise<void> {
    return this.broken ? Promise.reject(new Error("full")) : super.put(rows);
  }
}

test("the device lets go of what was kept after three days, and of what could not be sent after a month", () => {
  const day = 24 * 60 * 60 * 1000;
  const row = { key: "", meeting: "m", epoch: "1", by: "ada", at: 1, update: new Uint8Array(), client: 1, clock: 1, kept: 0, refused: "", say: "" };
  deepEqual([old(row, 29 * day), old(row, 31 * day)], [false, true]);
  deepEqual([old({ ...row, kept: day }, 3 * day), old({ ...row, kept: day }, 5 * day)], [false, true]);
});
