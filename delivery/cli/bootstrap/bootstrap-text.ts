import { bundleFolder } from '../target';
import { table } from '../../../cli/table';
import type { BootstrapState } from './read-bootstrap';

/** Every step, for --dry-run. */
export function bootstrapText(found: BootstrapState): string {
  const { target, steps, stack, json } = found;
  const rows = steps.map(({ name, done }, index) => [String(index + 1), name, done ? 'done' : 'to do']);
  const commands = steps.flatMap(({ command, done }, index) => (done ? [] : [`${index + 1}  ${command}`]));
  return [
    `Bootstrap of ${target.name}, account ${target.accountId}: ${situationText(found)}.`,
    '',
    table(['', 'STEP', 'STATE'], rows),
    '',
    'The same steps as commands, with administrator credentials for the account:',
    '',
    ...commands,
    '',
    `${stack} creates:`,
    ...addresses(json).map((address) => `  ${address}`),
  ].join('\n');
}

function situationText({ target, situation, folder }: BootstrapState): string {
  const { bucket } = target.state;
  if (situation.moved) return `the bucket ${bucket} exists and contains its own state`;
  if (situation.local) return `started, with its state in ${folder}`;
  return situation.bucket
    ? `the bucket ${bucket} exists, but is in no state: import it after step 3`
    : `the bucket ${bucket} does not exist yet`;
}

/** The result, and the settings for GitHub. */
export function doneText(found: BootstrapState): string {
  const { target, key } = found;
  const { name, state, region } = target;
  const { plan, apply } = roleArns(found);
  const rows = [
    [`${name}-plan`, plan, region, bundleFolder(target)],
    [name, apply, region, ''],
  ];
  return [
    `${name} is bootstrapped: its state is in s3://${state.bucket}/${key}, and AWS matches it.`,
    '',
    'Set these variables in the GitHub environments:',
    '',
    table(['ENVIRONMENT', 'AWS_ROLE_ARN', 'AWS_REGION', 'BUNDLES'], rows),
  ].join('\n');
}

/** The same as JSON. */
export function bootstrapJson(found: BootstrapState, { done }: { done: boolean }) {
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

function addresses(json: BootstrapState['json']): string[] {
  return Object.entries((json['resource'] ?? {}) as Record<string, object>).flatMap(([type, byName]) =>
    Object.keys(byName).map((name) => `${type}.${name}`),
  );
}

/** The names are configured, so that the ARNs are known before the roles exist. */
function roleArns({ target, settings }: BootstrapState): { plan: string; apply: string } {
  const arn = (role: string): string => `arn:aws:iam::${target.accountId}:role/${role}`;
  return { plan: arn(settings.planRole), apply: arn(settings.applyRole) };
}
