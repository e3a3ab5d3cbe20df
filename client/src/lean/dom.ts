// All that y-prosemirror wants of lib0/dom; the rest brings 7 kB along.
export const doc = globalThis.document;
