// "Finns redan?": while somebody writes a line, those like it that have been said before,
// here and in earlier meetings, are offered to say the same as. The server is asked when
// the fingers rest.
export {} from "../room"; // so that the room stays one file
import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Live } from "../room/live";
import type { SignalID, SignalKind } from "../wire";
import { count, fill } from "../words";
import type { Own } from "./row";

/** A line that was said before; with an address, something that was shared. */
export type Said = { readonly href?: string; readonly id: SignalID; readonly kind: SignalKind; readonly text: string; readonly voices: number; readonly when?: string };

const rest = 700; // milliseconds without a key
const least = 6; // characters

type Props = { readonly live: Live; readonly line: RefObject<HTMLInputElement | null>; readonly mine: Own; readonly take: (said: Said) => void };

export function Alike({ live, line, mine, take }: Props) {
  const { all: words } = live;
  const found = useAlike(live, line).filter(s => !mine.own.has(s.id) && !mine.same.has(s.id));
  useEffect(() => {
    if (found.length > 0) live.say(count(words, "alike", found.length));
  }, [found.length]);
  if (found.length === 0) return null;
  return (
    <section class="alike" aria-labelledby="alike-title">
      <h3 id="alike-title">{words.alikeTitle}</h3>
      <ul>
        {found.map(s => (
          <li key={s.id || s.href} class="signal"><div class="said">
            <p class="saying"><bdi>{s.text}</bdi></p>
            <p class="by">{[s.when && fill(words.alikeWhen, { when: s.when }), s.voices > 1 && count(words, "voices", s.voices)].filter(Boolean).join(" · ")}</p>
            {s.href ? <a class="button plain join" href={s.href} rel="noopener" target="_blank" aria-label={`${words.alikeOpen}: ${s.text}`}>{words.alikeOpen}</a>
              : <button type="button" class="button plain join" aria-label={`${words.alikeTake}: ${s.text}`} onClick={() => take(s)}>{words.alikeTake}</button>}
          </div></li>
        ))}
      </ul>
    </section>
  );
}

/** What is like the line as it is written; nothing while there is no answer. */
function useAlike(live: Live, line: RefObject<HTMLInputElement | null>): readonly Said[] {
  const [found, set] = useState<readonly Said[]>([]);
  useEffect(() => {
    const input = line.current;
    if (!input) return;
    let timer = 0;
    let asked = new AbortController();
    const ask = async () => {
      asked = new AbortController();
      try {
        const answer = await fetch(`${live.data.base}/liknar?${new URLSearchParams({ text: input.value })}`, { signal: asked.signal });
        if (answer.ok) set((await answer.json()) as readonly Said[]);
      } catch {
        set([]); // it is a help, and can be done without
      }
    };
    const typed = () => {
      clearTimeout(timer);
      asked.abort();
      if (input.value.trim().length < least) set([]);
      else timer = setTimeout(() => void ask(), rest);
    };
    input.addEventListener("input", typed);
    typed(); // what was written before this was here
    return () => {
      clearTimeout(timer);
      asked.abort();
      input.removeEventListener("input", typed);
    };
  }, []);
  return found;
}
