// What only those who run a meeting need is fetched for them before the room is drawn,
// so that it is nobody else's weight.
import { signal } from "@preact/signals";
import type { AllWords } from "../words";
import type { Live } from "./live";
import type * as Organiser from "./organiser";

export const tools = signal<(typeof Organiser & { readonly words: AllWords }) | undefined>(undefined);

/** Fetches the tools of those who run a meeting. Without them the room is as a guest sees it. */
export async function fetchTools(live: Live): Promise<void> {
  if (tools.peek()) return;
  try {
    tools.value = { ...await live.fetch("tools", () => import("./organiser")), words: live.all };
  } catch (error) {
    console.warn(error);
  }
}
