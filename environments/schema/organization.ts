import { z } from 'zod';

import { backupPolicy } from './backup-policy';
import { bootstrap } from './bootstrap';
import { stateBucket } from './environment';
import { accountId, region, tags } from './scalars';
import { lock } from './vault';

const account = z.strictObject({
  id: accountId,
  name: z.string(),
  /**
   * The account is leaving: its provider stays while Terraform removes its resources. If both are removed together, every
   * later plan fails.
   * @default false
   */
  leaving: z.boolean().default(false),
});

const organizationalUnit = z.strictObject({
  id: z.string(),
  name: z.string(),
  get ous() {
    return z.array(organizationalUnit).default([]);
  },
  accounts: z.array(account).default([]),
});

const baselineVault = z.strictObject({
  name: z.string(),
  /**
   * How it is encrypted (O6): `aws-managed`, `customer-managed` (a new key for each account and region), or the ARN of a
   * shared key by region.
   * @default aws-managed
   */
  key: z.union([z.string(), z.record(region, z.string())]).default('aws-managed'),
  lock: lock.optional(),
});

const baseline = z.strictObject({
  /** Every region in a policy. */
  regions: z.array(region),
  vaults: z.array(baselineVault),
  role: z.strictObject({
    name: z.string(),
    /**
     * The permissions boundary of the role: the name of a policy that exists in every account.
     * @default - none
     */
    permissionsBoundary: z.string().optional(),
  }),
});

const globalSettings = z.strictObject({
  crossAccountBackup: z.boolean(),
  multiPartyApproval: z.boolean(),
  delegatedAdministrator: z.boolean(),
});

const managed = z.strictObject({
  /** Every service with trusted access. Services that are not listed lose it. */
  servicePrincipals: z.array(z.string()),
  /** Every enabled policy type. Types that are not listed are disabled. */
  policyTypes: z.array(z.string()),
});

const attachedPolicy = backupPolicy.extend({
  name: z.string(),
  /** @default '' */
  description: z.string().default(''),
  /** Its targets. Policies are attached in their order in the file. */
  attachTo: z.strictObject({
    /** @default false */
    root: z.boolean().default(false),
    /** OUs by their path from the root, such as `Workloads/Production`. */
    ous: z.array(z.string()).default([]),
    accounts: z.array(accountId).default([]),
  }),
});

/** The contents of `organization.ts`. */
export const organizationFields = z.strictObject({
  service: z.string(),
  /** The organization ID, `o-…`. */
  id: z.string(),
  region,
  state: stateBucket,
  bootstrap,
  tags: tags.default({}),
  managementAccount: z.strictObject({
    id: accountId,
    name: z.string(),
    /** @default - the caller's role */
    deployRoleArn: z.string().optional(),
  }),
  /**
   * The role that deploys in member accounts.
   * @default OrganizationAccountAccessRole
   */
  memberRole: z.string().default('OrganizationAccountAccessRole'),
  root: z.strictObject({
    id: z.string(),
    ous: z.array(organizationalUnit).default([]),
    accounts: z.array(account).default([]),
  }),
  baseline,
  policies: z.array(attachedPolicy),
  globalSettings,
  /** @default - none */
  delegatedAdministrator: accountId.optional(),
  /**
   * Every resource type and whether the management account backs it up, in each region of the baseline.
   * @default - not managed
   */
  optIn: z.record(z.string(), z.boolean()).optional(),
  /**
   * Lets this repository manage the organization itself.
   * @default - the organization is only read
   */
  managed: managed.optional(),
});
