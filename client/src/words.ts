// The words of the room. They are written in client/words.go, in Swedish and
// English. Some come with the page, the others with the part that needs them, when it
// is fetched. {n} and the like are filled in here.

import type { KeysWords } from "./keys/words";
import type { KeeperToolWords, KeeperWords } from "./agenda/words";
import type { CaptionWords } from "./captions/words";
import type { DutyToolWords, DutyWords } from "./duty/words";
import type { HouseToolWords, HouseWords } from "./house/words";
import type { MaterialWords } from "./material/words";
import type { NotesPlaceWords, NotesWords } from "./notes/words";
import type { PollWords } from "./polls/words";
import type { QuestionWords } from "./questions/words";
import type { QueueToolWords, QueueWords } from "./queue/words";
import type { SignalWords } from "./signals/words";

/** The words that come with the page. */
export type Words = RoomWords & DutyWords & HouseWords & KeeperWords & NotesPlaceWords & QueueWords;

/** The words of a room once everything is fetched: each part may use those of the page and its own. */
export type AllWords = Words & ToolWords & NotesWords & InputWords & CaptionWords & KeysWords;

/** The words of those who run a meeting. */
export type ToolWords = RoomToolWords & DutyToolWords & HouseToolWords & KeeperToolWords & QueueToolWords;

/** The words of what people send in. */
export type InputWords = SignalWords & QuestionWords & PollWords & MaterialWords;

export type RoomWords = {
  // The meeting
  readonly agenda: string;
  readonly item: string; // Punkt {n} av {of}
  readonly sum: string; // {n} av {of} minuter
  readonly tooLongOne: string;
  readonly tooLongOther: string;
  readonly minutes: string; // {n} min
  readonly notStarted: string;
  readonly startsInOne: string;
  readonly startsInOther: string;
  readonly startsHoursOne: string;
  readonly startsHoursOther: string;
  readonly startsToday: string;
  readonly startsDaysOne: string;
  readonly startsDaysOther: string;
  readonly startsNow: string;
  readonly noneCurrent: string;
  readonly underWay: string;
  readonly ended: string;
  readonly endedLead: string;
  readonly endedPage: string;
  readonly next: string; // Härnäst: {title}
  readonly noItems: string;
  readonly cancelled: string;
  readonly moved: string; // … från {from} till {when}
  readonly because: string;
  // The states of an item
  readonly stateCurrent: string;
  readonly stateDone: string;
  readonly stateParked: string;
  readonly stateCarried: string;
  // The clock
  readonly clock: string;
  readonly minutesLeftOne: string;
  readonly minutesLeftOther: string;
  readonly secondsLeft: string;
  readonly overNow: string;
  readonly over: string;
  // Running the agenda
  readonly start: string;
  readonly cancel: string;
  readonly actions: string; // Mer om {title}
  readonly save: string;
  // What was done
  readonly saidNow: string;
  readonly undo: string;
  readonly undone: string;
  readonly close: string;
  readonly saving: string;
  readonly saved: string;
  // The line
  readonly returning: string;
  readonly offline: string;
  readonly waitingOne: string;
  readonly waitingOther: string;
  readonly tryNow: string;
  readonly back: string;
  readonly sentOne: string;
  readonly sentOther: string;
  readonly slow: string;
  readonly signedOut: string;
  readonly reload: string;
  // People and ways in
  readonly parts: string; // of the room
  readonly people: string;
  readonly inputTab: string;
  readonly peopleTab: string;
  readonly hereOne: string;
  readonly hereOther: string;
  readonly joinedOne: string;
  readonly joinedOther: string;
  readonly more: string; // och {n} till
  readonly youAre: string;
  readonly following: string;
  readonly join: string;
  readonly organiser: string;
  readonly waysIn: string;
  readonly phone: string;
  readonly code: string;
  readonly link: string;
  readonly dialNote: string;
  // The sectors, by code
  readonly civilsamhalle: string;
  readonly myndighet: string;
  readonly region: string;
  readonly kommun: string;
  readonly foretag: string;
  readonly annat: string;
};

/** Those that only who runs a meeting reads. */
export type RoomToolWords = {
  // Running the agenda
  readonly nextItem: string;
  readonly end: string;
  readonly endSure: string;
  readonly unfinishedOne: string;
  readonly unfinishedOther: string;
  readonly endNow: string;
  readonly extend: string; // +{n} min
  readonly extendLong: string;
  readonly open: string;
  readonly up: string;
  readonly down: string;
  readonly edit: string;
  readonly park: string;
  readonly takeBack: string;
  readonly carry: string;
  readonly remove: string;
  readonly handle: string;
  readonly handleHelp: string;
  readonly add: string;
  readonly paste: string;
  readonly pasteHelp: string;
  readonly pasteAdd: string;
  readonly title: string;
  readonly isRound: string;
  readonly roundTitle: string;
  readonly plannedMinutes: string;
  readonly presenter: string;
  // What was done
  readonly saidMoved: string; // {title} flyttad till plats {n} av {of}
  readonly saidBack: string;
  readonly didMove: string;
  readonly didEdit: string;
  readonly didNext: string;
  readonly didRemove: string;
  readonly didExtend: string;
  readonly didPark: string;
  readonly didReturn: string;
  readonly didCarry: string;
  readonly didAdd: string;
  readonly didPaste: string;
};

/** Those of some words that have a form for one and a form for more. */
export type Counted<W> = keyof W extends infer K ? (K extends `${infer Stem}One` ? Stem : never) : never;

/** Fills the named places of a text. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** Returns the text for a number of things. */
export function count<W extends Readonly<Record<string, string>>>(words: W, of: Counted<W>, n: number): string {
  return fill(words[n === 1 ? `${of}One` : `${of}Other`] ?? "", { n });
}
