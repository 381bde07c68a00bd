import { type JsonObject, jsonText } from '../json-object';
import { comparer, type Comparison, listed, NONE } from './comparison';
import { compareStatements, statementsOf } from './policy';

/** A role as IAM describes it. */
export interface FoundRole {
  readonly arn: string;
  /** JSON. */
  readonly trust: string;
  readonly boundaryArn: string | undefined;
  readonly policyArns: readonly string[];
}

/** Compares a role of a template, without its intrinsic functions, with IAM's. Tags and descriptions grant nothing. */
export function compareRole(
  region: string,
  arn: string,
  properties: JsonObject,
  found: FoundRole | undefined,
): Comparison[] {
  const { RoleName, AssumeRolePolicyDocument, PermissionsBoundary = NONE, ManagedPolicyArns = [] } = properties;
  const compare = comparer(region, `role ${jsonText(RoleName)}`);
  if (!found) return [compare('role', 'exists', NONE)];
  return [
    compare('role', arn, found.arn),
    ...compareStatements(compare, statementsOf(AssumeRolePolicyDocument), found.trust, 'trust'),
    compare('boundary', jsonText(PermissionsBoundary), found.boundaryArn ?? NONE),
    compare('policies', listed((ManagedPolicyArns as readonly unknown[]).map(jsonText)), listed(found.policyArns)),
  ];
}
