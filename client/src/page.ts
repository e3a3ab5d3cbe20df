// Small aids on pages that work without them: a button that copies an address, and
// the local time where the device keeps another zone than the meeting.
function copying(box: HTMLElement): void {
  const input = box.querySelector("input");
  if (!input || !navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button line";
  const label = box.dataset["label"] ?? "";
  button.textContent = label;
  const said = document.createElement("span");
  said.className = "sr";
  said.role = "status";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(input.value);
    button.textContent = said.textContent = box.dataset["copied"] ?? "";
    setTimeout(() => {
      button.textContent = label;
      said.textContent = "";
    }, 4000);
  });
  box.append(button, said);
}

/** Adds "(08.00 hos dig)" after <time data-local="({time} hos dig)" data-zone="Europe/Stockholm" datetime="…"> where the clocks differ. */
function localTime(time: HTMLTimeElement): void {
  const at = Date.parse(time.dateTime);
  if (Number.isNaN(at)) return;
  const clock = (timeZone?: string) => new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(at);
  if (clock() === clock(time.dataset["zone"])) return;
  const here = document.documentElement.lang === "sv" ? clock().replace(":", ".") : clock();
  const own = document.createElement("span");
  own.className = "nowrap";
  own.textContent = (time.dataset["local"] ?? "{time}").replace("{time}", here);
  time.after(" ", own);
}

/** Asks now and then whether somebody still waits to be let in, and asks for the page anew once they do not. */
function waiting(box: HTMLElement): void {
  setInterval(async () => {
    const answer = await fetch(box.dataset["waits"] ?? "").catch(() => undefined);
    if (answer?.ok && !((await answer.json()) as { readonly waits: boolean }).waits) location.reload();
  }, 1500);
}

/** A file is sent as soon as it is chosen; what sends it is fetched then. */
function sending(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  input?.addEventListener("change", async () => (await import("./upload/choose")).choose(form, input));
}

/** A form about a passkey is of use with a script alone; it is fetched where there is one. */
async function passkeys(forms: NodeListOf<HTMLFormElement>): Promise<void> {
  if (forms.length > 0 && "PublicKeyCredential" in window) forms.forEach((await import("./passkey")).passkey);
}

document.querySelectorAll<HTMLFormElement>("form[data-send]").forEach(sending);
void passkeys(document.querySelectorAll<HTMLFormElement>("form[data-passkey]"));
document.querySelectorAll<HTMLElement>("[data-waits]").forEach(waiting);
document.querySelectorAll<HTMLElement>("[data-copy]").forEach(copying);
document.querySelectorAll<HTMLTimeElement>("time[data-local]").forEach(localTime);
