// How the answers of a poll fell: in figures, with bars that repeat them for the eye.
import type { Poll } from "../wire";
import { count, fill, type AllWords } from "../words";

type Props = { readonly words: AllWords; readonly poll: Poll };

/** The result of a poll that is closed. */
export function Result({ words, poll }: Props) {
  return (
    <>
      <h3><bdi>{poll.question}</bdi></h3>
      <Tally words={words} poll={poll} />
      <p class="meta">{count(words, "answers", poll.answers)}.{poll.counts ? "" : ` ${words.pollFew}`}</p>
    </>
  );
}

/** The table of a result, as far as it is shown. */
export function Tally({ words, poll }: Props) {
  if (!poll.counts) return null;
  const sum = poll.counts.reduce((a, b) => a + b, 0);
  return (
    <table class="tally">
      <caption class="sr">{words.pollResult}: {poll.question}</caption>
      <thead class="sr"><tr><th scope="col">{words.pollChoice}</th><th scope="col">{words.pollCount}</th></tr></thead>
      <tbody>
        {poll.counts.map((n, i) => (
          <tr key={i}>
            <th scope="row"><bdi>{poll.choices?.[i]}</bdi><progress aria-hidden="true" max={sum} value={n} /></th>
            <td>{fill(words.pollShare, { n, share: percent(n, sum) })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A share in whole per cent. */
function percent(n: number, of: number): number {
  return of > 0 ? Math.round((100 * n) / of) : 0;
}
