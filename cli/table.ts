import Table from 'cli-table3';

const NO_LINES = Object.fromEntries(
  ['top', 'bottom', 'mid', 'left', 'right'].flatMap((side) =>
    ['', '-mid', '-left', '-right'].map((part) => [`${side}${part}`, '']),
  ),
);

/** Columns for people, without lines and without spaces at the end. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = new Table({
    head: [...head],
    chars: { ...NO_LINES, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  columns.push(...rows.map((row) => [...row]));
  return columns.toString().replaceAll(/ +$/gm, '');
}

/** Moves every line of a text to the right. */
export function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
