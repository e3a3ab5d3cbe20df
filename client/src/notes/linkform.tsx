// Asking for the address of a link.
import { useEffect, useRef, useState } from "preact/hooks";
import type { AllWords } from "../words";
import type { Desk } from "./desk";

export function LinkForm({ desk, words, address }: { readonly desk: Desk; readonly words: AllWords; readonly address: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState(false);
  useEffect(() => field.current?.select(), []);
  const submit = (e: Event) => {
    e.preventDefault();
    const right = desk.answer(field.current?.value ?? "");
    setWrong(!right);
    if (!right) field.current?.focus();
  };
  const keys = (e: KeyboardEvent) => {
    if (e.key === "Escape") desk.stopAsking();
  };
  return (
    <form class="item-form" onSubmit={submit} novalidate>
      <div class="field"><label for="link-address">{words.linkAddress}</label>
      <p class={wrong ? "error" : "hint"} id="link-hint" role={wrong ? "alert" : undefined}>{wrong ? words.linkWrong : words.linkHint}</p>
      <input ref={field} id="link-address" inputMode="url" autocomplete="off" autocapitalize="off" spellcheck={false} defaultValue={address} onKeyDown={keys}
        aria-describedby="link-hint" aria-invalid={wrong ? "true" : undefined} /></div>
      <p class="actions">
        <button class="button line">{words.save}</button>
        {address && <button type="button" class="button plain" onClick={() => desk.answer("")}>{words.linkRemove}</button>}
        <button type="button" class="button plain" onClick={() => desk.stopAsking()}>{words.cancel}</button>
      </p>
    </form>
  );
}
