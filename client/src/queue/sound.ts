// The cue as it is heard and felt.
export {} from "../room"; // so that the room stays one file

let audio: AudioContext | undefined;

/** Sounds and shakes so many times. */
export function sound(times: number): void {
  if ("vibrate" in navigator) navigator.vibrate(Array.from({ length: 2 * times - 1 }, () => 200));
  audio ??= new AudioContext();
  void audio.resume();
  for (let i = 0; i < times; i++) {
    const [tone, level] = [audio.createOscillator(), audio.createGain()];
    const at = audio.currentTime + i * 0.35;
    tone.frequency.value = 660 + 220 * i;
    level.gain.setValueAtTime(0.2, at);
    level.gain.exponentialRampToValueAtTime(0.001, at + 0.3);
    tone.connect(level).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.3);
  }
}
