// The words of the lunch keeper. They are written in client/words_keeper.go.

export type KeeperWords = {
  readonly stateDropped: string;
};

export type KeeperToolWords = {
  readonly startSure: string;
  readonly startNow: string;
  readonly meetingLeftOne: string;
  readonly meetingLeftOther: string;
  readonly meetingLateOne: string;
  readonly meetingLateOther: string;
  readonly overrunOne: string;
  readonly overrunOther: string;
  readonly nearEnd: string;
  readonly nearEndSaid: string;
  readonly askMaterial: string;
  readonly askNeeds: string;
  readonly openNeedsOne: string;
  readonly openNeedsOther: string;
  readonly askPromises: string;
  readonly openPromisesOne: string;
  readonly openPromisesOther: string;
  readonly nextDate: string;
  readonly noNextDate: string;
  readonly notFinished: string;
  readonly nextTime: string;
  readonly strike: string;
  readonly becameDone: string;
  readonly allSettled: string;
  readonly didStrike: string;
  readonly didBecomeDone: string;
  readonly sinceOne: string;
  readonly sinceOther: string;
};
