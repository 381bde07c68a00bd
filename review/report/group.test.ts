import type { ReviewFinding } from '../finding';
import { grouped } from './group';

const finding = (environment: string, account: string, before: unknown): ReviewFinding => ({
  rule: 'tags-changed',
  severity: 'low',
  environments: [environment],
  accounts: [account],
  stack: 'backup',
  address: `aws_backup_vault.${account}`,
  path: '',
  before,
  after: null,
  why: '',
  remedy: '',
});

test('D merges findings that differ only in the environment and the account, whatever their names', () => {
  const value = (environment: string, account: string) => ({ [account]: [`a\t"${environment}"\n`, 1, null] });
  const both = [
    finding('t', '111111111111', value('t', '111111111111')),
    finding('n', '222222222222', value('n', '222222222222')),
  ];
  expect(grouped(both)).toEqual([
    expect.objectContaining({
      environments: ['t', 'n'],
      address: 'aws_backup_vault.<account>',
      before: { '<account>': ['a\t"<environment>"\n', 1, null] },
    }),
  ]);
  expect(grouped([finding('t', '{', '{'), finding('n', '111111111111', 'x')])).toHaveLength(2);
});
