import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import frames from "../../server/wire/testdata/handelser.json";
import refused from "../../server/wire/testdata/refused.json";
import { Polling } from "./polling";
import { receive, type Frame, type State } from "./room/state";

/** Says what is asked of a server that gives the answers of the samples, and what is taken of them. */
async function exchange(ask: (polling: Polling) => Promise<void>): Promise<{ asked: string[]; taken: unknown[] }> {
  const asked: string[] = [];
  const taken: unknown[] = [];
  const before = globalThis.fetch;
  globalThis.fetch = async (address, request) => {
    asked.push(`${request?.method ?? "GET"} ${String(address)}`);
    return Response.json(request?.method === "POST" ? refused : frames);
  };
  try {
    await ask(new Polling("/moten/m/rum", () => ({ epoch: "e1", seq: 41 }), frame => taken.push(frame) > 0, () => {}));
  } finally {
    globalThis.fetch = before;
  }
  return { asked, taken };
}

test("the frames that a socket would have brought are taken one by one", async () => {
  const { asked, taken } = await exchange(polling => polling.ask());
  deepEqual(asked, ["GET /moten/m/rum/handelser?epoch=e1&after=41"]);
  deepEqual(taken, frames);
});

test("a command's answer is taken, and then what is missing", async () => {
  const { asked, taken } = await exchange(polling => polling.send({ id: "0123456789abcdef", do: "agenda.start" }));
  deepEqual(asked, ["POST /moten/m/rum/kommando", "GET /moten/m/rum/handelser?epoch=e1&after=41"]);
  deepEqual(taken, [refused, ...frames]);
});

test("the frames bring the room up to here", () => {
  const room = { meeting: {}, agenda: { items: [] } } as unknown as State["room"];
  const nobody = { count: 0, sectors: {}, people: [] };
  let state: State | undefined = { epoch: "", seq: 0, room, outbox: [], presence: nobody, you: { id: "", name: "", role: "guest" }, ahead: 0 };
  for (const frame of frames as unknown as Frame[]) state = state && receive(state, frame, 1795690899000);
  equal(state?.seq, 43);
  equal(state?.room.agenda.current, "two");
  equal(state?.you.name, "Cy");
  equal(state?.ahead, 1000);
});
