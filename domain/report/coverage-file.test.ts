import { reportOf } from '../../testing/report';

const resource = (account: string, type: string, status: string) => ({ account, type, status, arn: 'arn' });

test('H1 counts the resources of a coverage file by account, type and status', () => {
  const content = {
    resources: [
      resource('333333333333', 'EC2', 'covered'),
      resource('333333333333', 'EC2', 'covered'),
      resource('333333333333', 'EC2', 'missing-tag'),
      resource('111111111111', 'EFS', 'stale'),
      resource('777777777777', 'EC2', 'covered'),
    ],
  };
  const { accounts, coverage } = reportOf(undefined, { coverage: { file: 'coverage.json', content } });
  const { found, types } = coverage;
  const counts = found?.counts.map(([account, type, status, count]) => [
    accounts[account]?.[1],
    types[type],
    found.statuses[status],
    count,
  ]);
  expect(counts).toEqual([
    ['prod', 'EC2', 'covered', 2],
    ['prod', 'EC2', 'missing-tag', 1],
    ['dev', 'EFS', 'stale', 1],
  ]);
  expect(found?.elsewhere).toBe(1);
});

test('H1 takes the counts of a coverage file, so that nothing reads its resources', () => {
  const byType = [{ ...resource('333333333333', 'EC2', 'covered'), count: 1200 }];
  const { coverage } = reportOf(undefined, { coverage: { file: 'coverage.json', content: { resources: [], byType } } });
  expect(coverage.found?.counts).toEqual([[2, 6, 0, 1200]]);
});

test.each([
  [[]],
  [{}],
  [{ byType: [{ ...resource('333333333333', 'EC2', 'covered'), count: 'all' }] }],
  [{ byType: [{ ...resource('333333333333', 'EC2', 'covered'), count: -1 }] }],
  [{ resources: [{ type: 'EC2' }] }],
  [{ resources: [resource('333333333333', 'EC2', 'protected')] }],
  ['text'],
])('H1 refuses %j as coverage file', (content) => {
  const read = () => reportOf(undefined, { coverage: { file: 'x.json', content } });
  expect(read).toThrow('x.json is not the output of backupctl coverage');
});
