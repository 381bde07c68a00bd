import { refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';

const numbered = (count: number, prefix: string) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const tagsOf = (count: number) => Object.fromEntries(numbered(count, 'Key').map((key) => [key, 'x']));

test('E2 E3 refuses more vaults and plans in a region than AWS Backup takes', () => {
  const input = validEnvironment(({ environment, plan }) => {
    environment.backup.vaults.push(...numbered(300, 'V-').map((name) => ({ name })));
    environment.backup.plans.push(...numbered(300, 'P-').map((name) => ({ ...plan, name })));
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      backup.vaults
        301 vaults in a region, but AWS Backup allows 300.
        → keep 300 or fewer, or split them

      backup.plans
        301 plans in a region, but AWS Backup allows 300.
        → keep 300 or fewer, or split them
  `);
});

test('E3 E4 E8 refuses more rules, selections, copies and tags than AWS Backup takes', () => {
  const input = validEnvironment(({ environment, plan, rule, selection }) => {
    const regions = ['ap-northeast-2', 'ap-northeast-3', 'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'];
    environment.backup.vaults.push(...regions.map((region) => ({ name: 'EC2', region })));
    rule.copies = regions.map((region) => ({ vault: 'EC2', region }));
    rule.recoveryPointTags = tagsOf(11);
    plan.rules.push(
      ...numbered(10, 'R').map((name, hour) => ({ ...rule, name, schedule: `cron(0 ${hour + 8} * * ? *)` })),
    );
    plan.rules.slice(1).forEach((other) => Object.assign(other, { copies: [], recoveryPointTags: {} }));
    plan.selections.push(...numbered(10, 'S').map((name) => ({ ...selection, name })));
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 4 problems

      backup.plans.EC2.rules
        11 rules in a plan, but AWS Backup allows 10.
        → keep 10 or fewer, or split them

      backup.plans.EC2.selections
        11 selections by tags in a plan, but AWS Backup allows 10.
        → keep 10 or fewer, or split them

      backup.plans.EC2.rules.Daily.copies
        6 copies in a rule, but AWS Backup allows 5.
        → keep 5 or fewer, or split them

      backup.plans.EC2.rules.Daily.recoveryPointTags
        11 tags on a recovery point, but AWS Backup allows 10.
        → keep 10 or fewer, or split them
  `);
});

test('N7 refuses more tags, conditions and resources in a selection than AWS Backup takes', () => {
  const input = validEnvironment(({ selection }) => {
    selection.tags = { AWSBackup: numbered(31, 'v') };
    selection.match = 'any';
    selection.resources = [...numbered(31, 'arn:aws:s3:::a*'), ...numbered(500, 'arn:aws:s3:::bucket-')];
    selection.notResources = numbered(501, 'arn:aws:s3:::old-');
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 3 problems

      backup.plans.EC2.selections.Tagged.tags
        31 tags in a selection, but AWS Backup allows 30.
        → keep 30 or fewer, or split them

      backup.plans.EC2.selections.Tagged.resources
        31 ARNs with wildcards in a selection, but AWS Backup allows 30.
        → keep 30 or fewer, or split them

      backup.plans.EC2.selections.Tagged.notResources
        501 ARNs without wildcards in a selection, but AWS Backup allows 500.
        → keep 500 or fewer, or split them
  `);
});

test('N7 refuses more conditions in a selection than AWS Backup takes', () => {
  const input = validEnvironment(({ selection }) => {
    selection.match = 'all';
    selection.conditions = { stringEquals: tagsOf(30), stringLike: { Name: '*' } };
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.selections.Tagged.conditions
        31 conditions in a selection, but AWS Backup allows 30.
        → keep 30 or fewer, or split them
  `);
});

test('N7 accepts as many as AWS Backup takes', () => {
  const input = validEnvironment(({ rule, selection }) => {
    rule.recoveryPointTags = tagsOf(10);
    selection.tags = { AWSBackup: numbered(30, 'v') };
    selection.match = 'any';
    selection.resources = [...numbered(30, 'arn:aws:s3:::a*'), ...numbered(500, 'arn:aws:s3:::bucket-')];
  });
  expect(warningsOf(input).filter((warning) => !warning.includes('combines both'))).toEqual([]);
});
