import { z } from 'zod';

import { ROLE_ARN } from '../rules/formats';
import { byRules, text } from './text';

export const iam = z.strictObject({
  /**
   * An existing role that AWS Backup assumes to back up. It needs the policies of E5, and lets AWS Backup assume it.
   * @default - a role that the iam stack creates
   */
  backupRoleArn: text(ROLE_ARN).optional(),
  /**
   * An existing role that AWS Backup assumes to restore.
   * @default - a role that the iam stack creates
   */
  restoreRoleArn: text(ROLE_ARN).optional(),
  /**
   * The instance roles that a restore can pass to EC2 (E5): their ARNs, or `all`.
   * @default [] - restored instances have no instance profile
   */
  passableInstanceRoles: z.union([z.literal('all'), z.array(text(ROLE_ARN))]).default([]),
  /**
   * Whether AWS Backup can assume the roles only for this account (E5).
   * @default true
   */
  trustOnlyOwnAccount: z.boolean().default(true),
  /**
   * The permissions boundary of these roles: `made-here` (the bootstrap creates it), the ARN of a policy, or `none`.
   * @default made-here if the environment has a bootstrap, otherwise none
   */
  permissionsBoundary: text(byRules).optional(),
  /**
   * More actions that `made-here` allows, for custom policies in `ssmBackup.automationPolicyArns`.
   * @default []
   */
  boundaryActions: z.array(text(byRules)).default([]),
});
