// Dragging a row by its handle with a pointer: mouse, pen or finger.
import { landing, shift, type Box } from "./order";

/** Follows a drag that begins with event on the row at place from, and tells where the row was let go. Escape, or a change of the list, takes it back. */
export function drag(event: PointerEvent, list: HTMLElement, from: number, moved: (to: number) => void): void {
  if (event.button !== 0 || !event.isPrimary) return;
  const handle = event.currentTarget as HTMLElement;
  const rows = [...list.children].filter(r => r instanceof HTMLElement);
  const boxes: readonly Box[] = rows.map(r => ({ top: r.offsetTop, height: r.offsetHeight }));
  const began = event.clientY + scrollY;
  let to = from;
  let y = event.clientY;

  const place = () => {
    const dy = y + scrollY - began;
    to = landing(boxes, from, dy);
    rows.forEach((row, i) => (row.style.translate = `0 ${i === from ? dy : shift(boxes, from, to, i)}px`));
  };
  const move = (e: PointerEvent) => {
    y = e.clientY;
    if (y < 60) scrollBy(0, -12);
    else if (y > innerHeight - 60) scrollBy(0, 12);
    place();
  };
  const stop = (e: Event) => {
    if (e instanceof KeyboardEvent && e.key !== "Escape") return;
    over.abort();
    watching.disconnect();
    list.classList.remove("moving");
    rows[from]?.classList.remove("dragged");
    for (const row of rows) row.style.translate = "";
    if (e.type === "pointerup" && to !== from) moved(to);
  };

  const over = new AbortController();
  const { signal } = over;
  const watching = new MutationObserver(() => stop(new Event("changed")));
  watching.observe(list, { childList: true });
  handle.setPointerCapture(event.pointerId);
  handle.addEventListener("pointermove", move, { signal });
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"] as const) handle.addEventListener(name, stop, { signal });
  addEventListener("keydown", stop, { signal });
  addEventListener("scroll", place, { signal, passive: true });
  list.classList.add("moving");
  rows[from]?.classList.add("dragged");
}
