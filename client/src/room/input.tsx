// What people send in to a meeting, as one part that is fetched: from the top an open
// poll, signals and questions. Each has a folder of its own, and a section with a heading.
export {} from "../room"; // so that the room stays one file
import { SignalsView } from "../signals/view";
import type { Live } from "./live";

export function InputView({ live }: { readonly live: Live }) {
  return (
    <div class="inputs">
      <SignalsView live={live} />
    </div>
  );
}
