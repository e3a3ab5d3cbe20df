// The words of the signals. They are written in client/words_signals.go.
export type SignalWords = {
  readonly signals: string;
  readonly signalsLead: string;
  readonly signalsNone: string;
  readonly signalKind: string;
  readonly roundShared: string; // {n} av {of} har delat något
  readonly roundShare: string;
  readonly signalText: string;
  readonly signalShare: string;
  readonly signalMore: string;
  readonly signalMoreRuns: string;
  readonly signalCounty: string;
  readonly noCounty: string;
  readonly wholeCountry: string;
  readonly signalNameless: string;
  readonly signalFor: string;
  readonly signalForMe: string;
  readonly nameless: string;
  readonly voicesOne: string;
  readonly voicesOther: string; // {n} har sagt detta
  readonly signalJoin: string;
  readonly alikeTitle: string;
  readonly alikeOne: string;
  readonly alikeOther: string; // {n} rader liknar din
  readonly alikeWhen: string; // sagt {when}
  readonly alikeTake: string;
  readonly alikeOpen: string;
  readonly signalWithdraw: string;
  readonly erfarenhet: string;
  readonly utmaning: string;
  readonly losning: string;
  readonly behov: string;
  readonly risk: string;
  readonly gladjeamne: string;
  readonly atagande: string;
  readonly erfarenheter: string;
  readonly utmaningar: string;
  readonly losningar: string;
  readonly behoven: string;
  readonly risker: string;
  readonly gladjeamnen: string;
  readonly ataganden: string;
  readonly signalEdit: string;
  readonly signalMerge: string;
  readonly signalInto: string;
  readonly signalMergeNow: string;
  readonly signalHide: string;
  readonly signalsHidden: string;
  readonly signalsNoneHidden: string;
  readonly signalRestore: string;
  readonly didWithdrawSignal: string;
  readonly didEditSignal: string;
  readonly didMergeSignal: string;
  readonly didHideSignal: string;
  readonly keptSent: string;
  readonly keptHereOne: string;
  readonly keptHereOther: string; // {n} saker …
  readonly keptOtherOne: string; // 1 sak som skrevs som {name} …
  readonly keptOtherOther: string;
  readonly keptOtherLead: string;
  readonly keptSomebody: string; // after som
  readonly keptVote: string;
  readonly keptSendOwn: string;
  readonly keptForget: string;
  readonly didRestoreSignal: string;
};
