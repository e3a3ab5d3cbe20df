// The menu of one row: arrows, Home and End move in it, Escape closes it.
import { useEffect, useRef, useState } from "preact/hooks";

export type Choice = { readonly text: string; readonly do: () => void; readonly grave?: boolean };

export function Menu({ label, choices }: { readonly label: string; readonly choices: readonly Choice[] }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const items = () => [...(list.current?.querySelectorAll("button") ?? [])];

  useEffect(() => {
    if (!open) return;
    list.current?.scrollIntoView({ block: "nearest" });
    items()[0]?.focus({ preventScroll: true });
    addEventListener("resize", close); // its row may not be seen any more
    return () => removeEventListener("resize", close);
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const keys = (e: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(e.target as HTMLButtonElement);
    const to = { ArrowDown: (at + 1) % all.length, ArrowUp: (at + all.length - 1) % all.length, Home: 0, End: all.length - 1 }[e.key];
    if (e.key === "Escape") close();
    else if (e.key === "Tab") setOpen(false);
    if (to === undefined) return;
    e.preventDefault();
    all[to]?.focus();
  };
  const left = (e: FocusEvent) => {
    if (!(e.relatedTarget instanceof Node && list.current?.parentElement?.contains(e.relatedTarget))) setOpen(false);
  };

  return (
    <div class="more" onFocusOut={left}>
      <button ref={button} type="button" class="icon" aria-haspopup="menu" aria-expanded={open} aria-label={label} onClick={() => setOpen(!open)}>
        <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="5" r="2" /><circle cx="12" cy="12" r="2" /><circle cx="12" cy="19" r="2" /></svg>
      </button>
      {open && (
        <div ref={list} class="menu" role="menu" tabIndex={-1} aria-label={label} onKeyDown={keys}>
          {choices.map(c => (
            <button key={c.text} type="button" role="menuitem" tabIndex={-1} class={c.grave ? "grave" : undefined} onClick={() => { close(); c.do(); }}>
              {c.text}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
