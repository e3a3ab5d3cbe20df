// How the page of captions looks: the size of the text and its colours, and whether new
// lines are read aloud. Each device remembers it.

type Look = { readonly size: number; readonly colours: string; readonly aloud: boolean };

const key = "textning";
const sizes = 6;

/** Has the tools of the page change its look. Returns whether new lines are to be read aloud. */
export function look(lane: HTMLElement, changed: () => void): () => boolean {
  let now: Look = remembered();
  const find = <T extends HTMLElement>(what: string) => lane.querySelector<T>(`[data-do=${what}]`);
  const colours = find<HTMLSelectElement>("colours");
  const aloud = find<HTMLInputElement>("aloud");
  const set = (to: Partial<Look>) => {
    now = { ...now, ...to };
    lane.dataset["size"] = String(now.size);
    lane.dataset["colours"] = now.colours;
    for (const [what, end] of [["smaller", 1], ["larger", sizes]] as const) find(what)?.setAttribute("aria-disabled", String(now.size === end));
    try {
      localStorage.setItem(key, JSON.stringify(now));
    } catch {
      // it is as it is until the page is left
    }
    changed();
  };
  find("smaller")?.addEventListener("click", () => set({ size: Math.max(1, now.size - 1) }));
  find("larger")?.addEventListener("click", () => set({ size: Math.min(sizes, now.size + 1) }));
  const full = find("full");
  if (full) full.hidden = !document.fullscreenEnabled;
  full?.addEventListener("click", () => void (document.fullscreenElement ? document.exitFullscreen() : lane.requestFullscreen()));
  colours?.addEventListener("change", () => set({ colours: colours.value }));
  aloud?.addEventListener("change", () => set({ aloud: aloud.checked }));
  if (colours) colours.value = now.colours;
  if (aloud) aloud.checked = now.aloud;
  set({});
  return () => now.aloud;
}

function remembered(): Look {
  const usual = { size: 2, colours: "", aloud: false };
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Look>) };
  } catch {
    return usual;
  }
}
