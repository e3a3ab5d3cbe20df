// What the notes can do without for a moment: it is fetched when they stand there.
export {} from "./notes"; // so that the notes stay one file
export { again } from "./again";
export { apart } from "./apart";
export { clipboard } from "./clipboard";
export { Fold } from "./fold";
export { Leftovers } from "./leftover";
export { LinkForm } from "./linkform";
export { Lock } from "./lock";
export { mend } from "./mend";
