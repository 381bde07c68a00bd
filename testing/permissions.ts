import type { TerraformType } from '../domain/terraform/terraform-type';

/** The arguments of a resource. */
type Block = Readonly<Record<string, any>>;

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
      actions.some((pattern) => fits(pattern.toLowerCase(), action.toLowerCase())) &&
      resources.some((pattern) => fits(pattern, arn)),
  );
}

function fits(pattern: string, text: string): boolean {
  const literal = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replaceAll('*', '.*')}$`).test(text);
}

const ACCOUNT = '333333333333';
/** The ARN of what IAM keeps in the account of prod: `iam('policy/', name)`. */
export const iam = (kind: string, name: unknown) => `arn:aws:iam::${ACCOUNT}:${kind}${String(name)}`;

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

/** The ARN of a resource of prod, from its name. */
export function arnOf({ type, arn }: TerraformType, block: Block): string {
  const { name, function_name, alarm_name, path = '/' } = block;
  const named = type === 'aws_iam_role' ? `${String(path).slice(1)}${name}` : (function_name ?? alarm_name ?? name);
  return arn({ account: ACCOUNT, region: 'ap-northeast-1', name: OTHER_NAMES[type] ?? named ?? 'id' });
}
