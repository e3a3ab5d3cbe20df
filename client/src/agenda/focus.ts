// Focus stays where the person left it when a list is redrawn, also in browsers
// that drop it when an element is moved.
import { useLayoutEffect } from "preact/hooks";

/** Focuses again what had focus before this redraw, if it has lost it but is still there. */
export function useKeptFocus(): void {
  const before = document.activeElement;
  useLayoutEffect(() => {
    if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body) before.focus();
  });
}
