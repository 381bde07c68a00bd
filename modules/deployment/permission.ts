import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

/** What an apply does to resources of some types. It reads by other policies. */
export interface Permission {
  readonly sid: string;
  /** The types of Terraform that need it. */
  readonly types: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** All of them have to hold.
   * @default - none */
  readonly conditions?: readonly PermissionCondition[];
}

export interface PermissionCondition {
  readonly test: string;
  readonly variable: string;
  readonly values: string[];
}

export function statementOf({
  sid,
  actions,
  resources,
  conditions = [],
}: Permission): DataAwsIamPolicyDocumentStatement {
  return {
    sid,
    actions: actions.toSorted(),
    resources: [...resources],
    ...(conditions.length === 0 ? {} : { condition: [...conditions] }),
  };
}
