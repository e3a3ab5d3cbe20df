// The words of the polls. They are written in client/words_polls.go.

/** The words of the polls. */
export type PollWords = {
  readonly poll: string;
  readonly pollToAnswer: string;
  readonly pollToSee: string;
  readonly saidPoll: string; // Snabbfråga: {question}
  readonly saidPollClosed: string;
  readonly pollAnswer: string;
  readonly pollRule: string;
  readonly pollThanks: string;
  readonly pollWait: string;
  readonly pollSteps: string;
  readonly pollFew: string;
  readonly pollJoin: string;
  readonly answersOne: string;
  readonly answersOther: string; // {n} har svarat
  readonly pollResult: string;
  readonly pollChoice: string;
  readonly pollCount: string;
  readonly pollShare: string; // {n} ({share} %)
  readonly pollsBefore: string;
  readonly pollNew: string;
  readonly pollQuestion: string;
  readonly pollChoices: string;
  readonly pollChoicesHelp: string;
  readonly pollYesNo: string;
  readonly pollShown: string;
  readonly pollAtLeast: string;
  readonly pollOpen: string;
  readonly pollSave: string;
  readonly pollClose: string;
  readonly pollRemove: string;
  readonly pollsPrepared: string;
  readonly pollCaller: string;
  readonly pollCallerWho: string;
  readonly pollEnter: string;
  readonly pollSeveral: string;
  readonly pollSeveralHelp: string; // … {n}
  readonly pollEnterAll: string;
  readonly didAddPoll: string;
  readonly didOpenPoll: string;
  readonly didClosePoll: string;
  readonly didRemovePoll: string;
  readonly didEnterAnswer: string;
  readonly didEnterAnswers: string;
};
