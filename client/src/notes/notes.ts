// What is loaded when the notes are opened, as one part: nothing of it is in the room itself.
export {} from "../room"; // so that the room stays one file
export { Notes } from "./provider";
export { NotesView } from "./view";
// One text by itself, to be tried without a line.
export { Awareness } from "y-protocols/awareness";
export { applyUpdate, Doc } from "yjs";
export { Composing } from "./composing";
export { openText } from "./editor";
export { act } from "./keys";
