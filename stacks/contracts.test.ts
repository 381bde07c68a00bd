import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { loadConfiguration } from '#environments';
import { brokenReads, stateReads, type StackJson } from '../review/state-reads';
import { buildApp } from './build-app';
import { standInLambdas } from '../testing/synthesized';

interface Manifest {
  readonly stacks: Readonly<Record<string, { synthesizedStackPath: string; dependencies: string[] }>>;
}

let environments: readonly string[];
let manifest: Manifest;
let stacks: Record<string, StackJson>;

/** The shipped configuration, as it lies on the disk. */
beforeAll(async () => {
  const outdir = mkdtempSync(path.join(tmpdir(), 'contracts-'));
  const configuration = await loadConfiguration('environments', new Date());
  environments = configuration.environments.map(({ name }) => name);
  buildApp(configuration, { outdir, lambdas: standInLambdas() }).synth();
  const parse = (file: string) => JSON.parse(readFileSync(path.join(outdir, file), 'utf8'));
  manifest = parse('manifest.json');
  stacks = Object.fromEntries(
    Object.entries(manifest.stacks).map(([name, { synthesizedStackPath }]) => [name, parse(synthesizedStackPath)]),
  );
});

const messages = (changed: typeof stacks) => brokenReads(changed).map(({ message }) => message);

test('E1 every output that a stack reads is published by the stack that keeps that state', () => {
  expect(stateReads(stacks)).not.toEqual([]);
  expect(brokenReads(stacks)).toEqual([]);
});

test('E1 an output that is no longer published is found where it is read, and nowhere else', () => {
  const changed = structuredClone(stacks);
  const outputs = changed['prod-iam']?.output as Record<string, unknown>;
  delete outputs['backupRoleArn'];
  expect(messages(changed)).toEqual(['prod-backup reads backupRoleArn of prod-iam, which does not publish it']);
});

test('S2 S3 S4 a role that is no longer published is found where the SSM backup reads it', () => {
  const changed = structuredClone(stacks);
  const outputs = changed['prod-iam']?.output as Record<string, unknown>;
  for (const name of ['automationRoleArn', 'windowRoleArn', 'pruneRoleArn', 'agentCheckRoleArn', 'schedulerRoleArn'])
    delete outputs[name];
  expect(messages(changed).toSorted()).toEqual([
    'prod-ssm-backup reads agentCheckRoleArn of prod-iam, which does not publish it',
    'prod-ssm-backup reads automationRoleArn of prod-iam, which does not publish it',
    'prod-ssm-backup reads pruneRoleArn of prod-iam, which does not publish it',
    'prod-ssm-backup reads schedulerRoleArn of prod-iam, which does not publish it',
    'prod-ssm-backup reads windowRoleArn of prod-iam, which does not publish it',
  ]);
});

test('E1 a key that is no longer published is found where it is read', () => {
  const changed = structuredClone(stacks);
  const topics = changed['dev-notifications']?.output?.['topicArns'] as { value: Record<string, string> };
  const [region] = Object.keys(topics.value);
  topics.value = {};
  expect(messages(changed).toSorted()).toEqual([
    `dev-backup reads topicArns["${region}"] of dev-notifications, which has no such key`,
    `dev-ssm-backup reads topicArns["${region}"] of dev-notifications, which has no such key`,
  ]);
});

test('E1 a stack reads the state of its own environment only', () => {
  const environmentOf = (stack: string | undefined) => environments.find((name) => stack?.startsWith(`${name}-`));
  for (const { reader, producer } of stateReads(stacks)) {
    expect([reader, environmentOf(producer)]).toEqual([reader, environmentOf(reader)]);
  }
});

/** What a stack creates and reads, by type and name. */
interface Made {
  readonly resource?: Readonly<Record<string, object>>;
  readonly data?: Readonly<Record<string, object>>;
}

/** `${aws_sns_topic.failures.arn}`, `${data.aws_iam_policy_document.policy.json}` */
const REFERENCE = /\$\{(data\.)?(aws_\w+)\.([\w-]+)/g;

test('E1 a stack refers to nothing of another one but through its state', () => {
  const missing = Object.entries(stacks).flatMap(([stack, json]) =>
    [...JSON.stringify(json).matchAll(REFERENCE)]
      .filter(([, data, type = '', name = '']) => {
        const made = data === undefined ? (json as Made).resource : (json as Made).data;
        return !(name in (made?.[type] ?? {}));
      })
      .map(([reference]) => `${stack}: ${reference}`),
  );
  expect(missing).toEqual([]);
});

test('E1 the manifest knows the order: both backups after iam and notifications, which need nothing', () => {
  const dependencies = Object.fromEntries(
    Object.entries(manifest.stacks).map(([name, stack]) => [name, stack.dependencies]),
  );
  for (const environment of environments) {
    expect(dependencies).toMatchObject({
      [`${environment}-iam`]: [],
      [`${environment}-notifications`]: [],
      [`${environment}-backup`]: [`${environment}-iam`, `${environment}-notifications`],
      [`${environment}-ssm-backup`]: [`${environment}-iam`, `${environment}-notifications`],
    });
  }
});
