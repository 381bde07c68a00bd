import { parseEnvironments } from '../environments/parse';
import { RefusedError, type RefusedFinding } from '../environments/refusal';
import type { EnvironmentInput } from '../environments/schema';

/** When the tests take place: schedules are looked at from here. */
export const NOW = new Date('2026-11-21T00:00:00Z');

type PlanInput = EnvironmentInput['backup']['plans'][number];

/** What tests change most: the environment, and the first of everything in it. */
export interface Parts {
  readonly environment: EnvironmentInput;
  readonly vault: EnvironmentInput['backup']['vaults'][number];
  readonly plan: PlanInput;
  readonly rule: PlanInput['rules'][number];
  readonly selection: PlanInput['selections'][number];
}

/** A small environment that is accepted without a warning, and then changed. */
export function validEnvironment(change: (parts: Parts) => void = () => {}): EnvironmentInput {
  const vault: Parts['vault'] = { name: 'EC2' };
  const rule: Parts['rule'] = {
    name: 'Daily',
    vault: 'EC2',
    schedule: 'cron(0 6 * * ? *)',
    timezone: 'Asia/Tokyo',
    startWindowMinutes: 60,
    completionWindowMinutes: 10_080,
    deleteAfterDays: 30,
  };
  const selection: Parts['selection'] = { name: 'Tagged', tags: { AWSBackup: 'EC2' } };
  const plan: PlanInput = { name: 'EC2', rules: [rule], selections: [selection] };
  const environment: EnvironmentInput = {
    name: 'dev',
    service: 'anyservice',
    accountId: '111111111111',
    region: 'ap-northeast-1',
    state: { bucket: 'anyservice-dev-tfstate', region: 'ap-northeast-1' },
    notifications: { subscriptions: [{ protocol: 'email', endpoint: 'alerts@example.com' }] },
    backup: { vaults: [vault], plans: [plan] },
  };
  change({ environment, vault, plan, rule, selection });
  return environment;
}

/** Another accepted environment, in another account. */
export function otherEnvironment(change: (parts: Parts) => void = () => {}): EnvironmentInput {
  return validEnvironment((parts) => {
    Object.assign(parts.environment, { name: 'prod', accountId: '333333333333' });
    change(parts);
  });
}

/** The whole message with which these files are refused together. */
export function refusalOf(...inputs: readonly EnvironmentInput[]): string {
  try {
    accept(inputs);
  } catch (error) {
    if (error instanceof RefusedError) return error.message;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

/** What is said about the first of these files, which are accepted. */
export function warningsOf(...inputs: readonly EnvironmentInput[]): string[] {
  const { environments, warnings } = accept(inputs);
  const findings = warnings[environments[0]?.name ?? ''] ?? [];
  return findings.map(({ severity, path, message, remedy }) => `${severity} ${path}: ${message} → ${remedy}`);
}

/** The errors with which parsing refuses; none if it accepts. */
export function errorsOf(parse: () => unknown): readonly RefusedFinding[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return error.refused;
  }
}

/** The rules that this file breaks: the errors that refuse it, or else its warnings. */
export function rulesBrokenBy(input: EnvironmentInput): string[] {
  try {
    return (accept([input]).warnings[input.name] ?? []).map(({ rule }) => rule);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return error.refused.map(({ rule }) => rule);
  }
}

/** A text as written in a test, without the line breaks around it and without its indentation. */
export function text(strings: TemplateStringsArray): string {
  const lines = strings.join('').replace(/^\n/, '').replace(/\n *$/, '').split('\n');
  const indents = lines.filter((line) => line !== '').map((line) => line.search(/[^ ]/));
  return lines.map((line) => line.slice(Math.min(...indents))).join('\n');
}

function accept(inputs: readonly EnvironmentInput[]) {
  const files = inputs.map((input) => ({ file: `environments/${input.name}.ts`, name: input.name, input }));
  return parseEnvironments(files, NOW);
}
