// The tools of those who run a meeting, as one part that is fetched.
export {} from "../room"; // so that the room stays one file
export { AddForms } from "../agenda/form";
export { AgendaList } from "../agenda/list";
export { Closing } from "../agenda/keeper";
export { Steps } from "../agenda/steps";
export { undoing } from "../agenda/undo";
export { covers } from "../duty/covers";
export { HouseTools, PersonMenu } from "../house/tools";
export { CallerAnswers } from "../polls/callers";
export { PollTools } from "../polls/tools";
export { HiddenQuestions } from "../questions/hidden";
export { QuestionTools } from "../questions/tools";
export { CallerTools } from "../queue/callers";
export { ChairList, Lead, ListTools } from "../queue/chair";
export { Hidden } from "../signals/hidden";
export { MergeForm } from "../signals/merge";
export { Saved } from "./saved";
