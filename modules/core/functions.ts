import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import type { EnvironmentNames } from '../../domain/names';
import { type AgentCheckProps, agentCheckStatements } from '../iam/ssm-backup/agent-check-statements';
import { type PruneProps, pruneStatements } from '../iam/ssm-backup/prune-statements';

/** What the permissions of the functions depend on. */
export type FunctionProps = AgentCheckProps & PruneProps;

/** A Lambda function of the SSM backup. An environment's names are those of {@link namedFunctions}. */
export interface FunctionRecord {
  /** The folder in `lambdas/` with its `handler.ts`. */
  readonly folder: string;
  readonly description: string;
  readonly role: { readonly description: string };
  /** What it may do, in addition to writing its own logs (S3, S4). */
  readonly statements: (props: FunctionProps) => DataAwsIamPolicyDocumentStatement[];
  /** Settings that can make its policy longer. */
  readonly grownBy: readonly string[];
  /** The environment variables that it gets. A function with `SNS_TOPIC_ARN` publishes to the topic. */
  readonly variables: readonly Variable[];
  /**
   * How often Lambda retries a failed asynchronous invocation.
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
   */
  readonly retries: 0 | 1 | 2;
  /** Its ID in the error alarm's expression: a lower-case letter first. */
  readonly metricId: string;
}

type Variable = 'SNS_TOPIC_ARN' | 'BACKUP_GROUP';

/**
 * Every Lambda function of the SSM backup (S5, S6). A record here is enough for a function's code asset, log group, role, role output,
 * alarm and the permissions that deploy them.
 */
export const FUNCTIONS = {
  prune: {
    folder: 'prune-images',
    description: 'Deletes the generations of an instance that are too many',
    role: { description: 'Lets old generations of the SSM backup be deleted' },
    statements: pruneStatements,
    grownBy: ['ssmBackup.imageParameterArns'],
    variables: [],
    retries: 2,
    metricId: 'prune',
  },
  agentCheck: {
    folder: 'check-ssm-agents',
    description: 'Tells which instances of the group have lost their SSM agent',
    role: { description: 'Lets lost SSM agents be found and told' },
    statements: agentCheckStatements,
    grownBy: [],
    variables: ['SNS_TOPIC_ARN', 'BACKUP_GROUP'],
    // EventBridge Scheduler does not wait for it: with retries, a failed check would be reported three times.
    retries: 0,
    metricId: 'check',
  },
} as const satisfies Readonly<Record<string, FunctionRecord>>;

/** The function of the organization that reports failed backups of every account (M6). */
export const FAILURE_REPORT = {
  folder: 'report-backup-failures',
  description: 'Publishes failed backups, copies and restores of every account, one message for each cause',
  role: { description: 'Lets failed backups of every account be published' },
  retries: 2,
  metricId: 'failures',
} as const;

export type FunctionId = keyof typeof FUNCTIONS;

const FUNCTION_IDS = Object.keys(FUNCTIONS) as FunctionId[];

/** The folder of every function. */
export const FUNCTION_FOLDERS: readonly string[] = [...Object.values(FUNCTIONS), FAILURE_REPORT].map(
  ({ folder }) => folder,
);

/** A function with its names in an environment. */
export interface NamedFunction extends FunctionRecord {
  readonly name: string;
  readonly role: FunctionRecord['role'] & { readonly name: string; readonly policyName: string };
}

/** A function as an environment names it. */
export function namedFunction(names: EnvironmentNames, id: FunctionId): NamedFunction {
  const { role, ...record } = FUNCTIONS[id];
  const roleNames = { name: names[`${id}Role`], policyName: names[`${id}Policy`] };
  return { ...record, name: names[`${id}Function`], role: { ...role, ...roleNames } };
}

/** Every function as an environment names it. */
export function namedFunctions(names: EnvironmentNames): NamedFunction[] {
  return FUNCTION_IDS.map((id) => namedFunction(names, id));
}

/** One value for each function, such as its role. */
export type ByFunction<T> = Readonly<Record<FunctionId, T>>;

export function byFunction<T>(valueOf: (id: FunctionId) => T): ByFunction<T> {
  return Object.fromEntries(FUNCTION_IDS.map((id) => [id, valueOf(id)])) as ByFunction<T>;
}

/** The ID of a function's constructs: `agent-check` of `agentCheck`. */
export function constructId(id: FunctionId): string {
  return id.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** A value for each role output, such as `pruneRoleArn`. */
export type ByRoleOutput<T> = { readonly [Id in FunctionId as `${Id}RoleArn`]: T };

export function byRoleOutput<T>(values: ByFunction<T>): ByRoleOutput<T> {
  return Object.fromEntries(FUNCTION_IDS.map((id) => [`${id}RoleArn`, values[id]])) as ByRoleOutput<T>;
}
