// What is said of material that others share while one is elsewhere in the room.
import { useEffect, useRef } from "preact/hooks";
import type { Live } from "../room/live";
import { count } from "../words";

/** Says how much has been shared, when no more is for a moment. */
export function useTellingOfMaterial(live: Live): void {
  const n = live.room.value.material?.length ?? 0;
  const told = useRef(n);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (n > told.current) live.say(count(live.all, "newMaterial", n - told.current));
      told.current = n;
    }, 2_000);
    return () => clearTimeout(timer);
  }, [n]);
}
