// What is loaded when the notes are opened, as one part: nothing of it is in the room itself.
export { Notes } from "./provider";
export { NotesView } from "./view";
