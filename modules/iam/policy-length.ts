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

/**
 * Policies that IAM would refuse in the middle of an apply, because the configuration lists too much: one finding, as a long
 * list makes several policies longer.
 *
 * @param isSet whether the configuration uses a setting: one that it does not use is not at fault
 */
export function policiesTooLong(
  policies: readonly MeasuredPolicy[],
  isSet: (setting: string) => boolean = () => true,
): Finding[] {
  const long = policies
    .map((policy) => ({ ...policy, length: policyLength(policy.statements) }))
    .filter(({ length }) => length > LONGEST_POLICY);
  if (long.length === 0) return [];
  const settings = [...new Set(long.flatMap(({ grownBy = [] }) => grownBy))].filter(isSet);
  const place = settings.length === 0 ? 'the configuration' : settings.join(', ');
  const lengths = long.map(({ name, length }) => `${name} would have ${length}`).join(', ');
  return [
    {
      rule: 'policy-too-long',
      severity: 'error',
      source: 'aws',
      path: place,
      message: `IAM accepts ${LONGEST_POLICY} characters in a policy, without white space: ${lengths}`,
      remedy: `list less in ${place}, and use shorter names or patterns where possible`,
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
