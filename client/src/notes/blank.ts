// A line with nothing in it is given the place for its letters by whoever makes it. If
// two who begin to write in it at once each made a place of their own, the binding would
// make one of the two on either side, and letters would stand twice.
import { Plugin } from "prosemirror-state";
import { ySyncPluginKey } from "y-prosemirror";
import { XmlElement, XmlFragment, XmlText, type Transaction } from "yjs";
import { schema } from "./schema";

/** Looks after the lines that are made here, in one text. */
export function blanks(root: XmlFragment): Plugin {
  const look = ({ origin, changed, doc }: Transaction) => {
    if (origin !== ySyncPluginKey || ![...changed.keys()].some(type => type instanceof XmlFragment)) return;
    const blank = blankIn(root, doc.clientID);
    if (blank.length > 0) doc.transact(() => { for (const line of blank) line.insert(0, [new XmlText()]); }, ySyncPluginKey);
  };
  return new Plugin({ view: () => {
    root.doc?.on("afterTransaction", look);
    return { destroy: () => root.doc?.off("afterTransaction", look) };
  } });
}

/** The lines with nothing in them that a client has made. */
function blankIn(node: XmlFragment, client: number): readonly XmlElement[] {
  return node.toArray().flatMap(line => {
    if (!(line instanceof XmlElement)) return [];
    const blank = line.length === 0 && line["_item"]?.id.client === client && schema.nodes[line.nodeName]?.isTextblock;
    return blank ? [line] : blankIn(line, client);
  });
}
