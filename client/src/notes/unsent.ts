// A small mark on the device while something written here is not kept by the server. By
// it a room that is opened again knows that the notes are wanted at once, to send it.
const key = (meeting: string) => `unsent:${meeting}`;

/** Whether the device has text of a meeting that may not be sent. */
export function isUnsent(meeting: string): boolean {
  try {
    return key(meeting) in localStorage;
  } catch {
    return false; // nothing may be kept
  }
}

/** Makes the mark, or takes it away. */
export function markUnsent(meeting: string, unsent: boolean): void {
  try {
    if (unsent) localStorage.setItem(key(meeting), "1");
    else localStorage.removeItem(key(meeting));
  } catch {
    // then the text is sent when somebody turns to the notes
  }
}
