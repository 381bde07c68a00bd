import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { Construct } from 'constructs';

import type { Finding } from '../../domain/finding';
import { type MeasuredPolicy, policyTooLong } from './policy-length';

export interface CustomerManagedPolicyProps extends MeasuredPolicy {
  readonly description: string;
  readonly statements: DataAwsIamPolicyDocumentStatement[];
}

/** A customer-managed policy for roles: never inline, so that every list shows it (E5). */
export class CustomerManagedPolicy extends Construct {
  readonly arn: string;
  /** Why IAM would refuse it. */
  readonly findings: readonly Finding[];

  constructor(scope: Construct, id: string, props: CustomerManagedPolicyProps) {
    super(scope, id);
    const { name, description, statements } = props;
    this.findings = policyTooLong(props);
    const document = new DataAwsIamPolicyDocument(this, 'document', { statement: statements });
    this.arn = new IamPolicy(this, 'policy', { name, description, policy: document.json, tags: { Name: name } }).arn;
  }
}
