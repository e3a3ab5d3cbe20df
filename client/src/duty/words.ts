// The words about roles while a meeting runs. They are written in client/words_duty.go.

/** Those that come with the page. */
export type DutyWords = {
  readonly motesledare: string;
  readonly sekreterare: string;
  readonly telefonvard: string;
  readonly moderator: string;
  readonly skrivtolk: string;
};

/** Those of whoever gives roles, or has one. */
export type DutyToolWords = {
  readonly duties: string;
  readonly giveDuty: string;
  readonly endDuty: string;
  readonly layDown: string;
  readonly didGiveDuty: string;
  readonly didEndDuty: string;
  readonly youAreNow: string;
  readonly youAreNot: string;
  readonly dutyLinks: string;
  readonly writeCaptions: string;
};
