// Focus stays where the person left it when a list is redrawn, also in browsers
// that drop it when an element is moved.
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/** Focuses again what had focus before this redraw, if it has lost it but is still there. */
export function useKeptFocus(): void {
  const before = document.activeElement;
  useLayoutEffect(() => {
    if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body) before.focus();
  });
}

/** Focuses the first field inside an element when it comes. */
export function useFocusWhenOpened(inside: RefObject<HTMLElement | null>): void {
  useEffect(() => inside.current?.querySelector<HTMLElement>("input, textarea")?.focus(), []);
}

/** Focuses what a selector finds inside an element when something in it has been closed. */
export function useFocusWhenClosed(open: boolean, inside: RefObject<HTMLElement | null>, selector: string): void {
  const was = useRef(open);
  useEffect(() => {
    if (was.current && !open) inside.current?.querySelector<HTMLElement>(selector)?.focus();
    was.current = open;
  }, [open]);
}
