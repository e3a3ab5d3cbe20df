// Sharing in one step: a link is pasted or dropped, or a file is chosen or dropped and sent;
// it is looked for in what is there already, and shared. What is typed stays until the
// server has it.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Live } from "../room/live";
import { bounds, type Reply, type ShareMaterial as Share } from "../wire";
import { fill } from "../words";
import { ChooseFile, useSender } from "./file";
import { Found, lookUp, type FoundLink, type Hit } from "./found";
import { Places } from "./places";

/** What is said of a link: where it belongs, and whose it is. */
type Said = Pick<Share, "kind" | "item" | "nameless" | "unlisted">;

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
    return { kind: String(data.get("kind") ?? "") || undefined, item: String(data.get("item") ?? "") || undefined, nameless: data.has("nameless") || undefined, unlisted: data.has("unlisted") || undefined };
  };
  const send = (what: Omit<Share, "do">, done: string) => new Promise<boolean>(then => {
    live.do({ do: "material.share", ...said(), ...what }, done, undefined, ({ refused, say = "", re }: Reply) => {
      if (refused === "unsaved") return;
      if (refused) setWrong(say);
      else live.mine.value = { ...live.mine.value, shared: [...(live.mine.value.shared ?? []), re] };
      then(!refused);
    });
  });
  const shareLink = (l: FoundLink) => send({ ...(l.file ? { file: l.file } : { address: l.href }), title: l.title || undefined, mended: l.mended || undefined }, l.mended ? words.didMendMaterial : words.didShareMaterial);
  const take = async (given: { readonly text: string } | { readonly fil: string }) => {
    if (busy || ("text" in given && !given.text.trim())) {
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
      if ("text" in given) put(linksOf(left));
      else if (left.length === 0 && !text.current?.value) form.current?.reset();
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
    if (ask?.file) form.current?.querySelector<HTMLInputElement>("[type=file]")?.focus();
    else put(linksOf(rest));
    if (!ask?.file && rest.length === 0) text.current?.focus();
  };
  const answer = async (what: Promise<boolean>) => (await what) && settle();
  const drop = (e: DragEvent) => {
    e.preventDefault();
    const file = e.dataTransfer?.files[0];
    if (file) return sender.begin(file);
    const given = e.dataTransfer?.getData("text/uri-list") || e.dataTransfer?.getData("text/plain") || "";
    if (!given) return;
    if (text.current) text.current.value = given;
    void take({ text: given });
  };
  const sender = useSender(live, file => void take({ fil: file.id }));
  useEffect(() => {
    const fil = new URLSearchParams(location.search).get("fil"); // sent by the form of the page, before its script was there
    if (!fil) return;
    history.replaceState(history.state, "", location.pathname);
    void take({ fil });
  }, []);
  useEffect(() => {
    if (wrong) text.current?.focus();
  }, [wrong]);
  return (
    <>
      {ask && <Found live={live} link={ask} confirm={(hit: Hit) => void answer(send({ entry: hit.id }, words.didShareMaterial))} share={() => void answer(shareLink(ask))} leave={settle} />}
      <form ref={form} class="share" onSubmit={e => { e.preventDefault(); void take({ text: text.current?.value ?? "" }); }}>
        <div class="field"><label for="material-address">{words.materialAddress}</label>
          {wrong && <p class="error" id="material-address-error">{wrong}</p>}
          <textarea id="material-address" ref={text} name="address" rows={2} maxLength={bounds.shared} inputMode="url" autocapitalize="off" autocomplete="off" spellcheck={false}
            aria-describedby={wrong ? "material-address-error material-address-hint" : "material-address-hint"} aria-invalid={wrong ? true : undefined}
            onDragOver={e => e.preventDefault()} onDrop={drop} />
          <p class="hint" id="material-address-hint">{words.materialHelp}</p></div>
        <ChooseFile live={live} sender={sender} />
        <details>
          <summary>{words.materialMore}</summary>
          <Places live={live} id="share" />
          <label class="check"><input type="checkbox" name="nameless" /><span>{words.questionNameless}</span></label>
          <label class="check"><input type="checkbox" name="unlisted" /><span>{words.materialUnlisted}</span></label>
        </details>
        <p class="hint">{words.materialListed}</p>
        <p class="actions"><button class="button line" aria-disabled={busy || undefined}>{words.shareMaterial}</button></p>
      </form>
    </>
  );
}

const linksOf = (all: readonly FoundLink[]): string => all.filter(l => !l.file).map(l => l.href).join("\n");
