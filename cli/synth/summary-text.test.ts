import { parseEnvironments } from '../../environments/parse';
import { NOW, validEnvironment } from '../../testing/environment-inputs';
import { summarize } from './summary';
import { summaryText } from './summary-text';

test.each([
  [['BACKUP_JOB_COMPLETED'], 'notifies about BACKUP_JOB_COMPLETED'],
  [[], 'notifies about nothing'],
  ['unmanaged', 'notifications unmanaged'],
] as const)('X1 N3 the summary of a vault with notify %j', (notify, expected) => {
  const input = validEnvironment(({ vault }) => {
    vault.notify = notify === 'unmanaged' ? notify : [...notify];
  });
  const configuration = parseEnvironments([{ file: 'dev.ts', name: 'dev', input }], NOW);
  expect(summaryText(summarize(configuration, NOW))).toContain(`EC2 in ap-northeast-1, aws-managed key, ${expected}\n`);
});
