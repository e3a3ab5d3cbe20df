// What rests on what: a change can only come into the document after those that it was
// written into or after.
import { decodeUpdate, ID, Item } from "yjs";
import type { Row } from "./device";

/** Returns those of the rows that rest on ones that will not come into the document, in their order. They would wait for them for ever. */
export function resting(rows: readonly Row[], on: readonly Row[]): readonly Row[] {
  const gone = new Map<number, number>(); // by client, from which clock on nothing comes
  const told = rows.map(row => ({ row, items: itemsOf(row) }));
  const take = (items: readonly Item[]) => {
    for (const { id } of items) gone.set(id.client, Math.min(id.clock, gone.get(id.client) ?? Infinity));
  };
  const rests = ({ id, origin, rightOrigin, parent }: Item) =>
    [id, origin, rightOrigin, parent].some(at => at instanceof ID && at.clock >= (gone.get(at.client) ?? Infinity));
  on.forEach(row => take(itemsOf(row)));
  const found = new Set<Row>();
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const { row, items } of told) {
      if (found.has(row) || !items.some(rests)) continue;
      found.add(row);
      take(items);
    }
  }
  return rows.filter(row => found.has(row));
}

function itemsOf({ update }: Row): readonly Item[] {
  return decodeUpdate(update).structs.filter(struct => struct instanceof Item);
}

/**
 * Tells apart what a device has of a meeting, for an epoch and for who the person is taken for:
 * what is to be sent, and what is to be compared with the document and told of. What is known to
 * be kept, and is of this epoch, is neither.
 */
export function sorted(rows: readonly Row[], epoch: string, by: string): { readonly unsent: readonly Row[]; readonly aside: readonly Row[] } {
  const mine = rows.filter(row => row.epoch === epoch && row.by === by && !row.kept && !row.refused);
  const refused = rows.filter(row => row.refused);
  const after = refused.length ? resting(mine, refused) : [];
  const why = refused.at(-1);
  return {
    unsent: mine.filter(row => !after.includes(row)),
    aside: [
      ...rows.filter(row => row.refused || row.epoch !== epoch || (row.by !== by && !row.kept)),
      ...after.map(row => ({ ...row, refused: why?.refused ?? "", say: why?.say ?? "" })),
    ],
  };
}
