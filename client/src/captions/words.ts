// The words of the strip of captions. They are written in client/words_captions.go.

export type CaptionWords = {
  readonly captions: string;
  readonly captionsSaid: string;
  readonly captionsPage: string;
  readonly captionsNone: string;
  readonly captionsAway: string;
  readonly captionsNotKept: string;
};
