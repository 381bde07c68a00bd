import { bundleFolder } from '../target';
import { table } from '../../../cli/table';
import type { FoundBootstrap } from './read-bootstrap';

/** Every step, for people who look before they leap. */
export function bootstrapText(found: FoundBootstrap): string {
  const { target, steps, stack, json } = found;
  const rows = steps.map(({ name, done }, index) => [String(index + 1), name, done ? 'done' : 'to do']);
  const commands = steps.flatMap(({ command, done }, index) => (done ? [] : [`${index + 1}  ${command}`]));
  return [
    `Bootstrap of ${target.name}, account ${target.accountId}: ${situationText(found)}.`,
    '',
    table(['', 'STEP', 'STATE'], rows),
    '',
    'By hand, with the credentials of an administrator of the account:',
    '',
    ...commands,
    '',
    `${stack} makes:`,
    ...addresses(json).map((address) => `  ${address}`),
  ].join('\n');
}

function situationText({ target, situation, folder }: FoundBootstrap): string {
  const { bucket } = target.state;
  if (situation.moved) return `the bucket ${bucket} exists and keeps its own state`;
  if (situation.local) return `begun, with its state in ${folder}`;
  return situation.bucket
    ? `the bucket ${bucket} exists, but no state knows it: terraform has to import it after step 3`
    : `there is no bucket ${bucket} yet`;
}

/** What is set up, and what GitHub has to be told. */
export function doneText(found: FoundBootstrap): string {
  const { target, key } = found;
  const { name, state, region } = target;
  const { plan, apply } = roleArns(found);
  const rows = [
    [`${name}-plan`, plan, region, bundleFolder(target)],
    [name, apply, region, ''],
  ];
  return [
    `${name} is bootstrapped: its state lies in s3://${state.bucket}/${key}, and nothing differs from it.`,
    '',
    'Set in the environments of GitHub:',
    '',
    table(['ENVIRONMENT', 'AWS_ROLE_ARN', 'AWS_REGION', 'BUNDLES'], rows),
  ].join('\n');
}

/** The same as JSON. */
export function bootstrapJson(found: FoundBootstrap, { done }: { done: boolean }) {
  const { target, key, steps, json, situation } = found;
  return {
    environment: target.name,
    accountId: target.accountId,
    bucket: target.state.bucket,
    key,
    situation,
    done,
    steps: steps.map((step) => ({ ...step, done: done || step.done })),
    roles: roleArns(found),
    makes: addresses(json),
  };
}

function addresses(json: FoundBootstrap['json']): string[] {
  return Object.entries((json['resource'] ?? {}) as Record<string, object>).flatMap(([type, byName]) =>
    Object.keys(byName).map((name) => `${type}.${name}`),
  );
}

/** Their names are the configuration's, so their ARNs are known before they are made. */
function roleArns({ target, settings }: FoundBootstrap): { plan: string; apply: string } {
  const arn = (role: string): string => `arn:aws:iam::${target.accountId}:role/${role}`;
  return { plan: arn(settings.planRole), apply: arn(settings.applyRole) };
}
