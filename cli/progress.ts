import type { Progress } from '../operations/progress';

/** Progress on stderr: on a terminal in one line, otherwise on separate lines without repetition. */
export function progressOnStderr(): { readonly progress: Progress; readonly done: () => void } {
  const { stderr } = process;
  if (!stderr.isTTY) return { progress: onceInARow((text) => void stderr.write(`${text}\n`)), done: () => {} };
  const clear = '\r\u001B[K';
  return { progress: (text) => void stderr.write(`${clear}${text}`), done: () => void stderr.write(clear) };
}

function onceInARow(progress: Progress): Progress {
  let last: string | undefined;
  return (text) => {
    if (text !== last) progress(text);
    last = text;
  };
}
