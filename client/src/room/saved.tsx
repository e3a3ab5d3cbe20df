// What those who run a meeting are told of what they have done.
import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { useDraft } from "./draft";
import type { Live } from "./live";

/** Says "saved" only when the server has answered for everything, and "saving" when that takes a moment. */
export function Saved({ live }: { readonly live: Live }) {
  const [text, setText] = useState("");
  const timer = useRef(0);
  useDraft(live);
  useSignalEffect(() => {
    const waiting = live.asked.value.length > 0;
    clearTimeout(timer.current);
    if (waiting) timer.current = setTimeout(() => setText(live.words.saving), 300);
    else setText(before => (before || timer.current ? live.words.saved : ""));
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return <p class="saved">{text}</p>;
}
