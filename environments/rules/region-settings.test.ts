import { refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';

test('refuses unknown resource types, and names the ones that were meant', () => {
  const input = validEnvironment(({ environment }) => {
    environment.backup.regionSettings = [
      { region: 'ap-northeast-1', optIn: { EC2: true, DynamoBD: true }, management: { EC2: true, constructor: true } },
    ];
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 3 problems

      backup.regionSettings.ap-northeast-1.optIn.DynamoBD
        "DynamoBD" is not a resource type of this setting.
        → did you mean DynamoDB?

      backup.regionSettings.ap-northeast-1.management.EC2
        "EC2" is not a resource type of this setting.
        → did you mean EFS?

      backup.regionSettings.ap-northeast-1.management.constructor
        "constructor" is not a resource type of this setting.
        → use some of DynamoDB, EFS
  `);
});

test('refuses settings of one region twice', () => {
  const input = validEnvironment(({ environment }) => {
    environment.backup.regionSettings = [
      { region: 'ap-northeast-1', optIn: { EC2: true } },
      { region: 'ap-northeast-1', optIn: { EFS: true } },
    ];
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.regionSettings.ap-northeast-1
        Region ap-northeast-1 has settings twice, but a region has one set per account.
        → put them into one entry
  `);
});

test('accepts the management of the two types that have it', () => {
  const input = validEnvironment(({ environment }) => {
    environment.backup.regionSettings = [
      { region: 'ap-northeast-1', optIn: { EC2: true }, management: { DynamoDB: true, EFS: false } },
    ];
  });
  expect(warningsOf(input)).toEqual([]);
});
