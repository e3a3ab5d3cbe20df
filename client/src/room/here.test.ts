import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import { withCallers } from "./here";

const cy = { id: "cy", name: "Cy", sector: "kommun", role: "guest" } as const;
const present = { count: 3, sectors: { kommun: 1 }, people: [cy] };
const one = { id: "one", line: 1, sector: "region" };

test("those who only ring in take part, in the sum and by sector", () => {
  deepEqual(withCallers(present, []), { count: 3, sectors: { kommun: 1 } });
  deepEqual(withCallers(present, [one, { id: "two", line: 2, sector: "kommun" }, { id: "three", line: 3 }]), { count: 6, sectors: { kommun: 2, region: 1 } });
});

test("a participant who rings in as well is one, and is still one when the room is closed", () => {
  const call = { id: "one", line: 1, who: "cy", name: "Cy", sector: "kommun" };
  deepEqual(withCallers(present, [call]), { count: 3, sectors: { kommun: 1 } });
  deepEqual(withCallers({ count: 2, sectors: {}, people: [] }, [call]), { count: 3, sectors: { kommun: 1 } });
});
