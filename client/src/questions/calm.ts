// An order that does not change under somebody's hand: while they point, press or use
// keys in a list, and for a moment after, what is there stays where it is.
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

const calm = 3_000; // milliseconds after the last movement

/** Returns the order to show: the one given, or the one that somebody has at hand, with what is new after it. */
export function useCalm(list: RefObject<HTMLElement | null>, order: readonly string[]): readonly string[] {
  const [held, hold] = useState<readonly string[]>();
  const shown = useRef(order);
  shown.current = held ? kept(held, order) : order;
  const before = document.activeElement; // some browsers drop the focus of what is moved
  useLayoutEffect(() => {
    if (before instanceof HTMLElement && list.current?.contains(before) && document.activeElement === document.body) before.focus({ preventScroll: true });
  });
  useEffect(() => {
    let timer = 0;
    const rest = () => {
      if (list.current?.querySelector(":focus-visible")) timer = setTimeout(rest, calm);
      else hold(undefined);
    };
    const touch = ({ target }: Event) => {
      if (!(target instanceof Node && list.current?.contains(target))) return;
      hold(shown.current);
      clearTimeout(timer);
      timer = setTimeout(rest, calm);
    };
    const kinds = ["pointermove", "pointerdown", "keydown", "focusin"] as const; // anywhere, since the list may be drawn anew
    for (const kind of kinds) addEventListener(kind, touch);
    return () => {
      clearTimeout(timer);
      for (const kind of kinds) removeEventListener(kind, touch);
    };
  }, []);
  return shown.current;
}

/** The order that is held, without what is gone and with what is new last. */
export function kept(held: readonly string[], order: readonly string[]): readonly string[] {
  return [...held.filter(id => order.includes(id)), ...order.filter(id => !held.includes(id))];
}
