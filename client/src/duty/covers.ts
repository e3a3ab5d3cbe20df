// What each duty covers, by the names of commands: as meetings.Room.Covers in Go, held
// together by meetings/testdata/duties.json. The server has the last word.
import type { Command, Duty, Instant } from "../wire";

const covered: Readonly<Record<Duty, RegExp>> = {
  motesledare: /^(?:agenda\.|queue\.(?!ask|withdraw)|caller\.|signal\.(?:edit|merge|hide|restore)|material\.(?:edit|hide|restore)|notes\.|question\.(?:hide|restore|answer|settle|reopen)|poll\.(?!answer)|person\.|lobby\.|room\.)/,
  sekreterare: /^(?:agenda\.(?:add|paste|edit|move)|signal\.(?:edit|merge)|material\.edit|notes\.)/,
  telefonvard: /^(?:caller\.|poll\.enter)/,
  moderator: /^(?:(?:signal|question|material)\.(?:hide|restore)|person\.|lobby\.|room\.)/,
  skrivtolk: /^$/,
};

/** Whether somebody's duties let them give a command as an organiser may. Once the meeting has ended they only say what becomes of the rest. */
export function covers(duties: readonly Duty[], command: Command["do"], ended?: Instant): boolean {
  return (!ended || /^agenda\.(?:carry|settle)$/.test(command)) && duties.some(duty => covered[duty].test(command));
}
