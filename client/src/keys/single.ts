// Whether the keys that are one sign alone do anything, as the device remembers it.
import { signal } from "@preact/signals";

const kept = "ringain-keys";

/** Whether the keys that are one sign alone do anything. */
export const single = signal(read());

function read(): boolean {
  try {
    return localStorage.getItem(kept) !== "off";
  } catch {
    return true; // a browser that keeps nothing
  }
}

/** Turns the keys that are one sign alone on or off. */
export function use(on: boolean): void {
  single.value = on;
  try {
    localStorage.setItem(kept, on ? "" : "off");
  } catch { /* then it is for this visit */ }
}
