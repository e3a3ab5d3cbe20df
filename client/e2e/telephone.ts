// A telephone and the voice provider behind it, which tells a node of its calls.
import { expect } from "@playwright/test";

/** The key that the nodes of the stories share with the provider. */
export const phoneKey = "the key of the provider in the stories";

/** The number that this telephone has: the provider sends it along, and nobody may ever see it. */
export const number = "+46 70 174 06 05";

export type Answer = { readonly say?: string; readonly muted?: boolean; readonly end?: boolean };

export class Telephone {
  readonly #address: string;
  readonly #again = `telephone ${crypto.randomUUID()}`;
  #call = "";
  #told = "";

  /** A telephone that reaches a node; what is said in it is in a language. */
  constructor(base: string, lang: "sv" | "en" = "sv") {
    this.#address = `${base}${lang === "en" ? "/en" : ""}/telefon/samtal`;
  }

  /** Rings, and gives the code of a meeting. */
  async dial(meeting: string): Promise<Answer> {
    this.#call = `call ${crypto.randomUUID()}`;
    return this.#tell({ event: "started", meeting, again: this.#again });
  }

  async press(keys: string): Promise<Answer> {
    return this.#tell({ event: "pressed", keys });
  }

  /** Waits until there is something new to hear, as a provider asks for it again and again. */
  async hears(want: string): Promise<Answer> {
    let answer: Answer = {};
    await expect.poll(async () => {
      answer = await this.#tell({ event: "listens" });
      return answer.say;
    }).toBe(want);
    return answer;
  }

  /** Ends the call, as when the line breaks. */
  async hangUp(): Promise<Answer> {
    return this.#tell({ event: "ended" });
  }

  /** Tells once more what was told last, as after an answer that was lost. */
  async repeat(): Promise<Answer> {
    return this.#send(this.#told);
  }

  async #tell(event: object): Promise<Answer> {
    this.#told = JSON.stringify({ id: `event ${crypto.randomUUID()}`, call: this.#call, from: number, ...event });
    return this.#send(this.#told);
  }

  async #send(body: string): Promise<Answer> {
    const time = String(Math.floor(Date.now() / 1000));
    const headers = { "Ringain-Time": time, "Ringain-Signature": await sign(`${time}.${body}`) };
    const answer = await fetch(this.#address, { method: "POST", headers, body });
    expect(answer.status, `what the provider is answered to ${body}`).toBe(200);
    return (await answer.json()) as Answer;
  }
}

async function sign(text: string): Promise<string> {
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", bytes.encode(phoneKey), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, bytes.encode(text));
  return [...new Uint8Array(signature)].map(b => b.toString(16).padStart(2, "0")).join("");
}
