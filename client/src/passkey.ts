// Signing in with a passkey, and adding one: the form asks the server what to ask of the
// browser, and posts what the browser has answered (Web Authentication Level 3). What goes
// over the wire is the JSON of its sections 5.1.8 to 5.1.10, written here by hand since the
// browsers' own way of it is younger than the pages.

type Asked = { challenge: string; user?: { id: string }; allowCredentials?: Described[]; excludeCredentials?: Described[] };
type Described = { id: string };

function bytes(of: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(of.replaceAll("-", "+").replaceAll("_", "/")), c => c.charCodeAt(0));
}

function text(of: ArrayBuffer | null): string | undefined {
  if (!of) return undefined;
  return btoa(String.fromCharCode(...new Uint8Array(of)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

const described = (list: Described[] = []) => list.map(d => ({ ...d, id: bytes(d.id), type: "public-key" as const }));

/** Has the browser do what the server asks for, and returns what it answers. */
async function done(how: string, asked: Asked): Promise<PublicKeyCredential> {
  const options = {
    ...asked,
    challenge: bytes(asked.challenge),
    user: asked.user && { ...asked.user, id: bytes(asked.user.id) },
    allowCredentials: described(asked.allowCredentials),
    excludeCredentials: described(asked.excludeCredentials),
  };
  const answer =
    how === "create"
      ? await navigator.credentials.create({ publicKey: options as unknown as PublicKeyCredentialCreationOptions })
      : await navigator.credentials.get({ publicKey: options });
  return answer as PublicKeyCredential;
}

function written(key: PublicKeyCredential): string {
  const made = key.response as AuthenticatorAttestationResponse;
  const used = key.response as AuthenticatorAssertionResponse;
  const response = used.signature
    ? { authenticatorData: text(used.authenticatorData), signature: text(used.signature), userHandle: text(used.userHandle) }
    : { attestationObject: text(made.attestationObject), transports: made.getTransports() };
  return JSON.stringify({
    id: key.id,
    rawId: text(key.rawId),
    type: key.type,
    authenticatorAttachment: key.authenticatorAttachment ?? undefined,
    clientExtensionResults: {},
    response: { ...response, clientDataJSON: text(key.response.clientDataJSON) },
  });
}

/** Has a form about a passkey do what it is for, and shows it. */
export function passkey(form: HTMLFormElement): void {
  const answer = form.querySelector<HTMLInputElement>("input[type=hidden]");
  const said = form.querySelector<HTMLElement>("[data-said]");
  if (!answer || !said) return;
  const say = (word: "stopped" | "there" | "failed") => {
    said.textContent = said.dataset[word] ?? "";
    said.hidden = false;
  };
  form.hidden = false;
  form.addEventListener("submit", async event => {
    event.preventDefault();
    said.hidden = true;
    try {
      const asked = await fetch(form.action, { method: "POST", body: new URLSearchParams({ do: "fraga" }) });
      if (asked.status === 401) return form.submit(); // they sign in anew first
      if (!asked.ok) return say("failed");
      answer.value = written(await done(form.dataset["passkey"] ?? "", (await asked.json()) as Asked));
      form.submit();
    } catch (e) {
      const name = e instanceof DOMException ? e.name : "";
      say(name === "InvalidStateError" ? "there" : name === "NotAllowedError" || name === "AbortError" ? "stopped" : "failed");
    }
  });
}
