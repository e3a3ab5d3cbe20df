// Days and times as people write them here: "torsdag 26 november kl. 12.00–12.45, v. 48".
import type { Instant } from "./wire";

/** Says when something is, by the clock of a zone. */
export function when(lang: string, zone: string, start: Instant, minutes: number): string {
  const from = clockTime(lang, zone, start);
  const to = clockTime(lang, zone, start + minutes * 60_000);
  const date = day(lang, zone, start);
  const n = week(zone, start);
  return lang === "en" ? `${date} ${from}–${to}, week ${n}` : `${date} kl. ${from}–${to}, v. ${n}`;
}

/** Says the day: "torsdag 26 november". */
export function day(lang: string, zone: string, at: Instant): string {
  const p = parts(lang, zone, at, { weekday: "long", day: "numeric", month: "long" });
  return `${p["weekday"]} ${p["day"]} ${p["month"]}`;
}

/** Says a day and a time: "torsdag 26 november kl. 12.00". */
export function moment(lang: string, zone: string, at: Instant): string {
  return `${day(lang, zone, at)} ${lang === "en" ? "" : "kl. "}${clockTime(lang, zone, at)}`;
}

/** Says a time of day: 12.00 in Swedish, 12:00 in English. */
export function clockTime(lang: string, zone: string, at: Instant): string {
  const p = parts("en", zone, at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return `${p["hour"]}${lang === "en" ? ":" : "."}${p["minute"]}`;
}

/** Returns midnight UTC of the day that a moment falls on by the calendar of a zone: for counting days, not for showing. */
function midnight(zone: string, at: Instant): Date {
  const p = parts("en", zone, at, { year: "numeric", month: "numeric", day: "numeric" });
  return new Date(Date.UTC(Number(p["year"]), Number(p["month"]) - 1, Number(p["day"])));
}

/** Returns how many days of the calendar there are from one moment to another. */
export function days(zone: string, from: Instant, to: Instant): number {
  return Math.round((midnight(zone, to).getTime() - midnight(zone, from).getTime()) / 86_400_000);
}

/** Returns the ISO 8601 week of a moment by the calendar of a zone. */
export function week(zone: string, at: Instant): number {
  const date = midnight(zone, at);
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7)); // the Thursday of the same week says its year
  const newYear = Date.UTC(date.getUTCFullYear(), 0, 1);
  return Math.ceil(((date.getTime() - newYear) / 86_400_000 + 1) / 7);
}

function parts(lang: string, timeZone: string, at: Instant, options: Intl.DateTimeFormatOptions): Record<string, string> {
  const format = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : "sv-SE", { ...options, timeZone });
  return Object.fromEntries(format.formatToParts(at).map(p => [p.type, p.value]));
}
