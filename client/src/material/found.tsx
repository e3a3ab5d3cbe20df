// What is there already that somebody is about to share, with the offer to confirm it.
import { useEffect, useRef } from "preact/hooks";
import type { Live } from "../room/live";
import type { ID } from "../wire";

/** A link in what was pasted or a file that was sent, by its hash, and what is there already that it may be. */
export type FoundLink = { readonly href: string; readonly file?: string; readonly title: string; readonly mended: boolean; readonly here: string; readonly hits: readonly Hit[] };

/** An entry of the support list that a link may be. */
export type Hit = { readonly id: ID; readonly title: string; readonly href: string; readonly same: boolean; readonly say: string };

/** Asks the server which links a text has, and what is there already that they, or the file of an upload, may be. */
export async function lookUp(live: Live, what: { readonly text: string } | { readonly fil: string }, title: string): Promise<readonly FoundLink[]> {
  const answer = await fetch(`${live.data.base}/finns`, { method: "POST", body: new URLSearchParams({ ...what, title }) });
  if (!answer.ok) throw new Error(`what is there: ${answer.status}`);
  return (await answer.json()) as readonly FoundLink[];
}

type Props = { readonly live: Live; readonly link: FoundLink; readonly confirm: (hit: Hit) => void; readonly share: () => void; readonly leave: () => void };

export function Found({ live, link, confirm, share, leave }: Props) {
  const { all: words } = live;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [link]);
  return (
    <div ref={box} class="notice warn" role="group" aria-labelledby="found-title" tabIndex={-1}>
      <p><strong id="found-title">{words.materialFound}</strong> {words.materialFoundLead}</p>
      <ul>
        {link.hits.map(hit => (
          <li key={hit.id}>
            <p><a href={hit.href} rel="noopener" target="_blank"><bdi>{hit.title}</bdi></a></p>
            <p class="by">{hit.say}</p>
            <p class="actions"><button type="button" class="button line" aria-label={`${words.confirmMaterial}: ${hit.title}`} onClick={() => confirm(hit)}>{words.confirmMaterial}</button></p>
          </li>
        ))}
      </ul>
      <p class="actions">
        {!link.hits.some(h => h.same) && <button type="button" class="button line" onClick={share}>{words.shareAnyway}</button>}
        <button type="button" class="button plain" onClick={leave}>{words.cancel}</button>
      </p>
    </div>
  );
}
