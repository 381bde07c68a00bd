import { z } from 'zod';

import { days } from './scalars';

const github = z.strictObject({
  /** The repository whose workflows deploy, as `owner/name`. */
  repository: z.string(),
  /**
   * How the subject of its tokens begins. Repositories that were made or renamed after 2026-06-18 have numbers in it: the
   * OIDC settings of the repository show it.
   * @default repo:<repository>
   */
  subject: z.string().optional(),
  /**
   * Whether the account has GitHub's identity provider already: there can be only one.
   * @default made-here
   */
  identityProvider: z.enum(['made-here', 'existing']).default('made-here'),
});

/**
 * The bucket that the states lie in, and the roles by which GitHub's workflows read and deploy.
 * @default - made by others
 */
export const bootstrap = z
  .strictObject({
    github,
    /** The role of plans, which reads.
     * @default backupctl-plan */
    planRole: z.string().default('backupctl-plan'),
    /** The role of applies, which only the protected environment may assume.
     * @default backupctl-apply */
    applyRole: z.string().default('backupctl-apply'),
    /** What both roles read by.
     * @default ReadOnlyAccess of AWS */
    readPolicyArns: z.array(z.string()).default(['arn:aws:iam::aws:policy/ReadOnlyAccess']),
    /** Policies that the apply role needs besides, for what an environment adds.
     * @default [] */
    applyPolicyArns: z.array(z.string()).default([]),
    /** The policy beyond which neither role can go.
     * @default - none */
    permissionsBoundaryArn: z.string().optional(),
    /** How long a state stays that a newer one has replaced.
     * @default 90 */
    oldVersionsDays: days.default(90),
    /** How long a bundle of plans stays: plans hold secrets in plain text.
     * @default 30 */
    bundleDays: days.default(30),
  })
  .optional();
