import { Testing } from 'cdktf';
import type { Construct } from 'constructs';

import { defineContract } from './contract';
import { recordDependencies } from './dependencies';
import { EnvironmentStack } from './environment-stack';

class ReadingStack extends EnvironmentStack {
  constructor(scope: Construct, name: string, reads: readonly string[], environment = 'dev') {
    super(scope, name, {
      service: 'anyservice',
      name: environment,
      accountId: '111111111111',
      region: 'ap-northeast-1',
      state: { bucket: 'states', region: 'ap-northeast-1' },
      tags: {},
    });
    for (const read of reads) this.consume(defineContract(read, {}));
  }
}

const stacks = (reads: Record<string, readonly string[]>) => {
  const app = Testing.app();
  return Object.entries(reads).map(([name, read]) => new ReadingStack(app, name, read));
};

test('E1 records what a stack reads as its dependencies, in whatever order stacks are made', () => {
  const all = stacks({ backup: ['iam', 'notifications'], iam: [], notifications: [] });
  recordDependencies(all);
  expect(all.map(({ dependencies }) => dependencies.map(({ node }) => node.id))).toEqual([
    ['dev-iam', 'dev-notifications'],
    [],
    [],
  ]);
});

test('E1 refuses stacks that read each other in a cycle, and prints the cycle', () => {
  const circle = stacks({ entry: ['iam'], iam: ['backup'], backup: ['notifications'], notifications: ['iam'] });
  expect(() => recordDependencies(circle)).toThrow(
    'stacks read each other in a cycle: dev-iam → dev-backup → dev-notifications → dev-iam',
  );
});

test('E1 refuses a stack that reads itself', () => {
  expect(() => recordDependencies(stacks({ iam: ['iam'] }))).toThrow('dev-iam → dev-iam');
});

test('E1 refuses to read a stack that is not there', () => {
  expect(() => recordDependencies(stacks({ backup: ['iam'] }))).toThrow(
    'dev-backup reads the outputs of dev-iam, which is not in the app',
  );
});

test('E1 reads within one environment only', () => {
  const app = Testing.app();
  const all = [new ReadingStack(app, 'backup', ['iam']), new ReadingStack(app, 'iam', [], 'stg')];
  expect(() => recordDependencies(all)).toThrow('dev-iam, which is not in the app');
});
