import { refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';

test('E1 refuses an environment of another partition once, whatever names it', () => {
  const input = validEnvironment(({ environment, plan, selection }) => {
    Object.assign(environment, { region: 'us-gov-west-1' });
    Object.assign(environment.state, {
      region: 'us-gov-west-1',
      kmsKeyArn: 'arn:aws-us-gov:kms:us-gov-west-1:111111111111:key/k',
    });
    Object.assign(plan, { region: 'cn-north-1' });
    selection.resources = ['arn:aws-us-gov:ec2:us-gov-west-1:*:instance/*'];
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      region = "us-gov-west-1"
        This belongs to the partition aws-us-gov, but the stacks support only the partition aws.
        → name only regions and ARNs of the partition aws; policy lint and policy effective support the others
  `);
});

test('E1 refuses a single ARN of another partition, and accepts it in the partition aws', () => {
  const withKey = (partition: string, region: string) =>
    validEnvironment(({ environment }) => {
      Object.assign(environment.state, { kmsKeyArn: `arn:${partition}:kms:${region}:111111111111:key/k` });
    });
  expect(refusalOf(withKey('aws-cn', 'cn-north-1'))).toBe(text`
    environments/dev.ts is refused: 1 problem

      state.kmsKeyArn = "arn:aws-cn:kms:cn-north-1:111111111111:key/k"
        This belongs to the partition aws-cn, but the stacks support only the partition aws.
        → name only regions and ARNs of the partition aws; policy lint and policy effective support the others
  `);
  expect(warningsOf(withKey('aws', 'ap-northeast-1'))).toEqual([]);
});

test('E1 accepts the name of a region of another partition where it is only a text', () => {
  const input = validEnvironment(({ environment, selection }) => {
    environment.tags = { Origin: 'cn-north-1' };
    selection.tags = { Source: 'us-gov-west-1' };
  });
  expect(warningsOf(input)).toEqual([]);
});

test('N7 reports what is wrong with such a text', () => {
  const input = validEnvironment(({ selection }) => {
    const conditions = { stringEquals: { Zone: 'cn-north-1' }, stringNotEquals: { Zone: 'cn-north-1' } };
    Object.assign(selection, { tags: {}, resources: ['*'], conditions });
  });
  expect(refusalOf(input)).toContain('StringNotEquals "cn-north-1"');
});
