// The words of the speaker list. They are written in client/words_queue.go.
export type QueueWords = {
  readonly queue: string;
  readonly queueTab: string;
  readonly yourTurnTab: string;
  readonly queueNone: string;
  readonly queueClosed: string;
  readonly queueEarly: string;
  readonly floorFree: string;
  readonly speaksNow: string;
  readonly speakingTime: string;
  readonly you: string;
  readonly caller: string; // Telefon {n}
  readonly onPhone: string;
  readonly callersOne: string;
  readonly callersOther: string; // {n} ringer in
  readonly soundIsOff: string;
  readonly lineIsBroken: string;
  readonly ringsIn: string;
  readonly ownCode: string; // … {code} …
  readonly ownCall: string; // … Telefon {n}
  // One's own turn
  readonly ask: string;
  readonly askAgain: string;
  readonly yourPlace: string; // Du är nummer {n}
  readonly yourNext: string;
  readonly yourTurn: string;
  readonly withdraw: string;
  readonly passOn: string;
  readonly turnNote: string;
  readonly turnNoteAdd: string;
  readonly turnNoteEdit: string;
  readonly cueWanted: string;
  readonly didWithdraw: string;
  // Said aloud
  readonly saidSpeaks: string; // {name} har ordet
};

export type QueueToolWords = {
  // Said aloud
  readonly saidPlace: string; // {name} på plats {n} av {of} i talarlistan
  readonly askedOne: string;
  readonly askedOther: string; // {n} nya i talarlistan
  // The chair
  readonly nextSpeaker: string;
  readonly freeFloor: string;
  readonly skipSpeaker: string;
  readonly recall: string; // Ge ordet tillbaka till {name}
  readonly giveFloor: string;
  readonly moveFirst: string;
  readonly moveLast: string;
  readonly offList: string;
  readonly turnHelp: string;
  readonly firstTime: string;
  readonly suggest: string; // {name} har inte talat än.
  readonly mix: string; // Väntar: {sectors}
  readonly addSpeaker: string;
  readonly speakerName: string;
  readonly speakerOrganisation: string;
  readonly speakerSector: string;
  readonly noSector: string;
  readonly addToList: string;
  readonly closeQueue: string;
  readonly openQueue: string;
  readonly addCaller: string;
  readonly callerAs: string; // Lägg till Telefon {n}
  readonly callerHelp: string;
  readonly rename: string;
  readonly rangIn: string; // {name} har ringt in.
  readonly wantsHelp: string;
  readonly wantsSummary: string;
  readonly wantsHelpMark: string;
  readonly helped: string;
  readonly soundOff: string;
  readonly soundOn: string;
  readonly lineBroke: string;
  readonly lineBack: string;
  readonly didSetCaller: string;
  readonly rungOff: string;
  readonly addNow: string;
  // What was done
  readonly didNextSpeaker: string;
  readonly didSkip: string;
  readonly didRecall: string;
  readonly didEndTurn: string;
  readonly didMoveTurn: string;
  readonly didAddTurn: string;
  readonly didRemoveTurn: string;
  readonly didCloseQueue: string;
  readonly didOpenQueue: string;
  readonly didAddCaller: string;
  readonly didEditCaller: string;
  readonly didRemoveCaller: string;
};
