import { z } from 'zod';

import { policyTypeUnknown } from '../../domain/organization/policy-types';
import { servicePrincipalUnknown } from '../../domain/organization/service-principals';
import {
  ACCOUNT_NAME,
  ACCOUNT_STATE,
  BACKUP_POLICY,
  DESCRIPTION,
  MEMBER_ROLE,
  NAME,
  ORGANIZATION,
  POLICY_NAME,
  ROLE_ARN,
  ROLE_NAME,
  ROOT,
  UNIT,
  UNIT_NAME,
  VAULT_ARN,
} from '../rules/formats';
import { backupPolicy } from './backup-policy';
import { bootstrap } from './bootstrap';
import { organizationCosts } from './costs';
import { organizationNames } from './names';
import { notifications } from './notifications';
import { stateBucket } from './environment';
import { accountId, days, region, tags } from './scalars';
import { byRules, named, text } from './text';
import { lock } from './vault';

const account = z.strictObject({
  id: accountId,
  /** With providers, it is also the value of a tag, which allows fewer characters. */
  name: text(ACCOUNT_NAME),
  /**
   * The account is leaving: Terraform forgets its role and vaults, which stay in the account. Only then, remove the account
   * here: without its provider, every later plan would fail.
   * @default false
   */
  leaving: z.boolean().default(false),
  /**
   * The state in AWS Organizations. An account that is not active is skipped everywhere.
   * @default active
   */
  state: text(ACCOUNT_STATE).default('active'),
});

const organizationalUnit = z.strictObject({
  id: text(UNIT),
  name: text(UNIT_NAME),
  get ous() {
    return z.array(organizationalUnit).default([]);
  },
  accounts: z.array(account).default([]),
});

const baselineVault = z.strictObject({
  name: text(named('vault')),
  /**
   * How it is encrypted (O6): `aws-managed`, `customer-managed` (a new key for each account and region), or the ARN of a
   * shared key by region.
   * @default aws-managed
   */
  key: z.union([text(byRules), z.record(region, text(byRules))]).default('aws-managed'),
  lock: lock
    .extend({
      /** Compliance only: the grace time in days, at least 3. */
      changeableForDays: days.optional(),
      /**
       * Compliance with rollout `stack-set` only: no one can remove the lock from any account after its grace time.
       * @default - a compliance lock is refused
       */
      permanent: z.literal('cannot be undone').optional(),
    })
    .optional(),
});

const baseline = z.strictObject({
  /**
   * How members get the baseline: by a provider for each account, for 20 members at most, or by one CloudFormation StackSet,
   * which also reaches accounts that are added later (docs/members.md).
   * @default providers
   */
  rollout: z.enum(['providers', 'stack-set']).default('providers'),
  /**
   * With rollout `stack-set`, for the step from `providers` only: Terraform forgets what it created in members, and leaves it
   * there (docs/members-migration.md).
   * @default false
   */
  release: z.boolean().default(false),
  /** Every region in a policy. */
  regions: z.array(region),
  vaults: z.array(baselineVault),
  role: z.strictObject({
    name: text(ROLE_NAME),
    /**
     * The permissions boundary of the role: the name of a policy that exists in every account.
     * @default - none
     */
    permissionsBoundary: text(POLICY_NAME).optional(),
  }),
});

const globalSettings = z.strictObject({
  crossAccountBackup: z.boolean(),
  multiPartyApproval: z.boolean(),
  delegatedAdministrator: z.boolean(),
});

const managed = z.strictObject({
  /** Every service with trusted access. Services that are not listed lose it. */
  servicePrincipals: z.array(text(servicePrincipalUnknown)),
  /** Every enabled policy type. Types that are not listed are disabled. */
  policyTypes: z.array(text(policyTypeUnknown)),
});

const attachedPolicy = backupPolicy.extend({
  name: text(BACKUP_POLICY),
  /** @default '' */
  description: text(DESCRIPTION).default(''),
  /** In addition to the tags of every resource. A tag with the same key replaces theirs.
   * @default {} */
  tags: tags.default({}),
  /** Its targets. Policies are attached in their order in the file. */
  attachTo: z.strictObject({
    /** @default false */
    root: z.boolean().default(false),
    /** OUs by their path from the root, such as `Workloads/Production`. */
    ous: z.array(text(byRules)).default([]),
    accounts: z.array(accountId).default([]),
  }),
});

/** The contents of `organization.ts`. */
export const organizationFields = z.strictObject({
  service: text(NAME),
  /** The organization ID, `o-…`. */
  id: text(ORGANIZATION),
  region,
  state: stateBucket,
  bootstrap,
  tags: tags.default({}),
  managementAccount: z.strictObject({
    id: accountId,
    name: text(ACCOUNT_NAME),
    /** @default - the caller's role */
    deployRoleArn: text(ROLE_ARN).optional(),
  }),
  /**
   * The role that creates the roles of plans and applies in member accounts, and changes them. Without a bootstrap, it deploys
   * everything there.
   * @default OrganizationAccountAccessRole
   */
  memberRole: text(MEMBER_ROLE).default('OrganizationAccountAccessRole'),
  root: z.strictObject({
    id: text(ROOT),
    ous: z.array(organizationalUnit).default([]),
    accounts: z.array(account).default([]),
  }),
  baseline,
  /**
   * ARNs of vaults that policies may name although no stack creates them, such as logically air-gapped vaults. The region and the
   * account can be `*`.
   * @default []
   */
  existingVaults: z.array(text(VAULT_ARN)).default([]),
  policies: z.array(attachedPolicy),
  globalSettings,
  /**
   * Reports failed backups, copies and restores of every account to one topic, in the organization's region (M6). The settings
   * are those of an environment.
   * @default - failures in members are not reported
   */
  notifications: notifications.omit({ topicArns: true, otherSubscriptions: true }).optional(),
  names: organizationNames,
  /** @default - none */
  delegatedAdministrator: accountId.optional(),
  /**
   * Further members that administer backups for the whole organization.
   * @default - none
   */
  otherDelegatedAdministrators: z.array(accountId).default([]),
  /**
   * The resource policy of the organization, which delegates actions of AWS Organizations to members: a JSON policy. The role of
   * applies may not change it, unless `bootstrap.applyPolicyArns` allows it.
   * @default - not managed
   */
  resourcePolicy: z.looseObject({ Statement: z.json() }).optional(),
  /**
   * Every resource type and whether the management account backs it up, in each region of the baseline.
   * @default - not managed
   */
  optIn: z.record(text(byRules), z.boolean()).optional(),
  /**
   * Lets this repository manage the organization itself.
   * @default - the organization is only read
   */
  managed: managed.optional(),
  /**
   * How much data the policies back up in each account, for `backupctl cost`.
   * @default - unknown: no cost is computed
   */
  costs: organizationCosts.optional(),
});
