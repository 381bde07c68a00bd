import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { Construct } from 'constructs';

import type { MeasuredPolicy } from './policy-length';

export interface CustomerManagedPolicyProps extends MeasuredPolicy {
  readonly description: string;
  readonly statements: DataAwsIamPolicyDocumentStatement[];
}

/** A customer-managed policy for roles: never inline, so that every list shows it (E5). */
export class CustomerManagedPolicy extends Construct {
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    readonly measured: CustomerManagedPolicyProps,
  ) {
    super(scope, id);
    const { name, description, statements } = measured;
    const document = new DataAwsIamPolicyDocument(this, 'document', { statement: statements });
    this.arn = new IamPolicy(this, 'policy', { name, description, policy: document.json, tags: { Name: name } }).arn;
  }
}
