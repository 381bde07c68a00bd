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
    'other: environment dev, EC2/EC2: runs cron(0 7 * * ? *) in Asia/Tokyo, was cron(0 6 * * ? *) in Asia/Tokyo',
    'better: environment dev, EC2/EC2: recovery points in vault EC2 in ap-northeast-1: keeps 14 days, was 2 days',
    'worse: environment prod, EFS/Monthly: the rule is removed: nothing makes its recovery points',
  ]);
});

test('H4 compares the version of a plan that an account has with the version that it had', () => {
  const { changes } = reportOf(
    ({ organization }) => {
      const [, production] = organization?.policies ?? [];
      const [rule] = production?.plans?.[0]?.rules ?? [];
      Object.assign(rule ?? {}, { deleteAfterDays: 30 });
    },
    { base },
  );
  expect(changes?.map(({ effect, plan, text }) => `${effect}: ${plan}: ${text}`)).toEqual([
    'worse: test-bk-plan: recovery points in vault test-bk-vault in ap-northeast-1: keeps 30 days, was 35 days',
  ]);
});

test('H4 accounts that lose their own version of a plan get the one of the others', () => {
  const { changes } = reportOf(
    ({ organization }) => {
      organization?.policies.splice(1);
    },
    { base },
  );
  expect(changes?.map(({ text }) => text)).toEqual([
    'recovery points in vault test-bk-vault in ap-northeast-1: keeps 7 days, was 35 days',
  ]);
});

test('H4 a plan that is removed', () => {
  const { changes } = reportOf(
    ({ organization }) => {
      organization?.policies.splice(0);
    },
    { base },
  );
  expect(changes?.map(({ effect, owner, plan, text }) => `${effect}: ${owner}, ${plan}: ${text}`)).toEqual([
    'worse: organization policies, test-bk-plan: the rule is removed: nothing makes its recovery points',
  ]);
});
