// Where one row has no room for all the buttons over the texts the rest is folded away, under
// a button that is always at hand. It comes out too when the keyboard goes there. And on a phone
// the buttons lie over the keyboard, not under it.
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { AllWords } from "../words";
import type { Desk } from "./desk";

type Props = { readonly bar: { readonly current: HTMLElement | null }; readonly desk: Desk; readonly words: AllWords };

export function Fold({ bar, desk, words }: Props) {
  const [folds, setFolds] = useState(false);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const buttons = bar.current;
    if (!buttons) return;
    const watch = new ResizeObserver(() => { if (buttons.offsetHeight) setFolds(isFolded(buttons.lastElementChild)); });
    watch.observe(buttons);
    buttons.addEventListener("focusin", e => { if (isFolded(e.target)) setOpen(true); });
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    bar.current?.parentElement?.classList.toggle("open", open);
    if (open) desk.reveal();
  }, [open]);
  useOverKeyboard(bar, () => desk.reveal());
  if (!folds) return null;
  return (
    <button type="button" class="tool" aria-label={words.moreTools} aria-expanded={open}
      onMouseDown={e => e.preventDefault()} onClick={() => setOpen(!open)}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12h.01M12 12h.01M19 12h.01" /></svg>
    </button>
  );
}

/** Whether a button stands in another row than the first. */
function isFolded(button: EventTarget | null): boolean {
  if (!(button instanceof HTMLElement)) return false;
  const first = button.parentElement?.firstElementChild;
  return first instanceof HTMLElement && button.offsetTop >= first.offsetTop + first.offsetHeight;
}

/** Where a keyboard covers the page instead of making it smaller, as on iOS, what stands at the foot is lifted over it, and not over where one writes. */
function useOverKeyboard(bar: { readonly current: HTMLElement | null }, lifted: () => void): void {
  useLayoutEffect(() => {
    const view = visualViewport;
    let last = 0;
    const lift = () => {
      const box = bar.current?.parentElement;
      if (!view || !box) return;
      const { position, bottom } = getComputedStyle(box);
      const covered = position === "fixed" && view.scale === 1 ? innerHeight - view.height - view.offsetTop - parseFloat(bottom) : 0;
      box.style.translate = covered > 1 ? `0 ${-covered}px` : "";
      if (covered > last) lifted();
      last = covered;
    };
    view?.addEventListener("resize", lift);
    view?.addEventListener("scroll", lift);
    return () => {
      view?.removeEventListener("resize", lift);
      view?.removeEventListener("scroll", lift);
    };
  }, []);
}
