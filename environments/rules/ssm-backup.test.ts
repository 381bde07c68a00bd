import type { EnvironmentInput } from '../schema';
import { refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';

const withBackup = (ssmBackup: EnvironmentInput['ssmBackup']) =>
  validEnvironment(({ environment }) => {
    environment.ssmBackup = ssmBackup;
  });

const step = (name: string) => ({ name, action: 'aws:runCommand', inputs: { DocumentName: 'AWS-RunShellScript' } });

test('S8 S13 refuses what AWS refuses, all at once', () => {
  const input = withBackup({
    group: '',
    before: [step('Flush'), step('is flushed')],
    after: [step('Flush')],
    automationPolicyArns: ['flush', 'arn:aws:iam::999999999999:policy/flush'],
    imageParameterArns: ['golden', 'arn:aws:ssm:us-east-1:111111111111:parameter/golden'],
    logRetentionDays: 31,
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 8 problems

      ssmBackup.group = ""
        "" cannot name a group of instances.
        → use 1 to 256 letters, digits, spaces and _ . : / = + - @

      ssmBackup.before.is flushed.name = "is flushed"
        "is flushed" cannot name a step.
        → use 3 to 128 letters, digits and _

      ssmBackup.automationPolicyArns = "flush"
        "flush" cannot name a policy.
        → use arn:aws:iam::<account>:policy/<name>, or aws instead of the account

      ssmBackup.imageParameterArns = "golden"
        "golden" cannot name a parameter of Systems Manager.
        → use arn:aws:ssm:<region>:<account>:parameter/<name>, without a version and without *

      ssmBackup.after.Flush.name = "Flush"
        "Flush" is used twice.
        → give it a unique name

      ssmBackup.automationPolicyArns = "arn:aws:iam::999999999999:policy/flush"
        The policy is outside account 111111111111: a role can only have policies of its own account or of AWS.
        → name a policy of account 111111111111, or an AWS managed policy

      ssmBackup.imageParameterArns = "arn:aws:ssm:us-east-1:111111111111:parameter/golden"
        The parameter is in us-east-1, but the launch templates and images are in ap-northeast-1.
        → name a parameter in ap-northeast-1

      ssmBackup.logRetentionDays = 31
        CloudWatch Logs keeps logs only for certain numbers of days, and 31 is not one of them.
        → write 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653
  `);
});

test('S13 refuses a step that changes the way of the backup', () => {
  const input = withBackup({ before: [{ name: 'skip', action: 'aws:branch', inputs: { Choices: [] } }] });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      ssmBackup.before.skip.action = "aws:branch"
        A custom step cannot be "aws:branch": it could leave the instance stopped.
        → use one of aws:approve, aws:assertAwsResourceProperty, aws:createTags, aws:executeAutomation, aws:executeAwsApi, aws:executeScript, aws:executeStateMachine, aws:invokeLambdaFunction, aws:pause, aws:runCommand, aws:sleep, aws:waitForAwsResourceProperty
  `);
});

test('S13 refuses what JSON cannot say', () => {
  const odd = { name: 'odd', action: 'aws:sleep', inputs: { Duration: () => 'PT1M' } };
  const input = withBackup({ before: [odd] } as unknown as EnvironmentInput['ssmBackup']);
  expect(refusalOf(input)).toContain('ssmBackup.before.odd.inputs.Duration');
});

test('S13 accepts custom steps with the policies that they need', () => {
  const input = withBackup({
    group: '本番 web',
    before: [step('Flush')],
    after: [step('Check')],
    automationPolicyArns: ['arn:aws:iam::111111111111:policy/flush', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
    logRetentionDays: 3653,
  });
  expect(warningsOf(input)).toEqual([]);
});

test('S5 accepts parameters by name or path, of the account or shared by another', () => {
  const imageParameterArns = [
    'arn:aws:ssm:ap-northeast-1:111111111111:parameter/golden',
    'arn:aws:ssm:ap-northeast-1:999999999999:parameter/images/web/golden',
  ];
  expect(warningsOf(withBackup({ imageParameterArns }))).toEqual([]);
  expect(refusalOf(withBackup({ imageParameterArns: [`${imageParameterArns[0]}*`] }))).toContain('without *');
});

test('S8 finds a misspelled key and a wrong value beside it', () => {
  const input = withBackup({ windw: {}, group: 3 } as unknown as EnvironmentInput['ssmBackup']);
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      ssmBackup.windw
        Unknown key "windw". Did you mean "window"?
        → write window, or remove it

      ssmBackup.group = 3
        Found a number, but text is required.
        → write text in quotes

      Values that depend on these are checked once these are correct.
  `);
});

test('S13 warns of more policies on the automation’s role than IAM takes by itself', () => {
  const automationPolicyArns = (count: number) =>
    Array.from({ length: count }, (_, index) => `arn:aws:iam::111111111111:policy/p${index}`);
  expect(warningsOf(withBackup({ automationPolicyArns: automationPolicyArns(9) }))).toEqual([]);
  expect(warningsOf(withBackup({ automationPolicyArns: automationPolicyArns(10) }))).toEqual([
    expect.stringContaining('ssmBackup.automationPolicyArns: the automation’s role would have 11 policies'),
  ]);
});
