// Every key of the room, as the sheet lists them.
import type { AllWords } from "../words";
import { fill } from "../words";

/** Keys that do one thing: each of them does it, or they are pressed together with "+" between. single is one that may be turned off. */
export type Key = { readonly keys: readonly string[]; readonly does: string; readonly single?: boolean };

export type Group = { readonly title: string; readonly keys: readonly Key[] };

/** The parts of the room that the keys 1, 2 and so on lead to. */
export const places = ["agenda", "notes", "queue", "input", "people"] as const;

/** Whether the device has a key of its own for what others do with Ctrl. */
const command = /Mac|iP/.test(navigator.userAgent) ? "⌘" : "Ctrl";

/** Lists the keys. runs is whether the person runs the meeting, writes whether they may write in the notes. */
export function groups(words: AllWords, runs: boolean): readonly Group[] {
  const { keyShift: shift, keySpace: space } = words;
  const names = [words.agenda, words.notes, words.queue, words.inputTab, words.people];
  const step = [{ keys: ["Home", "End"], does: words.keysEnds }];
  return [
    {
      title: words.keysEverywhere,
      keys: [
        { keys: ["?"], does: words.keysThese, single: true },
        ...names.map((part, i) => ({ keys: [String(i + 1)], does: fill(words.keysGo, { part }), single: true })),
        { keys: ["Tab"], does: words.keysTab },
        { keys: ["Enter", space], does: words.keysPress },
        { keys: ["Esc"], does: words.keysClose },
      ],
    },
    { title: words.keysTabs, keys: [{ keys: ["←", "→"], does: words.keysStep }, ...step] },
    { title: words.keysMenus, keys: [{ keys: ["↑", "↓"], does: words.keysStep }, ...step] },
    ...(runs ? [{
      title: words.keysRows,
      keys: [{ keys: ["↑", "↓"], does: words.keysMove }, { keys: ["Home", "End"], does: words.keysMoveEnds }, { keys: ["Esc"], does: words.keysMoveBack }],
    }] : []),
    {
      title: words.keysNotes,
      keys: ([
        ["B", words.keysBold], ["I", words.keysItalic], ["K", words.keysLink], ["Alt+2", words.keysHeading], [`${shift}+7`, words.keysNumbered],
        [`${shift}+8`, words.keysBullets], ["]", words.keysDeeper], ["Z", words.keysUndo], [command === "Ctrl" ? "Y" : `${shift}+Z`, words.keysRedo],
      ] as const).map(([key, does]) => ({ keys: key === "]" ? [`${command}+]`, `${command}+[`] : [`${command}+${key}`], does }))
        .concat({ keys: [`${shift}+Enter`], does: words.keysBreak }, { keys: ["Esc"], does: words.keysLeave }),
    },
  ];
}
