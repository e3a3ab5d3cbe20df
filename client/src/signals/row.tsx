// One signal: what it says, and who says so.
import type { Live } from "../room/live";
import type { Signal } from "../wire";
import { count } from "../words";
import { about } from "./kinds";

type Props = { readonly live: Live; readonly signal: Signal };

export function Row({ live: { all: words }, signal }: Props) {
  const { who, where } = about(signal, words);
  return (
    <li class="signal">
      <div class="said">
        <p class="text"><bdi>{signal.text}</bdi></p>
        <p class="by"><bdi>{who}</bdi>{where && <> · <bdi>{where}</bdi></>}</p>
        {signal.voices > 1 && <p class="voices">{count(words, "voices", signal.voices)}</p>}
      </div>
    </li>
  );
}
