// A button that does not take the second tap of a double tap for something else.
import { useEffect, useState } from "preact/hooks";

const rest = 500; // milliseconds

type PressProps = { readonly text: string; readonly class: string; readonly press: () => void; readonly shut?: boolean };

/** A button that rests for a moment when it has been pressed, and when it is new or has got another text: then it ignores what is pressed. */
export function Press({ text, class: look, press, shut }: PressProps) {
  const [pressed, setPressed] = useState(0);
  const [rested, setRested] = useState("");
  const state = `${text} ${pressed}`;
  useEffect(() => {
    const timer = setTimeout(() => setRested(state), rest);
    return () => clearTimeout(timer);
  }, [state]);
  const rests = rested !== state;
  const click = () => {
    if (rests || shut) return;
    setPressed(pressed + 1);
    press();
  };
  return <button type="button" class={look} aria-disabled={shut || undefined} data-rests={rests || undefined} onClick={click}>{text}</button>;
}
