import { iamArn } from '../core/naming';

/** Roles of an account, which may not exist yet. */
export interface Readers {
  readonly accountId: string;
  readonly roles: readonly string[];
}

/**
 * Limits a statement to the readers. S3 and KMS reject a policy that names a role which does not exist yet, but not one
 * that compares its ARN.
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
