// The personal code by which whoever rings in as well is one person.
import type { Live } from "../room/live";
import { fill } from "../words";

/** Asks for the code, or shows it. It is a form: who asks for it rings, and types no more. */
export function OwnCode({ live: { words, data: { code } } }: { readonly live: Live }) {
  if (code) return <p class="notice">{fill(words.ownCode, { code })}</p>;
  return code === "" ? <form method="post" action="rum/gor"><button class="button line" name="do" value="caller.code">{words.ringsIn}</button></form> : null;
}
