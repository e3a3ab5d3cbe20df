// The cue that one's turn is coming: shown and told once, and heard and felt by those
// who have said that they want it.
import { signal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Live } from "../room/live";
import type { ID, Queue } from "../wire";
import { placeOf } from "./state";

/** Where somebody stands: with the floor, first of those who wait, further back, or nowhere. */
export type Standing = "speaks" | "next" | "waits" | "";

export function standing(queue: Queue, who: ID): Standing {
  if (who && queue.speaker?.who === who) return "speaks";
  const place = placeOf(queue, who);
  if (place < 0) return "";
  return place === 0 ? "next" : "waits";
}

/** Tells what is to be cued when somebody goes from one standing to another. Whoever asks and is next at once reads it on the button. */
export function cue(from: Standing, to: Standing): "speaks" | "next" | "" {
  if (to === "speaks" && from !== "speaks") return "speaks";
  return to === "next" && from === "waits" ? "next" : "";
}

const kept = "ringain-cue";

/** Whether the cue is to be heard and felt. */
export const wanted = signal(read());

function read(): boolean {
  try {
    return localStorage.getItem(kept) === "1";
  } catch {
    return false; // a browser that keeps nothing
  }
}

/** Says whether the cue is to be heard. It is heard once at that, so that one knows it, and the browser lets it be heard later. */
export function want(on: boolean): void {
  wanted.value = on;
  try {
    localStorage.setItem(kept, on ? "1" : "");
  } catch { /* then it is for this visit */ }
  if (on) sound(1);
}

/** Sounds so many times. What sounds is fetched when it is wanted. */
function sound(times: number): void {
  void import("./sound").then(part => part.sound(times), console.warn);
}

/** Cues the person of a room, once for each time their turn comes nearer. */
export function useCue(live: Live): void {
  const before = useRef<Standing>(undefined);
  const title = useRef(document.title);
  useSignalEffect(() => {
    const now = standing(live.room.value.queue, live.you.value.id);
    const told = before.current === undefined ? "" : cue(before.current, now);
    before.current = now;
    document.title = now === "speaks" ? `${live.words.yourTurn} · ${title.current}` : title.current;
    if (!told) return;
    live.show(told === "speaks" ? live.words.yourTurn : live.words.yourNext);
    if (wanted.peek()) sound(told === "speaks" ? 2 : 1);
  });
}
