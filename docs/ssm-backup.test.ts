import { readFileSync } from 'node:fs';
import path from 'node:path';

import { backupDocument } from '../modules/ssm/backup-document';
import { transitionsOf } from '../modules/ssm/document/transitions';

const ARROWS = { success: '-->', failure: '-. fails .->', cancel: '-. cancelled .->' } as const;

test('S7 the diagram shows every way that an execution of the document can go, and no other', () => {
  const page = readFileSync(path.join(__dirname, 'ssm-backup.md'), 'utf8');
  const shown = page.split('\n').filter((line) => /^ {2}\w+ (?:-->|-\.)/.test(line));
  const ways = transitionsOf(
    backupDocument({ automationRoleArn: 'arn:aws:iam::111111111111:role/x', pruneFunctionName: 'x' }),
  );
  expect(shown.map((line) => line.trim())).toEqual(
    ways.map(({ from, to, reason }) => `${from} ${ARROWS[reason]} ${to}`),
  );
});
