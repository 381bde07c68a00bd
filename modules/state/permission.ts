import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

/** What an apply does to resources of some types. It reads by other policies. */
export interface Permission {
  readonly sid: string;
  /** The types of Terraform that need it. */
  readonly types: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: { readonly test: string; readonly variable: string; readonly values: string[] };
}

export function statementOf({ sid, actions, resources, condition }: Permission): DataAwsIamPolicyDocumentStatement {
  return {
    sid,
    actions: actions.toSorted(),
    resources: [...resources],
    ...(condition === undefined ? {} : { condition: [condition] }),
  };
}
