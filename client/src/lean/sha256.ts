// y-prosemirror names marks that may lie over others of their own kind by a digest. None
// of ours may, so no digest is ever made.
export function digest(): never {
  throw new Error("a mark of the notes may not lie over another of its kind");
}
