// What the notes can do without for a moment: it is fetched when they stand there.
export {} from "../room"; // so that the room stays one file
export { Leftovers } from "./leftover";
export { LinkForm } from "./linkform";
export { Lock } from "./lock";
export { clean, lines } from "./paste";
