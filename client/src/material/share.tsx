// Sharing a link in one step: it is pasted or dropped, looked for in what is there
// already, and shared. What is typed stays until the server has it.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Live } from "../room/live";
import { bounds, type Reply, type ShareMaterial as Share } from "../wire";
import { fill } from "../words";
import { Found, lookUp, type FoundLink, type Hit } from "./found";
import { Places } from "./places";

/** What is said of a link: where it belongs, and whose it is. */
type Said = Pick<Share, "kind" | "item" | "nameless">;

export function ShareMaterial({ live }: { readonly live: Live }) {
  const { all: words } = live;
  const form = useRef<HTMLFormElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const [asks, setAsks] = useState<readonly FoundLink[]>([]); // those that may be there already, in order
  const [ask] = asks;
  const said = (): Said => {
    const data = new FormData(form.current ?? undefined);
    return { kind: String(data.get("kind") ?? "") || undefined, item: String(data.get("item") ?? "") || undefined, nameless: data.has("nameless") || undefined };
  };
  const send = (what: Omit<Share, "do">, done: string) => new Promise<boolean>(then => {
    live.do({ do: "material.share", ...said(), ...what }, done, undefined, ({ refused, say = "", re }: Reply) => {
      if (refused === "unsaved") return;
      if (refused) setWrong(say);
      else live.mine.value = { ...live.mine.value, shared: [...(live.mine.value.shared ?? []), re] };
      then(!refused);
    });
  });
  const shareLink = (l: FoundLink) => send({ address: l.href, title: l.title || undefined, mended: l.mended || undefined }, l.mended ? words.didMendMaterial : words.didShareMaterial);
  const take = async (given: string) => {
    if (busy || !given.trim()) {
      text.current?.focus();
      return;
    }
    setBusy(true);
    setWrong("");
    const title = String(new FormData(form.current ?? undefined).get("title") ?? "");
    const found = await lookUp(live, given, title).catch(() => undefined);
    const here = found?.find(l => l.here);
    let left = found ?? [];
    if (!found) setWrong(words.materialUnasked);
    else if (found.length === 0) setWrong(words.materialNoLink);
    else if (here && found.length === 1) setWrong(fill(words.materialHere, { title: here.here }));
    else {
      left = left.filter(l => !l.here);
      for (const link of left.filter(l => l.hits.length === 0)) {
        if (await shareLink(link)) left = left.filter(l => l !== link);
      }
      setAsks(left.filter(l => l.hits.length > 0));
      put(left.map(l => l.href).join("\n"));
    }
    setBusy(false);
  };
  const put = (rest: string) => {
    if (!rest) form.current?.reset();
    else if (text.current) text.current.value = rest;
  };
  const settle = () => {
    const rest = asks.slice(1);
    setAsks(rest);
    put(rest.map(l => l.href).join("\n"));
    if (rest.length === 0) text.current?.focus();
  };
  const answer = async (what: Promise<boolean>) => (await what) && settle();
  const drop = (e: DragEvent) => {
    e.preventDefault();
    const given = e.dataTransfer?.getData("text/uri-list") || e.dataTransfer?.getData("text/plain") || "";
    if (!given) return;
    if (text.current) text.current.value = given;
    void take(given);
  };
  useEffect(() => {
    if (wrong) text.current?.focus();
  }, [wrong]);
  return (
    <>
      {ask && <Found live={live} link={ask} confirm={(hit: Hit) => void answer(send({ entry: hit.id }, words.didShareMaterial))} share={() => void answer(shareLink(ask))} leave={settle} />}
      <form ref={form} class="share" onSubmit={e => { e.preventDefault(); void take(text.current?.value ?? ""); }}>
        <div class="field"><label for="material-address">{words.materialAddress}</label>
          {wrong && <p class="error" id="material-address-error">{wrong}</p>}
          <textarea id="material-address" ref={text} name="address" rows={2} maxLength={bounds.shared} inputMode="url" autocapitalize="off" autocomplete="off" spellcheck={false}
            aria-describedby={wrong ? "material-address-error material-address-hint" : "material-address-hint"} aria-invalid={wrong ? true : undefined}
            onDragOver={e => e.preventDefault()} onDrop={drop} />
          <p class="hint" id="material-address-hint">{words.materialHelp}</p></div>
        <details>
          <summary>{words.materialMore}</summary>
          <Places live={live} id="share" />
          <label class="check"><input type="checkbox" name="nameless" /><span>{words.questionNameless}</span></label>
        </details>
        <p class="actions"><button class="button line" aria-disabled={busy || undefined}>{words.shareMaterial}</button></p>
      </form>
    </>
  );
}
