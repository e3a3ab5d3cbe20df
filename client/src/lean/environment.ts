// All that Yjs and y-prosemirror want to know of where they run; lib0/environment reads
// the address of the page, cookies and the command line as well.
export const isBrowser = true;

export function getVariable(): undefined {
  return undefined;
}
