// One piece of material: where it leads, who shared it, what has become of it on the
// support list, and what one may do with it.
import { useEffect, useRef, useState } from "preact/hooks";
import { Menu, type Choice } from "../agenda/menu";
import type { Live } from "../room/live";
import type { Material, Reply } from "../wire";
import { fill } from "../words";
import { Places } from "./places";

type Props = { readonly live: Live; readonly material: Material };
type Open = "" | "edit" | "return";

export function Row({ live, material: m }: Props) {
  const { all: words } = live;
  const [open, setOpen] = useState<Open>("");
  const box = useRef<HTMLLIElement>(null);
  const was = useRef<Open>("");
  useEffect(() => {
    if (was.current && !open) box.current?.querySelector<HTMLElement>(".more > button")?.focus();
    was.current = open;
  }, [open]);
  const { agenda } = live.room.value;
  const own = live.mine.value.shared?.includes(m.id) ?? false;
  const plans = live.you.value.role === "organiser";
  const item = agenda.items?.find(i => i.id === m.item)?.title;
  const who = m.name ? [m.name, m.organisation].filter(Boolean).join(" · ") : words.namelessly;
  const all = choices(live, m, own && !agenda.ended, plans, setOpen);
  return (
    <li ref={box} class="question">
      <p class="asks"><a href={m.href} rel="noopener" target={m.file ? undefined : "_blank"}><bdi>{m.title}</bdi></a></p>
      {all.length > 0 && <div class="does"><Menu label={fill(words.actions, { title: m.title })} choices={all} /></div>}
      <p class="by"><bdi>{who}</bdi>{m.file && ` · ${sayFile(m.file, live.data.lang)}`}{item && <> · <bdi>{item}</bdi></>}</p>
      {m.mended && <p class="by">{words.linkMended}</p>}
      <State live={live} material={m} told={own || plans} />
      {plans && m.state === "proposed" && (
        <p class="actions"><button type="button" class="button line" aria-label={`${words.publishMaterial}: ${m.title}`}
          onClick={() => live.do({ do: "material.judge", material: m.id, to: "published" }, words.didPublishMaterial)}>{words.publishMaterial}</button></p>
      )}
      {open === "edit" && <EditForm live={live} material={m} leave={() => setOpen("")} />}
      {open === "return" && <ReturnForm live={live} material={m} leave={() => setOpen("")} />}
    </li>
  );
}

/** The type and the size of a file: "PDF, 686 kB". */
function sayFile({ name, size }: NonNullable<Material["file"]>, lang: string): string {
  const kilo = size < 1_000_000;
  const much = new Intl.NumberFormat(lang, kilo ? { maximumFractionDigits: 0 } : { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(kilo ? Math.max(1, size / 1000) : size / 1_000_000);
  return `${name.slice(name.lastIndexOf(".") + 1).toUpperCase()}, ${much} ${kilo ? "kB" : "MB"}`;
}

/** What has become of it on the support list; told says whether why it was returned is for whoever reads. */
function State({ live, material: { state, slug, returned }, told }: Props & { readonly told: boolean }) {
  const { all: words, data } = live;
  const list = `${data.lang === "en" ? "/en" : ""}/stodlista/${slug}`;
  if (state === "published") return <p class="by"><a href={list}>{words.onTheList}</a></p>;
  if (state === "proposed") return <p class="by">{words.proposedToList}</p>;
  if (state !== "returned" || !told) return null;
  return <p class="by">{fill(words.returnedFromList, { reason: (data.lang === "en" && returned?.en) || returned?.sv || "" })}</p>;
}

function choices(live: Live, m: Material, own: boolean, plans: boolean, open: (what: Open) => void): readonly Choice[] {
  const { all: words } = live;
  const material = m.id;
  const all: (Choice | false)[] = [
    (own || live.may("material.edit")) && { text: words.editMaterial, do: () => open("edit") },
    plans && m.state === "proposed" && { text: words.returnMaterial, do: () => open("return") },
    own && { text: words.withdrawMaterial, grave: true, do: () => live.do({ do: "material.withdraw", material }, words.didWithdrawMaterial) },
    live.may("material.hide") && { text: words.hideMaterial, grave: true, do: () => live.do({ do: "material.hide", material }, words.didHideMaterial, { do: "material.restore", material }) },
  ];
  return all.filter(c => c !== false);
}

type FormProps = Props & { readonly leave: () => void };

function EditForm({ live, material: m, leave }: FormProps) {
  const { all: words } = live;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const submit = (e: Event) => {
    e.preventDefault();
    const data = new FormData(form.current ?? undefined);
    const of = (name: string) => String(data.get(name) ?? "").trim() || undefined;
    const { id: material, title, kind, item } = m;
    live.do({ do: "material.edit", material, title: of("title"), kind: of("kind"), item: of("item") }, words.didEditMaterial,
      { do: "material.edit", material, title, kind, item }, ({ refused }: Reply) => { if (!refused) leave(); });
  };
  return (
    <form ref={form} class="item-form" onSubmit={submit}>
      <Places live={live} id={`material-${m.id}`} of={m} leave={leave} />
      <p class="actions"><button class="button line">{words.save}</button><button type="button" class="button plain" onClick={leave}>{words.cancel}</button></p>
    </form>
  );
}

function ReturnForm({ live, material: m, leave }: FormProps) {
  const { all: words } = live;
  const reason = useRef<HTMLInputElement>(null);
  useEffect(() => reason.current?.focus(), []);
  const submit = (e: Event) => {
    e.preventDefault();
    const sv = reason.current?.value.trim() ?? "";
    if (!sv) reason.current?.focus();
    else live.do({ do: "material.judge", material: m.id, to: "returned", reason: { sv } }, words.didReturnMaterial, undefined, ({ refused }: Reply) => { if (!refused) leave(); });
  };
  return (
    <form class="item-form" onSubmit={submit}>
      <div class="field"><label for={`reason-${m.id}`}>{words.returnReason}</label>
        <input id={`reason-${m.id}`} ref={reason} name="reason" maxLength={200} autocomplete="off" onKeyDown={e => e.key === "Escape" && leave()} /></div>
      <p class="actions"><button class="button line">{words.returnMaterial}</button><button type="button" class="button plain" onClick={leave}>{words.cancel}</button></p>
    </form>
  );
}
