import { iamArn } from '../core/naming';

/** Roles of an account that may be there or not. */
export interface Readers {
  readonly accountId: string;
  readonly roles: readonly string[];
}

/**
 * What makes a statement hold for the readers only. S3 and KMS refuse a policy that names a role which does not exist yet,
 * but not one that compares its ARN.
 */
export function onlyFor({ accountId, roles }: Readers) {
  return {
    principals: [{ type: 'AWS', identifiers: [iamArn(accountId, 'root')] }],
    condition: {
      test: 'ArnEquals',
      variable: 'aws:PrincipalArn',
      values: roles.map((role) => iamArn(accountId, `role/${role}`)),
    },
  };
}
