// The words of the signals. They are written in client/words_signals.go.
export type SignalWords = {
  readonly signals: string;
  readonly signalsNone: string;
  readonly nameless: string;
  readonly voicesOne: string;
  readonly voicesOther: string; // {n} har sagt detta
  readonly wholeCountry: string;
  // Several of each kind
  readonly erfarenheter: string;
  readonly utmaningar: string;
  readonly losningar: string;
  readonly behoven: string;
  readonly risker: string;
  readonly gladjeamnen: string;
  readonly ataganden: string;
};
