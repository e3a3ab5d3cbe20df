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
  const stands = useRef(false); // the part, in the place of what the server wrote
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
  stands.current ||= part !== undefined && isLeft(place.current); // somebody may have begun to write since it was fetched
  useEffect(() => {
    if (part && !stands.current) whenLeft(place.current, () => setPart({ ...part }));
  }, [part]);
  return part && stands.current ? <part.Part live={live} /> : <div ref={place} onPointerEnter={() => setNear(true)} />;
}

/** Whether nobody writes in a place, and nothing is typed there that is not sent. */
function isLeft(place: HTMLElement | null): boolean {
  const written = [...place?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input[type=text], input:not([type]), textarea") ?? []];
  return !place?.contains(document.activeElement) && written.every(w => w.value === w.defaultValue);
}

/** Does something when a place is left. */
function whenLeft(place: HTMLElement | null, run: () => void): void {
  if (isLeft(place)) run();
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
