import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { createDecoder, readVarString, readVarUint } from "lib0/decoding";
import { encodeAwarenessUpdate } from "y-protocols/awareness";
import { createRelativePositionFromTypeIndex, Doc, XmlElement, XmlText } from "yjs";
import { Cursors, rest } from "./cursors";

/** What a message says of one client. */
function told(states: Uint8Array | undefined): unknown {
  if (!states) return undefined;
  const from = createDecoder(states);
  deepEqual(readVarUint(from), 1);
  readVarUint(from);
  readVarUint(from);
  return JSON.parse(readVarString(from));
}

/** One person with a line of text in a fragment, and all that they have told. */
function person(fragment: string) {
  const doc = new Doc();
  const text = new XmlText("Hej hopp");
  const paragraph = new XmlElement("paragraph");
  paragraph.insert(0, [text]);
  doc.getXmlFragment(fragment).insert(0, [paragraph]);
  const sent: Uint8Array[] = [];
  const cursors = new Cursors(doc, states => sent.push(states));
  const at = (index: number) => JSON.parse(JSON.stringify(createRelativePositionFromTypeIndex(text, index))) as unknown;
  const go = (index: number) => cursors.awareness.setLocalStateField("cursor", { anchor: at(index), head: at(index) });
  return { cursors, sent, go, at };
}

test("a place is told with the fragment it is in and nothing else", context => {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  const { cursors, sent, go, at } = person("item:a");
  cursors.awareness.setLocalStateField("user", { name: "Någon annan", role: "organiser" });
  deepEqual(sent, []);
  context.mock.timers.tick(rest);
  go(3);
  deepEqual(told(sent.at(-1)), { cursor: { item: "item:a", anchor: at(3), head: at(3) } });
});

test("a place that moves all the time is told at most five times a second, and where it stops last", context => {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  const { sent, go, at } = person("meeting");
  for (let i = 0; i < 100; i++) {
    go(i % 8);
    context.mock.timers.tick(10);
  }
  go(5);
  context.mock.timers.tick(rest);
  ok(sent.length >= 5 && sent.length <= 7, `${sent.length} in a second`);
  deepEqual((told(sent.at(-1)) as { readonly cursor: { readonly head: unknown } }).cursor.head, at(5));
});

test("who leaves the text is gone for the others, and one who only reads is never told of", context => {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  const { cursors, sent, go } = person("meeting");
  go(1);
  context.mock.timers.tick(rest);
  cursors.awareness.setLocalStateField("cursor", null);
  context.mock.timers.tick(rest);
  equal(told(sent.at(-1)), null);
  const count = sent.length;
  context.mock.timers.tick(60_000);
  equal(sent.length, count);
});

test("when the line is gone nobody is shown, and who comes back as they were is shown again", context => {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  const [ada, bo] = [person("meeting"), person("meeting")];
  ada.go(1);
  const message = encodeAwarenessUpdate(ada.cursors.awareness, [ada.cursors.awareness.clientID]);
  bo.cursors.take(message);
  const shown = () => bo.cursors.awareness.getStates().has(ada.cursors.awareness.clientID);
  equal(shown(), true);
  bo.cursors.lost();
  equal(shown(), false);
  bo.cursors.take(message);
  equal(shown(), true);
});

test("on a new line one's place is told again as newer than before", context => {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  const { cursors, sent, go } = person("meeting");
  const clock = (states: Uint8Array | undefined) => {
    const from = createDecoder(states ?? new Uint8Array());
    readVarUint(from);
    readVarUint(from);
    return readVarUint(from);
  };
  go(1);
  context.mock.timers.tick(rest);
  cursors.lost();
  cursors.opened();
  equal(sent.length, 2);
  ok(clock(sent[1]) > clock(sent[0]));
});
