// On a phone the room shows one part at a time, chosen with tabs at its foot. Where
// there is room for all of them there are no tabs, and nothing is hidden.
import { signal, type Signal } from "@preact/signals";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Words } from "../words";

/** A part of the room. */
export type Part = { readonly id: string; readonly word: string; readonly path: string };

const small = matchMedia("(max-width: 47.99rem)");

/** Whether there is room for one part at a time only. */
export const narrow: Signal<boolean> = signal(small.matches);
small.addEventListener("change", () => (narrow.value = small.matches));

/** What makes an element the panel of a part. One with nothing to write in is itself reached by keyboard, since it may scroll. */
export function panel(id: string, shown: string, isRead?: unknown) {
  const attributes = { id: `panel-${id}`, class: id === shown ? `panel panel-${id} shown` : `panel panel-${id}`, tabIndex: isRead ? 0 : undefined };
  return narrow.value ? { ...attributes, role: "tabpanel", "aria-labelledby": `tab-${id}` } as const : attributes;
}

/** The part that is shown, and what shows another. A room that is loaded again, as by a form that the server wrote, shows the one it showed. */
export function useShown(base: string): readonly [string, (id: string) => void] {
  const [shown, set] = useState(() => {
    try {
      return sessionStorage.getItem(base) ?? "agenda";
    } catch {
      return "agenda"; // nothing may be kept
    }
  });
  return [shown, id => {
    set(id);
    try {
      sessionStorage.setItem(base, id);
    } catch {
      // then it is shown this time only
    }
  }];
}

type Props = { readonly parts: readonly Part[]; readonly shown: string; readonly show: (id: string) => void; readonly words: Words };

/** The tabs: one stop for Tab, arrows between them. Each panel keeps its place in the page. */
export function Tabs({ parts, shown, show, words }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const places = useRef(new Map<string, number>());
  const before = useRef(shown);
  useLayoutEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    scrollTo(0, Math.max(places.current.get(shown) ?? 0, top(list.current)));
  }, [shown]);
  const go = (id: string) => {
    if (id === shown) return;
    places.current.set(shown, scrollY);
    show(id);
  };
  const keys = (e: KeyboardEvent) => {
    const at = parts.findIndex(p => p.id === shown);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[e.key];
    const next = to === undefined ? undefined : parts.at(to % parts.length);
    if (!next) return;
    e.preventDefault();
    go(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  if (!narrow.value) return null;
  return (
    <nav class="tabs no-print" aria-label={words.parts}>
      <div ref={list} role="tablist" tabIndex={-1} onKeyDown={keys}>
        {parts.map(({ id, word, path }) => (
          <button key={id} id={`tab-${id}`} type="button" role="tab" aria-selected={id === shown} aria-controls={`panel-${id}`}
            tabIndex={id === shown ? 0 : -1} onClick={() => go(id)}>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d={path} /></svg>{word}
          </button>
        ))}
      </div>
    </nav>
  );
}

/** Where the card over the parts begins on the page: whoever turns to a part wants to see as much of it as there is room for. */
function top(inside: HTMLElement | null): number {
  const grid = inside?.closest(".room")?.querySelector(".room-grid");
  return grid ? grid.getBoundingClientRect().top + scrollY : 0;
}
