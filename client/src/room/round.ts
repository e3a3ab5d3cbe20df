// The way round where sockets are blocked, as one part that is fetched.
export {} from "../room"; // so that the room stays one file
export { Polling } from "../polling";
