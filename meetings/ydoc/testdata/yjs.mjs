// npm yjs at the version the browser's part pins: there is one in the repository.
import * as Y from "../../../client/node_modules/yjs/dist/yjs.mjs";

export default Y;

// take applies an update and adds nothing of its own. A yjs document tidies up format
// markers after what comes from others, and that is a change of its own; one whose
// transaction counts as local does not.
export function take(doc, update) {
  doc.transact(tr => {
    Y.applyUpdate(doc, update, "remote");
    tr.local = true;
  }, "remote");
}
