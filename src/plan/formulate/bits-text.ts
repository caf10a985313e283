/** Bits a character of a text: below the characters that come in pairs. */
const BITS = 15;

/**
 * A text that says of so many things which of them are: the same of the same alone, and a fifteenth as long as with a
 * digit for each, as a table's key is read from end to end.
 */
export function bitsText(length: number, isSet: (index: number) => boolean): string {
  let text = "";
  for (let from = 0; from < length; from += BITS) {
    const end = Math.min(length, from + BITS);
    let bits = 0;
    for (let index = from; index < end; index += 1) bits = 2 * bits + (isSet(index) ? 1 : 0);
    text += String.fromCharCode(bits);
  }
  return text;
}
