// A draft has another address once it gets another day or kind, and another speaker list.
import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Live } from "./live";

/** Opens the room of a draft anew, at the address it has by then, whenever it is planned anew or announced. */
export function useDraft(live: Live): void {
  const was = useRef("");
  useSignalEffect(() => {
    const { id, status, kind, start } = live.room.value.meeting;
    const plan = `${status} ${kind} ${start}`;
    if (was.current.startsWith("draft") && plan !== was.current) location.replace(live.data.base.replace(/[^/]+(?=\/rum$)/, id));
    else if (!was.current && location.pathname !== live.data.base) history.replaceState(null, "", live.data.base);
    was.current = plan;
  });
}
