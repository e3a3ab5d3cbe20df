// A part of the room that is fetched when it is wanted: beside the agenda in an idle
// moment, and on a phone when somebody turns to it. Until then it is what the server
// wrote, whose forms work by themselves; it is not taken away from under somebody who
// writes there.
import type { FunctionComponent } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Live } from "./live";

type Part = FunctionComponent<{ readonly live: Live }>;

type Props = { readonly live: Live; readonly written: Element | null; readonly wanted: boolean; readonly fetch: () => Promise<Part> };

export function Later({ live, written, wanted, fetch }: Props) {
  const [part, setPart] = useState<{ readonly Part: Part }>();
  const [near, setNear] = useState(false); // where little is to be fetched, whoever comes near wants it
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (written) place.current?.append(written);
  }, []);
  const load = async () => {
    try {
      const Part = await fetch();
      whenLeft(place.current, () => setPart({ Part }));
    } catch (error) {
      console.warn(error); // what the server wrote stays
    }
  };
  const reached = live.line.value !== "away"; // what could not be fetched is asked for again when the line is back
  useEffect(() => ((wanted || near) && reached && !part ? whenIdle(() => void load()) : undefined), [wanted, near, reached]);
  return part ? <part.Part live={live} /> : <div ref={place} onPointerEnter={() => setNear(true)} />;
}

/** Does something when nobody writes in a place, and nothing is typed there that is not sent. */
function whenLeft(place: HTMLElement | null, run: () => void): void {
  const written = [...place?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input[type=text], input:not([type]), textarea") ?? []];
  if (!place?.contains(document.activeElement) && written.every(w => w.value === w.defaultValue)) run();
  else place?.addEventListener("focusout", () => setTimeout(() => whenLeft(place, run)), { once: true });
}

/** Does something when the browser has nothing else to do, or soon; returns what calls it off. */
export function whenIdle(run: () => void): () => void {
  if (!("requestIdleCallback" in globalThis)) {
    const timer = setTimeout(run, 500);
    return () => clearTimeout(timer);
  }
  const id = requestIdleCallback(run, { timeout: 3_000 });
  return () => cancelIdleCallback(id);
}
