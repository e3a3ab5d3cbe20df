// How those on the speaker list are named.
import type { Caller, Turn } from "../wire";
import { fill, type Words } from "../words";

type Named = Pick<Turn | Caller, "name" | "organisation" | "line">;

/** The name of somebody; one who rings in is the number of the line until named. */
export function nameOf({ name, line }: Named, words: Words): string {
  return name || (line ? fill(words.caller, { n: line }) : words.hiddenName);
}

/** What else there is to say of somebody: the organisation, and that they ring in. */
export function aboutOf({ name, organisation, line }: Named, words: Words): string {
  const phone = line && (name ? fill(words.caller, { n: line }) : words.onPhone);
  return [organisation, phone].filter(Boolean).join(" · ");
}

/** What else there is to say of a caller: also that they are not there, or cannot be heard. */
export function stateOf(c: Caller, words: Words): string {
  const state = c.away ? words.lineIsBroken : c.muted && words.soundIsOff;
  return aboutOf(c, words) + (state ? ` · ${state}` : "");
}

/** A time to speak by the clock: 1.20 in Swedish, 1:20 in English. */
export function clockOf(ms: number, lang: string): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(s / 60)}${lang === "en" ? ":" : "."}${String(s % 60).padStart(2, "0")}`;
}
