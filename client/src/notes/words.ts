// The words of the notes. They are written in client/words_notes.go.
/** Those that are read before the notes are there. */
export type NotesPlaceWords = {
  readonly notes: string;
  readonly notesTab: string;
  readonly notesLoading: string;
  readonly notesFailed: string;
  // Why one may only read
  readonly notesBlocked: string;
};

export type NotesWords = {
  readonly notesGeneral: string;
  readonly notesRemoved: string;
  readonly notesOf: string; // Anteckningar till punkt {n}, {title}
  readonly notesOfGeneral: string;
  readonly notesOfRemoved: string;
  readonly notesIndividuals: string;
  readonly notesWrite: string;
  readonly notesNone: string;
  // Why one may only read
  readonly notesFollowing: string; // after following
  readonly notesLate: string;
  readonly notesLocked: string;
  readonly notesLock: string;
  readonly notesUnlock: string;
  readonly notesHistory: string;
  readonly didLock: string;
  readonly didUnlock: string;
  // The toolbar
  readonly formatting: string;
  readonly moreTools: string;
  readonly heading: string;
  readonly bulletList: string;
  readonly numberedList: string;
  readonly bold: string;
  readonly italic: string;
  readonly linkTo: string;
  readonly beslut: string;
  readonly atgard: string;
  readonly redo: string;
  readonly linkAddress: string;
  readonly linkHint: string;
  readonly linkWrong: string;
  readonly linkRemove: string;
  readonly pastedTooMuch: string;
  // The mark of what is saved
  readonly notesKept: string; // Sparat kl. {time}
  readonly notesOnDevice: string;
  readonly notesHere: string;
  readonly writersOne: string;
  readonly writersOther: string;
  // What did not come in
  readonly leftTitle: string;
  readonly leftRestored: string;
  readonly leftBefore: string;
  readonly leftErased: string;
  readonly leftCopy: string;
  readonly leftCopied: string;
  readonly leftBack: string;
  readonly leftForget: string;
};
