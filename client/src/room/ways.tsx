// The ways in to the meeting's sound, as a part that is fetched: what the server wrote of
// them does as well until somebody changes them.
export {} from "../room"; // so that the room stays one file
import type { Live } from "./live";
import { dial } from "./people";

export function Ways({ live: { room, words } }: { readonly live: Live }) {
  const { ways, ended } = room.value.meeting;
  if (ended || (!ways.phone && !ways.link)) return null;
  return (
    <section aria-labelledby="ways-title">
      <h2 id="ways-title">{words.waysIn}</h2>
      <dl class="ways">
        {ways.phone && <div><dt>{words.phone}</dt><dd><a class="nowrap" href={dial(ways)}>{ways.phone}</a></dd></div>}
        {ways.code && <div><dt>{words.code}</dt><dd class="nowrap">{spaced(ways.code)}</dd></div>}
        {ways.link && <div><dt>{words.link}</dt><dd><a href={ways.link} rel="noopener">{ways.link.replace(/^\w+:\/\/|\/$/g, "")}</a></dd></div>}
      </dl>
      {ways.phone && ways.code && <p class="muted small">{words.dialNote}</p>}
    </section>
  );
}

/** Writes a code in threes, with the # that ends it: 202 712 #. */
function spaced(code: string): string {
  return `${code.replace(/\s/g, "").replace(/(.{3})(?=.)/g, "$1 ")}\u00a0#`;
}
