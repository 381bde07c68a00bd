/** No document of Terraform or AWS is nested this deeply. A deeper one could exhaust the stack. */
const MAXIMUM_DEPTH = 200;

/** Whether objects and lists of a JSON text are nested too deeply to be read. Takes one pass, and no stack. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') at = endOfText(text, at);
    else if (sign === '{' || sign === '[') {
      if (++depth > MAXIMUM_DEPTH) return true;
    } else if (sign === '}' || sign === ']') depth--;
  }
  return false;
}

/** The position of the closing quote. */
function endOfText(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}
