// The kinds of signal in the order they are shown, how several of each are called, and
// what is said of one.
import { nameOf } from "../queue/names";
import type { Signal, SignalKind } from "../wire";
import type { AllWords } from "../words";
import { counties } from "./counties";

export const kinds: readonly (readonly [SignalKind, keyof AllWords])[] = [
  ["erfarenhet", "erfarenheter"], ["utmaning", "utmaningar"], ["losning", "losningar"], ["behov", "behoven"],
  ["risk", "risker"], ["gladjeamne", "gladjeamnen"], ["atagande", "ataganden"],
];

/** The name of a county. */
export function countyOf(code: string | undefined, words: AllWords): string {
  return code === "00" ? words.wholeCountry : counties.find(c => c[0] === code)?.[1] ?? "";
}

/** Who shares a signal, and where they are. */
export function about(s: Signal, words: AllWords): { readonly who: string; readonly where: string } {
  const who = s.nameless ? words.nameless : nameOf(s, words);
  const sector = s.organisation ? "" : (words as Readonly<Record<string, string>>)[s.sector ?? ""];
  return { who, where: [s.organisation, sector, countyOf(s.county, words)].filter(Boolean).join(" · ") };
}
