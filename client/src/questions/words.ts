// The words of the questions. They are written in client/words_questions.go.

/** The words of the questions. */
export type QuestionWords = {
  readonly questions: string;
  readonly questionsNone: string;
  readonly questionsEarly: string;
  readonly questionsOver: string;
  readonly questionsJoin: string;
  readonly question: string;
  readonly questionHelp: string;
  readonly questionNameless: string;
  readonly questionFor: string;
  readonly questionMe: string;
  readonly askQuestion: string;
  readonly namelessly: string;
  readonly wantOne: string;
  readonly wantOther: string; // {n} vill veta
  readonly mineToo: string;
  readonly mineNot: string;
  readonly mineTooOf: string; // Också min: {question}
  readonly takeQuestionBack: string;
  readonly answerHead: string;
  readonly answeredAloud: string;
  readonly answer: string;
  readonly answerEdit: string;
  readonly answerText: string;
  readonly answerHelp: string;
  readonly settle: string;
  readonly reopen: string;
  readonly hideQuestion: string;
  readonly restoreQuestion: string;
  readonly hiddenQuestions: string;
  readonly questionsNoneHidden: string;
  readonly questionMore: string; // Mer om frågan {question}
  readonly didAsk: string;
  readonly didTakeBack: string;
  readonly didAnswer: string;
  readonly didSettle: string;
  readonly didReopen: string;
  readonly didHide: string;
  readonly didRestore: string;
  readonly newQuestionOne: string;
  readonly newQuestionOther: string; // {n} nya frågor
};
