// A file that was chosen in a form of a page: it is sent at once, with how far it has come
// and a way to stop; the form it belongs to then has its identity.
import { drop, Refused, send, type Sending } from "./send";

/** The words of a form, in the language of its page. {n} is a number, {name} a file. */
interface Words {
  readonly sending: string;
  readonly waiting: string;
  readonly done: string;
  readonly failed: string;
  readonly stop: string;
  readonly remove: string;
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, className: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

class Chosen {
  readonly #form: HTMLFormElement;
  readonly #input: HTMLInputElement;
  readonly #words: Words;
  readonly #stop = new AbortController();
  readonly #box = make("div", "sending");
  readonly #said = make("p", "said");
  readonly #bar = make("progress", "bar");
  readonly #button = make("button", "button line");

  constructor(form: HTMLFormElement, input: HTMLInputElement) {
    this.#form = form;
    this.#input = input;
    this.#words = JSON.parse(form.dataset["words"] ?? "{}") as Words;
    this.#said.role = "status";
    this.#button.type = "button";
    this.#button.textContent = this.#words.stop;
    this.#button.addEventListener("click", () => this.end());
    this.#box.append(this.#said, this.#bar, this.#button);
    form.querySelector(".sending")?.remove();
    form.append(this.#box);
    const alone = form.querySelector<HTMLElement>(".alone");
    if (alone) alone.hidden = true;
  }

  /** The field that tells the other form which file it has; the buttons of that wait meanwhile. */
  #into(id: string, busy: boolean): void {
    const into = document.forms.namedItem(this.#form.dataset["into"] ?? "");
    const field = into?.elements.namedItem("fil");
    if (field instanceof HTMLInputElement) field.value = id;
    for (const button of into?.querySelectorAll("button") ?? []) button.disabled = busy;
  }

  async run(file: File): Promise<void> {
    this.#into("", true);
    this.#bar.max = file.size;
    this.#bar.ariaLabel = file.name;
    this.#say(this.#words.sending, file.name);
    try {
      const at = this.#form.dataset["send"] ?? "";
      const became = await send(file, { at, about: aboutOf(this.#form), signal: this.#stop.signal, progress: (bytes, waiting) => this.#show(bytes, waiting, file.name) });
      this.#bar.remove();
      this.#say(this.#words.done, became.name);
      this.#button.textContent = this.#words.remove;
      this.#button.addEventListener("click", () => void drop(`${at}/${became.id}`));
      this.#into(became.id, false);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      this.#into("", false);
      this.#bar.remove();
      this.#button.remove();
      this.#box.classList.add("error");
      this.#say((error instanceof Refused && error.message) || this.#words.failed, file.name);
    }
  }

  /** Stops, or lets go of what has come in. */
  end(): void {
    this.#stop.abort();
    this.#box.remove();
    this.#into("", false);
    this.#input.value = "";
    this.#input.focus();
  }

  /** Makes way for another file. */
  leave(): void {
    this.#stop.abort();
  }

  /** The bar moves with every part; only what changes in words is read aloud. */
  #show(bytes: number, waiting: boolean, name: string): void {
    this.#bar.value = bytes;
    this.#say(waiting ? this.#words.waiting : this.#words.sending, name);
  }

  #say(words: string, name: string): void {
    const text = words.replace("{name}", name);
    if (this.#said.textContent !== text) this.#said.textContent = text;
  }
}

/** What a form says of its file: the meeting that it is for, or the private link that it is added by. */
function aboutOf(form: HTMLFormElement): Sending["about"] {
  const of = (name: string) => form.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? "";
  const [meeting, presenter] = [of("meeting"), of("presenter")];
  return meeting ? { meeting } : presenter ? { presenter } : undefined;
}

const shown = new WeakMap<HTMLFormElement, Chosen>();

/** Sends the file that was just chosen in a form, in the place of one chosen before. */
export async function choose(form: HTMLFormElement, input: HTMLInputElement): Promise<void> {
  const file = input.files?.[0];
  if (!file) return;
  const before = shown.get(form);
  before?.leave();
  const chosen = new Chosen(form, input);
  shown.set(form, chosen);
  await chosen.run(file);
}
