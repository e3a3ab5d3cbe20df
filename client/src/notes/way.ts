// The notes' way to the room and the server.
import type { ReadonlySignal } from "@preact/signals";
import type { Instant } from "../wire";
import type { Barred } from "./barred";

/** What the notes need of the room: its line, its clock and whether the person may write. */
export type Way = {
  readonly meeting: string;
  /** Sends a binary frame, if the line is open. */
  readonly send: (frame: Uint8Array) => boolean;
  /** Leaves a line that does not answer, and opens it anew. */
  readonly again: () => void;
  /** The server's clock. */
  readonly now: () => Instant;
  /** Why the person may only read, as far as the room knows; undefined when they may write. */
  readonly barred: ReadonlySignal<Barred | undefined>;
};
