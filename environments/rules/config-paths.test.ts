import { refusalOf, text, validEnvironment } from '../../testing/environment-inputs';

test('E2 names vaults of one name by their regions', () => {
  const input = validEnvironment(({ environment, vault }) => {
    vault.key = 'a';
    environment.backup.vaults.push({ name: 'EC2', region: 'ap-northeast-3', key: 'b' }, { name: 'EFS', key: 'c' });
  });
  expect(refusalOf(input).match(/^ {2}\S+(?= = )/gm)).toEqual([
    '  backup.vaults.EC2.key',
    '  backup.vaults.EC2[ap-northeast-3].key',
    '  backup.vaults.EFS.key',
  ]);
});

test('E8 names copies into vaults with the same name by what differs', () => {
  const input = validEnvironment(({ rule }) => {
    rule.copies = [
      { vault: 'Far', region: 'ap-northeast-3' },
      { vault: 'Far', region: 'us-east-1' },
      { vault: 'Far', region: 'us-east-1', accountId: '22222' },
      { vault: 'Near', region: 'ap-northeast-3', accountId: '33333' },
    ];
  });
  const rule = '  backup.plans.EC2.rules.Daily.copies';
  expect(refusalOf(input).match(/^ {2}backup\S*\.copies\.[^=\n]+(?= = )/gm)).toEqual([
    `${rule}.Far[us-east-1, 22222].accountId`,
    `${rule}.Near.accountId`,
    `${rule}.Far[ap-northeast-3].vault`,
    `${rule}.Far[us-east-1].vault`,
  ]);
});

test('E3 names plans of one name by their regions, also where a value is of the wrong kind', () => {
  const second = (change: object) =>
    validEnvironment(({ environment, plan }) => {
      environment.backup.vaults.push({ name: 'EC2', region: 'ap-northeast-3' });
      const [rule] = plan.rules;
      environment.backup.plans.push({ ...plan, region: 'ap-northeast-3', rules: rule ? [{ ...rule, ...change }] : [] });
    });
  expect(refusalOf(second({ deleteAfterDays: 0 }))).toContain(
    'backup.plans.EC2[ap-northeast-3].rules.Daily.deleteAfterDays = 0',
  );
  expect(refusalOf(second({ deleteAfterDays: 'ten' }))).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2[ap-northeast-3].rules.Daily.deleteAfterDays = "ten"
        Found text, but a number is required.
        → write a number

      Values that depend on these are checked once these are correct.
  `);
});
