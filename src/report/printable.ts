/** Text of the user's files on its way to a terminal, which would obey control characters in it. */

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;

/** One line without control characters: each is written as `\\u001b`. */
export function printable(line: string): string {
  return line.replace(CONTROL, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
