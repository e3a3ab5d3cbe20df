// The buttons over the texts, as a toolbar of WAI-ARIA: one stop for Tab, arrows between
// the buttons, Escape back to the text. On a phone it lies over the keyboard.
import { useEffect, useRef, useState } from "preact/hooks";
import type { AllWords } from "../words";
import type { Desk } from "./desk";
import type { Deed } from "./keys";

type Button = { readonly deed: Deed; readonly word: keyof AllWords; readonly keys: string; readonly shows: "word" | "letter" | "picture"; readonly path?: string };

const buttons: readonly Button[] = [
  { deed: "heading", word: "heading", keys: "Ctrl+Alt+2", shows: "word" },
  { deed: "bullet_list", word: "bulletList", keys: "Ctrl+Shift+8", shows: "picture", path: "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01" },
  { deed: "ordered_list", word: "numberedList", keys: "Ctrl+Shift+7", shows: "picture", path: "M10 6h10M10 12h10M10 18h10M4 4.5l1.2-.7V8.5M3.5 8.5h3M3.6 15.6c.3-1 2.6-1 2.6.4 0 1.2-2.6 2-2.6 3.5h2.8" },
  { deed: "beslut", word: "beslut", keys: "", shows: "word" },
  { deed: "atgard", word: "atgard", keys: "", shows: "word" },
  { deed: "strong", word: "bold", keys: "Ctrl+B", shows: "letter" },
  { deed: "em", word: "italic", keys: "Ctrl+I", shows: "letter" },
  { deed: "link", word: "linkTo", keys: "Ctrl+K", shows: "picture", path: "M10 14a4 4 0 0 0 5.7 0l3.3-3.3a4 4 0 0 0-5.7-5.7l-1.3 1.3M14 10a4 4 0 0 0-5.7 0L5 13.3a4 4 0 0 0 5.7 5.7l1.3-1.3" },
  { deed: "undo", word: "undo", keys: "Ctrl+Z", shows: "picture", path: "M8 5L4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-4" },
  { deed: "redo", word: "redo", keys: "Ctrl+Y", shows: "picture", path: "M16 5l4 4-4 4M20 9H10a5.5 5.5 0 0 0 0 11h4" },
];

const asAria = (keys: string) => keys.replace("Ctrl", "Control") || undefined;

export function Toolbar({ desk, words }: { readonly desk: Desk; readonly words: AllWords }) {
  const bar = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState(0);
  const { pressed, undo, redo } = desk.held.value;
  const { LinkForm: Form, Fold } = desk.more.value ?? {};
  const go = (to: number) => {
    const at = (to + buttons.length) % buttons.length;
    setStop(at);
    bar.current?.querySelectorAll("button")[at]?.focus();
  };
  useEffect(() => { desk.leave = () => go(stop); });
  const keys = (e: KeyboardEvent) => {
    const at = [...bar.current?.querySelectorAll("button") ?? []].indexOf(e.target as HTMLButtonElement); // keys come faster than what is drawn
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[e.key];
    if (e.key === "Escape") desk.back();
    else if (to === undefined) return;
    else go(to);
    e.preventDefault();
  };
  const can = { undo, redo };
  return (
    <div class="tools-of-notes">
      <div ref={bar} class="toolbar" role="toolbar" tabIndex={-1} aria-label={words.formatting} onKeyDown={keys} onMouseDown={e => e.preventDefault()}>
        {buttons.map(({ deed, word, keys: shortcut, shows, path }, i) => {
          const once = deed === "undo" || deed === "redo";
          const label = words[word];
          return (
            <button key={deed} type="button" class={`tool ${deed}`} tabIndex={i === stop ? 0 : -1} onFocus={() => setStop(i)} onClick={() => desk.do(deed)}
              aria-label={shows === "word" ? undefined : label} title={shortcut ? `${label} (${shortcut})` : label} aria-keyshortcuts={asAria(shortcut)}
              aria-pressed={once || deed === "link" ? undefined : pressed.has(deed)} aria-disabled={once && !can[deed] ? true : undefined}>
              {shows === "word" && label}
              {shows === "letter" && label.charAt(0)}
              {shows === "picture" && <svg viewBox="0 0 24 24" aria-hidden="true"><path d={path} /></svg>}
            </button>
          );
        })}
      </div>
      {Fold && <Fold bar={bar} desk={desk} words={words} />}
      {Form && desk.link.value !== undefined && <Form desk={desk} words={words} address={desk.link.value} />}
    </div>
  );
}
