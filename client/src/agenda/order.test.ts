import { equal } from "node:assert/strict";
import { test } from "node:test";
import { landing, shift } from "./order";

const rows = [0, 50, 100, 150].map(top => ({ top, height: 50 }));

test("a row that is hardly moved stays", () => {
  equal(landing(rows, 1, 20), 1);
  equal(landing(rows, 1, -20), 1);
});

test("a row passes another when its middle does", () => {
  equal(landing(rows, 1, 49), 1);
  equal(landing(rows, 1, 51), 2);
  equal(landing(rows, 1, -51), 0);
});

test("a row dragged beyond the list lands at its end", () => {
  equal(landing(rows, 1, 900), 3);
  equal(landing(rows, 2, -900), 0);
});

test("a high row passes low ones by its middle", () => {
  const uneven = [{ top: 0, height: 100 }, { top: 100, height: 40 }, { top: 140, height: 40 }];
  equal(landing(uneven, 0, 75), 1);
  equal(landing(uneven, 0, 115), 2);
});

test("the rows between make room for the one held", () => {
  equal([0, 1, 2, 3].map(i => shift(rows, 0, 2, i)).join(), "0,-50,-50,0");
  equal([0, 1, 2, 3].map(i => shift(rows, 3, 1, i)).join(), "0,50,50,0");
});
