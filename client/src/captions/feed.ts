// The captions as they come: server-sent events, which the browser asks for again by
// itself when the line breaks.
import type { Caption } from "./lines";

/** How it goes: over means that there will be no more. */
export type State = "open" | "away" | "over";

const again = 5_000; // milliseconds until it is asked for anew after a refusal

/** Follows the captions at an address. Returns what ends it. */
export function follow(address: string, take: (lines: readonly Caption[]) => void, told: (state: State) => void): () => void {
  let timer = 0;
  let source: EventSource;
  const open = () => {
    source = new EventSource(address);
    source.onmessage = ({ data }) => {
      told("open");
      take(JSON.parse(String(data)) as readonly Caption[]);
    };
    source.addEventListener("end", () => {
      source.close();
      told("over");
    });
    source.onerror = () => {
      told("away");
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, again);
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
