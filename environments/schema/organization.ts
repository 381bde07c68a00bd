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
   * On its way out: its provider stays while its resources are released. A provider that is removed together with its
   * resources breaks every later plan.
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
   * What encrypts it (O6): `aws-managed`, `customer-managed` (a key for each account and region is made), or a shared
   * key's ARN by region.
   * @default aws-managed
   */
  key: z.union([z.string(), z.record(region, z.string())]).default('aws-managed'),
  lock: lock.optional(),
});

const baseline = z.strictObject({
  /** Every region that a policy names. */
  regions: z.array(region),
  vaults: z.array(baselineVault),
  role: z.strictObject({
    name: z.string(),
    /**
     * The name of a policy, there in every account, beyond which the role cannot go.
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
  /** Every service with trusted access: those that are not listed lose it. */
  servicePrincipals: z.array(z.string()),
  /** Every policy type in use: those that are not listed are switched off. */
  policyTypes: z.array(z.string()),
});

const attachedPolicy = backupPolicy.extend({
  name: z.string(),
  /** @default '' */
  description: z.string().default(''),
  /** What it is attached to. The order of the policies is the order of attachment. */
  attachTo: z.strictObject({
    /** @default false */
    root: z.boolean().default(false),
    /** OUs by their names from the top, such as `Workloads/Production`. */
    ous: z.array(z.string()).default([]),
    accounts: z.array(accountId).default([]),
  }),
});

/** What `organization.ts` says. */
export const organizationFields = z.strictObject({
  service: z.string(),
  /** The organization's own id, `o-…`. */
  id: z.string(),
  region,
  state: stateBucket,
  bootstrap,
  tags: tags.default({}),
  managementAccount: z.strictObject({
    id: accountId,
    name: z.string(),
    /** @default - the caller's own */
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
   * @default - left as it is
   */
  optIn: z.record(z.string(), z.boolean()).optional(),
  /**
   * Makes this repository manage the organization itself.
   * @default - the organization is only read
   */
  managed: managed.optional(),
});
