import { indentedTable, table } from '../table';
import type { Initialized } from './init';

/** The files, and the commands to run next. */
export function initText({ written, replaced, removed, next }: Omit<Initialized, 'notes'>): string {
  const rows = [
    ...written.map((file) => ['written', file]),
    ...replaced.map((file) => ['replaced', file]),
    ...removed.map((file) => ['removed', file]),
  ];
  return [
    rows.length === 0 ? 'All files have these values already.' : table([], rows),
    `Next:\n\n${indentedTable(
      [],
      next.map(({ command, purpose }) => [command, purpose]),
    )}`,
  ].join('\n\n');
}
