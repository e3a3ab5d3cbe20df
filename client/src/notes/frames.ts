// The binary frames of the notes: messages of y-protocols. server/wire tells of them
// byte by byte.
import { createDecoder, readVarUint, readVarUint8Array } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from "lib0/encoding";

/** One frame, taken apart. */
export type Message =
  | { readonly kind: "step1"; readonly vector: Uint8Array } // this is what I have
  | { readonly kind: "step2"; readonly update: Uint8Array } // this is what you lack
  | { readonly kind: "update"; readonly update: Uint8Array } // this has been added
  | { readonly kind: "awareness"; readonly states: Uint8Array }
  | { readonly kind: "query" }; // all awareness, please

const sync = 0;
const awareness = 1;
const query = 3;
const steps = ["step1", "step2", "update"] as const;

/** Takes a frame apart; undefined when it is none that the notes know. */
export function decode(frame: Uint8Array): Message | undefined {
  const from = createDecoder(frame);
  switch (readVarUint(from)) {
    case sync: {
      const step = steps[readVarUint(from)];
      if (!step) return undefined;
      const body = readVarUint8Array(from);
      return step === "step1" ? { kind: step, vector: body } : { kind: step, update: body };
    }
    case awareness:
      return { kind: "awareness", states: readVarUint8Array(from) };
    case query:
      return { kind: "query" };
    default:
      return undefined;
  }
}

/** Makes the frame of a message. */
export function encode(message: Message): Uint8Array {
  const to = createEncoder();
  switch (message.kind) {
    case "step1":
      writeVarUint(to, sync);
      writeVarUint(to, steps.indexOf(message.kind));
      writeVarUint8Array(to, message.vector);
      break;
    case "step2":
    case "update":
      writeVarUint(to, sync);
      writeVarUint(to, steps.indexOf(message.kind));
      writeVarUint8Array(to, message.update);
      break;
    case "awareness":
      writeVarUint(to, awareness);
      writeVarUint8Array(to, message.states);
      break;
    case "query":
      writeVarUint(to, query);
  }
  return toUint8Array(to);
}
