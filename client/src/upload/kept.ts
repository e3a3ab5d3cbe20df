// Which uploads this device has begun, so that one goes on from where it was after the page
// was loaded anew. The server forgets them an hour after their last part; so does this.
type Kept = { readonly what: string; readonly name: string; readonly about: string; readonly url: string; readonly since: number; readonly whole: boolean };

const place = "uploads";
const lasts = 3_600_000; // milliseconds

/** By what the same file for the same purpose is known again. */
const whatOf = (file: File, about: string): string => [file.size, file.lastModified, about].join(" ");

function all(): readonly Kept[] {
  try {
    return (JSON.parse(localStorage.getItem(place) ?? "[]") as readonly Kept[]).filter(k => Date.now() - k.since < lasts);
  } catch {
    return []; // the device keeps nothing, or something else
  }
}

function write(list: readonly Kept[]): void {
  try {
    if (list.length > 0) localStorage.setItem(place, JSON.stringify(list));
    else localStorage.removeItem(place);
  } catch {
    // the device keeps nothing: the file is sent from its beginning next time
  }
}

/** The address of an upload of a file that was begun here; empty for none. */
export function begun(file: File, about: string): string {
  return all().find(k => k.what === whatOf(file, about))?.url ?? "";
}

/** Remembers the address of an upload, and whether all of it has come. */
export function keep(file: File, about: string, url: string, whole: boolean): void {
  write([...all().filter(k => k.url !== url), { what: whatOf(file, about), name: file.name, about, url, since: Date.now(), whole }].slice(-20));
}

export function forget(url: string): void {
  if (all().some(k => k.url === url)) write(all().filter(k => k.url !== url));
}

/** The name of a file for a meeting that was begun here and has not come in whole; empty for none. */
export function unfinished(meeting: string): string {
  return all().find(k => !k.whole && k.about.includes(`meeting ${btoa(meeting)}`))?.name ?? "";
}
