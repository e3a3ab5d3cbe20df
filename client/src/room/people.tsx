// Who is here, and the ways in to the meeting's sound.
import { useEffect, useRef } from "preact/hooks";
import type { Ways as WaysIn } from "../wire";
import { count, fill, type Words } from "../words";
import { OwnCode } from "../queue/code";
import { nameOf, stateOf } from "../queue/names";
import { withCallers } from "./here";
import type { Live } from "./live";
import { tools } from "./tools";

const sectors = ["civilsamhalle", "myndighet", "region", "kommun", "foretag", "annat"] as const;
const quiet = 30_000; // milliseconds between telling that people have come

export function People({ live }: { readonly live: Live }) {
  const { words, data } = live;
  const { count: open, people } = live.presence.value;
  const name = live.you.value.name || live.data.name;
  const present = { ...live.presence.value, count: Math.max(open, name ? 1 : 0) }; // one is here oneself, even before it is told
  const { count: n, sectors: of } = withCallers(present, live.room.value.callers ?? []);
  const runs = live.onDuty ? tools.value : undefined;
  useTellingOfJoins(live, n);
  const bySector = sectors.filter(s => of?.[s]).map(s => `${words[s]} ${of[s]}`);
  const named = people ?? [];
  const { muted = [] } = live.room.value.house ?? {};
  return (
    <section class="people no-print" aria-labelledby="people-title">
      <h2 id="people-title">{words.people}</h2>
      {name ? <p class="meta">{fill(words.youAre, { name })}</p>
        : <p class="meta">{words.following} <a href={data.base.replace(/\/rum$/, "")}>{words.join}</a></p>}
      <OwnCode live={live} />
      <p class="countdown">{count(words, "here", n)}</p>
      {bySector.length > 0 && <p class="meta">{bySector.join(" · ")}</p>}
      {named.length > 0 && (
        <ul>
          {named.map((p, i) => (
            <li key={p.id || `${p.name} ${p.organisation} ${i}`} class={runs && "caller"}>
              <span class="name"><bdi>{p.name || words.hiddenName}</bdi></span>{" "}
              <span class="meta">{[p.organisation, p.role === "organiser" && words.organiser, ...live.dutiesOf(p.id).map(duty => words[duty]), runs && muted.includes(p.id) && live.all.isMuted].filter(Boolean).join(" · ")}</span>
              {runs && (p.role === "guest" || p.id === live.you.value.id) && <runs.PersonMenu live={live} who={p} />}
            </li>
          ))}
        </ul>
      )}
      <Callers live={live} />
      {tools.value && <tools.value.HouseTools live={live} />}
      {open > named.length && named.length > 0 && <p class="meta">{fill(words.more, { n: open - named.length })}</p>}
    </section>
  );
}

/** Those who ring in, with what an organiser does for them. */
function Callers({ live }: { readonly live: Live }) {
  const { words } = live;
  const { callers = [] } = live.room.value;
  const runs = live.may("caller.add") ? tools.value : undefined;
  return (
    <>
      {callers.length > 0 && <p class="meta">{count(words, "callers", callers.length)}</p>}
      {runs && <runs.CallerTools live={live} />}
      {!runs && callers.length > 0 && (
        <ul>{callers.map(c => <li key={c.id}><span class="name">{nameOf(c, words)}</span>{" "}<span class="meta">{stateOf(c, words)}</span></li>)}</ul>
      )}
    </>
  );
}

/** Says how many have come, at most once in half a minute. */
function useTellingOfJoins(live: Live, n: number): void {
  const told = useRef({ at: live.now.peek(), n });
  useEffect(() => {
    const now = live.now.peek();
    if (now - told.current.at < quiet) return;
    if (n > told.current.n) live.say(count(live.words, "joined", n - told.current.n));
    told.current = { at: now, n };
  }, [n]);
}

/** The ways in at hand on a small screen, where the section about them is far down. */
export function Sound({ ways, words }: { readonly ways: WaysIn; readonly words: Words }) {
  if (!ways.phone && !ways.link) return null;
  return (
    <p class="actions sound">
      {ways.phone && <a class="button line" href={dial(ways)}>{words.waysIn}</a>}
      {ways.link && <a class="button line" href={ways.link}>{words.link}</a>}
    </p>
  );
}

/** Returns the address that dials the number and, when the call is answered, the code. */
export function dial(ways: WaysIn): string {
  const code = (ways.code ?? "").replace(/[^0-9*]/g, "");
  return `tel:${(ways.phone ?? "").replace(/[^0-9+]/g, "")}${code && `,,${code}%23`}`;
}
