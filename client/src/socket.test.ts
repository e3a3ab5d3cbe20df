import { equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { Socket, wait, type Line } from "./socket";

test("the wait grows from a quarter of a second to ten seconds, with chance in half of it", () => {
  equal(wait(0, 1), 250);
  equal(wait(0, 0), 125);
  equal(wait(3, 1), 2000);
  equal(wait(50, 1), 10_000);
  for (let attempt = 0; attempt < 20; attempt++) ok(wait(attempt, 0.5) <= wait(attempt + 1, 0.5));
});

/** A socket of the browser's that only says what it is told to. */
class Stand {
  static readonly all: Stand[] = [];
  onopen = (): void => {};
  onmessage: (event: { readonly data: string }) => void = () => {};
  constructor() {
    Stand.all.push(this);
  }
  send(): void {}
  close(): void {}
}

test("a line that has been silent for 45 seconds is left, and one that tells the time is not", async context => {
  context.mock.timers.enable({ apis: ["setInterval", "setTimeout", "Date"] });
  const none = (): void => {};
  Object.assign(globalThis, {
    addEventListener: none, removeEventListener: none, WebSocket: Stand, location: { href: "http://here/" },
    document: { addEventListener: none, removeEventListener: none, visibilityState: "visible" },
    fetch: () => Promise.resolve(Response.json({ ticket: "t" })),
  });
  const lines: Line[] = [];
  const socket = new Socket("/rum", { has: () => ({}), take: () => true, takeBytes: none, shut: none, line: line => lines.push(line) });
  const opened = async (n: number): Promise<Stand> => {
    while (Stand.all.length < n) await new Promise(setImmediate);
    const stand = Stand.all[n - 1] as Stand;
    stand.onopen();
    stand.onmessage({ data: '{"here":{}}' });
    return stand;
  };
  socket.open();
  const first = await opened(1);
  for (let i = 0; i < 6; i++) {
    context.mock.timers.tick(20_000);
    first.onmessage({ data: '{"now":1}' });
  }
  equal(Stand.all.length, 1);
  context.mock.timers.tick(50_000);
  await opened(2);
  equal(lines.join(" "), "open away open");
  socket.close();
});
