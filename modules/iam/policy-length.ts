import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import type { Finding } from '../../domain/finding';

/**
 * The maximum length of a managed policy, in characters without white space.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const LONGEST_POLICY = 6144;

/** A placeholder for an ARN that is unknown at synth time, such as a key's. */
const TOKEN = /\$\{TfToken\[[^\]]+\]\}/g;
const LONGEST_KEY_ARN = 'arn:aws:kms:ap-northeast-1:111111111111:key/mrk-00000000000000000000000000000000'.length;

export interface MeasuredPolicy {
  readonly name: string;
  readonly statements: readonly DataAwsIamPolicyDocumentStatement[];
  /** The settings by which it grows.
   * @default - it has hardly any */
  readonly grownBy?: readonly string[];
}

/** A policy that IAM would refuse in the middle of an apply, because the configuration lists too much. */
export function policyTooLong({ name, statements, grownBy = [] }: MeasuredPolicy): Finding[] {
  const length = policyLength(statements);
  if (length <= LONGEST_POLICY) return [];
  const settings = grownBy.length === 0 ? 'the configuration' : grownBy.join(', ');
  return [
    {
      rule: 'policy-too-long',
      severity: 'error',
      source: 'aws',
      path: `aws_iam_policy ${name}`,
      message: `the policy has ${length} characters without white space, and IAM takes ${LONGEST_POLICY}`,
      remedy: `list less in ${settings}, and use shorter names or patterns where they may stand`,
    },
  ];
}

/** The policy as the provider writes it: a list of one is a string. */
export function policyLength(statements: readonly DataAwsIamPolicyDocumentStatement[]): number {
  const written = statements.map(({ sid, effect = 'Allow', actions, resources, notResources, condition }) => ({
    Sid: sid,
    Effect: effect,
    Action: alone(actions),
    Resource: alone(resources),
    NotResource: alone(notResources),
    Condition: conditionsOf(condition),
  }));
  const text = JSON.stringify({ Version: '2012-10-17', Statement: written });
  return text.replaceAll(TOKEN, 'x'.repeat(LONGEST_KEY_ARN)).length;
}

function alone(list: readonly string[] | undefined): string | readonly string[] | undefined {
  return list?.length === 1 ? list[0] : list;
}

function conditionsOf(condition: DataAwsIamPolicyDocumentStatement['condition']): unknown {
  if (!Array.isArray(condition)) return undefined;
  const byTest: Record<string, Record<string, unknown>> = {};
  for (const { test, variable, values } of condition) {
    byTest[test] = { ...byTest[test], [variable]: alone(values) };
  }
  return byTest;
}
