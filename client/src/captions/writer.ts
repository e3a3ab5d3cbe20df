// Where captions are written: everybody sees a line while it is written, and the writer
// can go back to one and put it right.
import type { Reply } from "../wire";
import { Outgoing, type Answer } from "./outgoing";

type Written = { readonly mark: string; readonly text: string };

const longest = 220; // characters in a line before a new one is begun by itself
const remembered = 20; // lines that can be gone back to

/** Takes over the form in which captions are written. */
export function writer(form: HTMLFormElement): void {
  const field = form.querySelector("textarea");
  const said = form.querySelector<HTMLElement>(".written");
  if (!field || !said) return;
  let mark = newMark();
  let before: readonly Written[] = [];
  let mending = false;
  const say = (text: string) => { if (said.textContent !== text) said.textContent = text; };
  const told = (answer: Answer) => {
    if (answer) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    say(answer === undefined ? form.dataset["away"] ?? "" : answer || (mending ? form.dataset["mend"] ?? "" : ""));
  };
  const out = new Outgoing((line, text) => post(form.action, line, text), told);
  const begin = () => {
    [mark, mending, field.value] = [newMark(), false, ""];
    say("");
    field.focus();
  };
  const end = () => {
    const text = field.value.trim();
    if (!text && !mending) return;
    out.write(mark, text);
    before = [...before.filter(w => w.mark !== mark), ...(text ? [{ mark, text }] : [])].slice(-remembered);
    begin();
  };
  const mend = () => {
    const at = mending ? before.findIndex(w => w.mark === mark) : before.length;
    const last = before[at - 1];
    if (!last) return;
    [mark, mending, field.value] = [last.mark, true, last.text];
    say(form.dataset["mend"] ?? "");
    field.focus();
  };
  field.addEventListener("input", () => {
    const text = field.value.replace(/\s*\n\s*/g, " ");
    if (text.length >= longest && /\s$/.test(text)) end();
    else if (text.trim() || mending) out.write(mark, text.trim());
  });
  field.addEventListener("keydown", event => {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) end();
    else if (event.key === "ArrowUp" && (!field.value || mending)) mend();
    else if (event.key === "Escape" && mending) begin();
    else return;
    event.preventDefault();
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    end();
  });
  form.querySelector("[data-do=mend]")?.addEventListener("click", mend);
  addEventListener("beforeunload", event => { if (!out.empty) event.preventDefault(); });
}

/** Sends one line. */
async function post(address: string, mark: string, text: string): Promise<Answer> {
  try {
    const answer = await fetch(address, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams({ mark, text }), signal: AbortSignal.timeout(10_000) });
    if (!(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) return undefined;
    const { refused, say = "" } = (await answer.json()) as Reply;
    return refused === "unsaved" || refused === "too-much" ? undefined : say;
  } catch {
    return undefined;
  }
}

/** A name that no other line has. */
function newMark(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), b => b.toString(16).padStart(2, "0")).join("");
}
