// The captions in the room: a strip with the newest lines, which is closed until
// somebody opens it, and stays as it was on each device.
export {} from "../room"; // so that the room stays one file
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Live } from "../room/live";
import { follow, type State } from "./feed";
import { merged, seen, type Caption } from "./lines";

const key = "textning.remsa";

export function Strip({ live }: { readonly live: Live }) {
  const { all: words } = live;
  const [open, setOpen] = useState(wasOpen);
  const turn = () => {
    setOpen(!open);
    try {
      localStorage.setItem(key, open ? "" : "1");
    } catch {
      // it is remembered until the page is left
    }
  };
  return (
    <div class="caption-strip">
      <p><button type="button" class="button line" aria-expanded={open} aria-controls="remsa" onClick={turn}>{words.captions}</button></p>
      <div id="remsa" hidden={!open}>{open && <Lines live={live} />}</div>
    </div>
  );
}

function Lines({ live }: { readonly live: Live }) {
  const { all: words, data } = live;
  const page = data.base.replace(/rum$/, "textning");
  const [lines, setLines] = useState<readonly Caption[]>([]);
  const [state, setState] = useState<State>("open");
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  useEffect(() => follow(`${page}/flode`, come => setLines(had => merged(had, come)), setState), []);
  useLayoutEffect(() => {
    if (box.current && follows.current) box.current.scrollTop = box.current.scrollHeight;
  });
  const scrolled = ({ currentTarget: b }: { readonly currentTarget: HTMLElement }) => {
    follows.current = b.scrollTop + b.clientHeight > b.scrollHeight - 32;
  };
  const shown = state === "over" ? [] : seen(lines);
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard */}
      <div class="captions" tabIndex={0} ref={box} onScroll={scrolled}>
        <div role="log" aria-live="off" aria-label={words.captionsSaid}>
          {shown.map(c => <p key={c.line}><bdi>{c.text}</bdi></p>)}
          {shown.length === 0 && <p class="none">{state === "over" ? words.ended : words.captionsNone}</p>}
        </div>
      </div>
      <p class="meta">{state === "away" && `${words.captionsAway} `}{words.captionsNotKept} <a href={page}>{words.captionsPage}</a></p>
    </>
  );
}

function wasOpen(): boolean {
  try {
    return !!localStorage.getItem(key);
  } catch {
    return false;
  }
}
