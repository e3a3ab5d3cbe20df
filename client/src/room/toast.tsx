// One short message at the foot of the page, with Undo. It stays ten seconds, and
// as long as it is pointed at or has focus.
import { useEffect, useState } from "preact/hooks";
import type { Live } from "./live";

const stay = 10_000; // milliseconds

export function ToastView({ live }: { readonly live: Live }) {
  const toast = live.toast.value;
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (!toast || held) return;
    const timer = setTimeout(() => (live.toast.value = undefined), stay);
    return () => clearTimeout(timer);
  }, [toast, held]);
  const close = () => {
    live.toast.value = undefined;
    setHeld(false);
  };
  const undo = () => {
    if (toast?.undo) live.do(toast.undo);
    live.say(live.words.undone);
    close();
  };
  return (
    <div class="toasts" role="status" onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)} onFocusOut={() => setHeld(false)}>
      {toast && (
        <div class={toast.refused ? "toast refused" : "toast"} key={toast.id}>
          <p>{toast.text}</p>
          {toast.undo && <button type="button" onClick={undo}>{live.words.undo}</button>}
          {toast.refused && <button type="button" onClick={close}>{live.words.close}</button>}
        </div>
      )}
    </div>
  );
}
