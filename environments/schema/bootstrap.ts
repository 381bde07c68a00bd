import { z } from 'zod';

import { POLICY_ARN, REPOSITORY, ROLE_NAME, SUBJECT } from '../rules/formats';
import { days } from './scalars';
import { text } from './text';

const github = z.strictObject({
  /** The repository whose workflows deploy, as `owner/name`. */
  repository: text(REPOSITORY),
  /**
   * The start of the subject of its tokens. Repositories created or renamed after 2026-06-18 have numbers in it: see the
   * OIDC settings of the repository.
   * @default repo:<repository>
   */
  subject: text(SUBJECT).optional(),
  /**
   * Whether the account already has GitHub's identity provider. An account can have only one.
   * @default made-here
   */
  identityProvider: z.enum(['made-here', 'existing']).default('made-here'),
});

/**
 * The state bucket, and the roles that GitHub's workflows plan and deploy with.
 * @default - created elsewhere
 */
export const bootstrap = z
  .strictObject({
    github,
    /** The plan role, which can only read.
     * @default backupctl-plan */
    planRole: text(ROLE_NAME).default('backupctl-plan'),
    /** The apply role, which only the protected environment can assume.
     * @default backupctl-apply */
    applyRole: text(ROLE_NAME).default('backupctl-apply'),
    /** More policies that both roles read with, for custom additions.
     * @default [] */
    readPolicyArns: z.array(text(POLICY_ARN)).default([]),
    /** More policies for the apply role, for custom additions.
     * @default [] */
    applyPolicyArns: z.array(text(POLICY_ARN)).default([]),
    /** The permissions boundary of both roles.
     * @default - none */
    permissionsBoundaryArn: text(POLICY_ARN).optional(),
    /** How many days old versions of a state are kept.
     * @default 90 */
    oldVersionsDays: days.default(90),
    /** How many days a bundle is kept. Plans contain secrets in plain text.
     * @default 30 */
    bundleDays: days.default(30),
  })
  .optional();
