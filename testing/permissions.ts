import { covers, coversAction } from '../domain/iam/access/pattern';
import type { ResourceName, TerraformType } from '../domain/terraform/terraform-type';
import { TERRAFORM_TYPES } from '../domain/terraform/terraform-types';
import type { Block } from './synthesized';

/** A statement of a policy document as Terraform has it. */
export interface Statement {
  readonly sid?: string;
  /** Allow where nothing else is said. */
  readonly effect?: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
  readonly principals?: unknown;
}

/** Whether one of the statements lets in an action on an ARN, by its patterns and apart from its conditions. */
export function allowed(statements: readonly Statement[], action: string, arn: string): boolean {
  return statements.some(
    ({ effect, actions, resources }) =>
      effect !== 'Deny' &&
      actions.some((pattern) => coversAction(pattern, action)) &&
      resources.some((pattern) => covers(pattern, arn)),
  );
}

/** The account and the region of an environment. */
type Place = Omit<ResourceName, 'name'>;

export const PROD: Place = { account: '333333333333', region: 'ap-northeast-1' };

/** The ARN of an IAM resource in the account of prod: `iam('policy/', name)`. */
export const iam = (kind: string, name: unknown) => `arn:aws:iam::${PROD.account}:${kind}${String(name)}`;

/** Names of resources that have none of their own: the ID that AWS assigns, or the resource that they belong to. */
const OTHER_NAMES: Record<string, string> = {
  aws_cloudwatch_event_target: 'evtbg-rule-backup',
  aws_iam_role_policy_attachment: 'SSMAutomationRole',
  aws_lambda_function_event_invoke_config: 'lmd-ssmagentcheck-send-sns',
  aws_sns_topic_policy: 'sns-backup-alertnotification',
  aws_sns_topic_subscription: 'sns-backup-alertnotification:id',
  aws_sqs_queue_policy: 'evtbg-rule-ssmagentcheck-undelivered',
  aws_ssm_maintenance_window: 'maintenancewindow/mw-1',
  aws_ssm_maintenance_window_target: 'windowtarget/id',
  aws_ssm_maintenance_window_task: 'windowtask/id',
};

/** The ARN of a resource, from its name. */
function arnOf({ type, arn }: TerraformType, block: Block, { account, region }: Place): string {
  const { name, function_name, alarm_name, path = '/' } = block;
  const named = type === 'aws_iam_role' ? `${String(path).slice(1)}${name}` : (function_name ?? alarm_name ?? name);
  return arn({ account, region: block['region'] ?? region, name: OTHER_NAMES[type] ?? named ?? 'id' });
}

/** Statements of the apply role's own policies, except those about states. */
export function statementsOf(bootstrap: Block | undefined, applyRole = 'backupctl-apply'): Statement[] {
  const policies: Block[] = Object.values(bootstrap?.['resource'].aws_iam_policy ?? {});
  return policies
    .filter(({ name }) => String(name).startsWith(`${applyRole}-`) && name !== `${applyRole}-state`)
    .flatMap(({ policy }) => {
      const id = /aws_iam_policy_document\.([^.]+)\.json/.exec(String(policy))?.[1] ?? '';
      return bootstrap?.['data'].aws_iam_policy_document[id].statement as Statement[];
    });
}

/** Every resource of some stacks. */
export const resourcesOf = (stacks: Readonly<Record<string, Block>>) =>
  Object.entries(stacks).flatMap(([stack, json]) =>
    Object.entries<Record<string, Block>>(json['resource'] ?? {}).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([id, block]) => ({ stack, type, id, block })),
    ),
  );

/** What a role with these statements may not create, update or destroy in the stacks of an environment. */
export function deniedActions(
  statements: readonly Statement[],
  stacks: Readonly<Record<string, Block>>,
  place: Place,
): string[] {
  return resourcesOf(stacks).flatMap(({ stack, type, id, block }) => {
    const record = TERRAFORM_TYPES.get(type);
    if (!record) return [`${stack} ${type}.${id} has no record`];
    const { create, update, destroy } = record.actions;
    const arn = arnOf(record, block, place);
    // AWS assigns some ARNs only on creation.
    const isAllowed = (action: string) => [arn, '*'].some((resource) => allowed(statements, action, resource));
    return [...create, ...update, ...destroy]
      .filter((action) => !isAllowed(action))
      .map((action) => `${stack} ${type}.${id}: ${action} ${arn}`);
  });
}
