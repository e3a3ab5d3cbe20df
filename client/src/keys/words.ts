// The words of the keys. They are written in client/words_keys.go.

export type KeysWords = {
  readonly keys: string;
  readonly keysGo: string; // Gå till {part}
  readonly keysThese: string;
  readonly keysSingle: string;
  readonly keysSingleHelp: string;
  readonly keysOff: string;
  readonly keysEverywhere: string;
  readonly keysTab: string;
  readonly keysPress: string;
  readonly keysClose: string;
  readonly keysTabs: string;
  readonly keysMenus: string;
  readonly keysStep: string;
  readonly keysEnds: string;
  readonly keysRows: string;
  readonly keysMove: string;
  readonly keysMoveEnds: string;
  readonly keysMoveBack: string;
  readonly keysNotes: string;
  readonly keysBold: string;
  readonly keysItalic: string;
  readonly keysLink: string;
  readonly keysHeading: string;
  readonly keysNumbered: string;
  readonly keysBullets: string;
  readonly keysDeeper: string;
  readonly keysBreak: string;
  readonly keysUndo: string;
  readonly keysRedo: string;
  readonly keysLeave: string;
  readonly keyShift: string;
  readonly keySpace: string;
};
