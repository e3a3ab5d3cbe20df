// What only those who run a meeting need is fetched for them before the room is drawn,
// so that it is nobody else's weight.
import { signal } from "@preact/signals";
import type * as Organiser from "./organiser";

export const tools = signal<typeof Organiser | undefined>(undefined);

/** Fetches the tools of those who run a meeting. Without them the room is as a guest sees it. */
export async function fetchTools(): Promise<void> {
  try {
    tools.value = await import("./organiser");
  } catch (error) {
    console.warn("the tools of organisers could not be fetched", error);
  }
}
