import { z } from 'zod';

export const iam = z.strictObject({
  /**
   * The instance roles that a restore may pass to EC2 (E5): their ARNs, or the word `all`.
   * @default [] - instances come back without their instance profile
   */
  passableInstanceRoles: z.union([z.literal('all'), z.array(z.string())]).default([]),
  /**
   * Whether only AWS Backup acting for this account may assume the roles (E5).
   * @default true
   */
  trustOnlyOwnAccount: z.boolean().default(true),
  /**
   * The most that these roles can do, whatever policies they are given: `made-here` by the bootstrap, the ARN of a
   * policy of your own, or `none`.
   * @default made-here where the environment has a bootstrap, else none
   */
  permissionsBoundary: z.string().optional(),
  /**
   * Actions that `made-here` allows besides, for policies of your own in `ssmBackup.automationPolicyArns`.
   * @default []
   */
  boundaryActions: z.array(z.string()).default([]),
});
