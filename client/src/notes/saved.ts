// What the mark beside the notes may say of what this device has written. It is never
// better than the truth: "kept" only when the server has answered for all of it.
import type { Instant } from "../wire";

export type Saved =
  | { readonly kind: "nothing" } // nothing written here yet: say nothing
  | { readonly kind: "kept"; readonly at: Instant } // "Sparat kl. 12.07", by the server's clock
  | { readonly kind: "brief" } // on its way since less than 300 ms: say nothing, leave the room
  | { readonly kind: "saving" } // "Sparar …"
  | { readonly kind: "device" } // "Sparat på den här enheten, inte skickat än"
  | { readonly kind: "here" }; // only in this page: "Inte sparat än. Stäng inte sidan."

/** What is known of all that this device has written. */
export type Facts = {
  readonly waiting: boolean; // something is not kept by the server yet
  readonly since: Instant; // when what has waited longest was written, by this clock
  readonly heard: Instant; // when the server last answered or the line opened, by this clock
  readonly stored: boolean; // all that waits is on the device
  readonly open: boolean; // the line is, and the server can keep things
  readonly last: Instant; // when the server last kept something, by its clock; 0 for never
};

/** How long the mark says nothing, in milliseconds. */
export const brief = 300;
/** How long a line that is open but gives no answer is believed in. */
export const believed = 5_000;
/** After how long it is left and opened anew. */
export const patience = 10_000;

/** Says what the mark may say at a moment of this clock. */
export function saved({ waiting, since, heard, stored, open, last }: Facts, now: Instant): Saved {
  if (!waiting) return last ? { kind: "kept", at: last } : { kind: "nothing" };
  if (now - since < brief) return { kind: "brief" };
  if (open && now - Math.max(since, heard) < believed) return { kind: "saving" };
  return { kind: stored ? "device" : "here" };
}
