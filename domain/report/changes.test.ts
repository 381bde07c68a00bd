import { reportOf } from '../../testing/report';

const base = reportOf();

test('H4 the same configuration changes nothing', () => {
  expect(reportOf(undefined, { base }).changes).toEqual([]);
  expect(base.changes).toBeNull();
});

test('H4 shows what a change loses, and what it gains', () => {
  const { changes } = reportOf(
    ({ environments: [dev, , prod] }) => {
      const [ofDev] = dev?.backup.plans[0]?.rules ?? [];
      const [ec2] = prod?.backup.plans ?? [];
      Object.assign(ofDev ?? {}, { deleteAfterDays: 14, schedule: 'cron(0 7 * * ? *)' });
      Object.assign(ec2?.rules[0] ?? {}, { deleteAfterDays: 20, copies: [] });
      if (prod) prod.backup.plans = prod.backup.plans.slice(0, 1);
    },
    { base },
  );
  expect(
    changes?.map(({ effect, owner, plan, rule, text }) => `${effect}: ${owner}, ${plan}/${rule}: ${text}`),
  ).toEqual([
    'worse: environment prod, EC2/EC2: recovery points in vault EC2 in ap-northeast-1: keeps 20 days, was 30 days',
    'worse: environment prod, EC2/EC2: removed: copy in vault EC2 in ap-northeast-3, kept 30 days',
    'worse: environment prod, EFS/Monthly: the rule is removed: nothing makes its recovery points',
    'other: environment dev, EC2/EC2: runs cron(0 7 * * ? *) in Asia/Tokyo, was cron(0 6 * * ? *) in Asia/Tokyo',
    'better: environment dev, EC2/EC2: recovery points in vault EC2 in ap-northeast-1: keeps 14 days, was 2 days',
  ]);
});
