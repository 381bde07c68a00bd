import { NOW, otherEnvironment, validEnvironment } from '../testing/environment-inputs';
import { parseEnvironments } from './parse';
import { sampleValues } from './sample-values';
import type { EnvironmentInput } from './schema';

function samplesIn(...inputs: readonly EnvironmentInput[]) {
  const files = inputs.map((input) => ({ file: `environments/${input.name}.ts`, name: input.name, input }));
  return sampleValues(parseEnvironments(files, NOW)).map(({ name, findings }) => [
    name,
    ...findings.map(({ path, found }) => `${path} = ${found}`),
  ]);
}

test('U5 finds the accounts, the repository and the addresses of the sample, each once', () => {
  const bootstrap = { github: { repository: 'example/backup', subject: 'repo:example/backup' } };
  const dev = validEnvironment(({ environment, vault }) => {
    environment.bootstrap = bootstrap;
    environment.iam = { passableInstanceRoles: ['arn:aws:iam::111111111111:role/ec2_role'] };
    environment.state.bucket = 'states-111111111111';
    vault.accessPolicy = { copiesFromAccounts: ['222222222222'] };
  });
  const prod = otherEnvironment(({ environment }) => {
    environment.bootstrap = bootstrap;
    environment.state.bucket = 'states-333333333333';
  });
  expect(samplesIn(dev, prod)).toEqual([
    [
      'dev',
      'accountId = 111111111111',
      'bootstrap.github.repository = example/backup',
      'notifications.subscriptions.0.endpoint = alerts@example.com',
      'backup.vaults.EC2.accessPolicy.copiesFromAccounts = 222222222222',
    ],
    ['prod', 'accountId = 333333333333'],
  ]);
});

test('U5 mistakes no value of a user for a sample value', () => {
  const own = validEnvironment(({ environment }) => {
    Object.assign(environment, {
      accountId: '111111111112',
      bootstrap: { github: { repository: 'my-example/backup' } },
    });
    environment.state.bucket = 'states-1111111111111';
    environment.notifications = { subscriptions: [{ protocol: 'email', endpoint: 'alerts@my-example.com' }] };
    environment.tags = { Runbook: 'https://wiki.example.com/example/backup' };
  });
  expect(samplesIn(own)).toEqual([]);
});
