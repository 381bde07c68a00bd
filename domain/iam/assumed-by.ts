import type { AnyStatement } from './statement';

/** Who assumes a role. */
export type Trust = ServiceTrust | RoleTrust;

/** A service, for one account only where that can be required. */
export interface ServiceTrust {
  /** Such as `backup.amazonaws.com`. */
  readonly service: string;
  /**
   * The account that the service must act for, which prevents a confused deputy.
   * @default - any
   */
  readonly sourceAccount?: string;
}

/** A role of an account, which may not exist yet. */
export interface RoleTrust {
  readonly roleArn: string;
  readonly roleAccount: string;
}

/** The statement of a role's trust policy. */
export function assumedBy(trust: Trust): AnyStatement {
  return 'service' in trust ? assumedByService(trust) : assumedByRole(trust);
}

function assumedByService({ service, sourceAccount }: ServiceTrust): AnyStatement {
  return {
    actions: ['sts:AssumeRole'],
    principals: [{ type: 'Service', identifiers: [service] }],
    ...(sourceAccount === undefined
      ? {}
      : { condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: [sourceAccount] }] }),
  };
}

/** IAM rejects a policy that names a role which does not exist, and forgets a role that is recreated; it compares ARNs as texts. */
function assumedByRole({ roleArn, roleAccount }: RoleTrust): AnyStatement {
  return {
    actions: ['sts:AssumeRole'],
    principals: [{ type: 'AWS', identifiers: [`arn:aws:iam::${roleAccount}:root`] }],
    condition: [{ test: 'ArnEquals', variable: 'aws:PrincipalArn', values: [roleArn] }],
  };
}
