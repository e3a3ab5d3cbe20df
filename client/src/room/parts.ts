// The parts of the room that are fetched when they are wanted: each is a script with its
// words, and sometimes a stylesheet.
import type { AllWords, Words } from "../words";

/** The addresses of what a part brings beside its script. */
export type Part = { readonly words: string; readonly style?: string };

export type Parts = { readonly tools: Part; readonly notes: Part; readonly input: Part; readonly captions: Part; readonly keys: Part };

/** Fetches a part. Its words are added to those that are there. */
export async function fetchPart<T>({ words, style }: Part, script: () => Promise<T>, all: Words): Promise<T> {
  const [part, more] = await Promise.all([script(), readWords(words), style ? styled(style) : undefined]);
  Object.assign(all, more);
  return part;
}

async function readWords(address: string): Promise<Partial<AllWords>> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`words: ${answer.status}`);
  return (await answer.json()) as Partial<AllWords>;
}

/** Adds a stylesheet to the page, unless it is there, and waits for it. */
async function styled(address: string): Promise<void> {
  if (document.querySelector(`link[href="${address}"]`)) return;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
  await new Promise((done, fail) => {
    link.onload = done;
    link.onerror = () => fail(new Error(`Failed to fetch ${address}`));
    document.head.append(link);
  });
}
