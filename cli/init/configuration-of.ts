import { placesIn, type Tree } from '../../domain/organization/tree';
import type { OrganizationInput } from '../../environments/organization/organization';
import type { CommonInput, EnvironmentInput } from '../../environments/schema';
import type { Answers, OrganizationAnswers } from './answers';

/** The values of `common.ts` that `init` writes. */
export type Common = CommonInput &
  Required<Pick<CommonInput, 'service' | 'region' | 'timezone' | 'state' | 'bootstrap' | 'notifications'>>;

const BUCKET = '{service}-{name}-tfstate-{accountId}';
const SHORT_BUCKET = '{service}-tfstate-{accountId}';
const LONGEST_BUCKET = 63;
const [ACCOUNT_DIGITS, ORGANIZATIONS] = ['000000000000', 'organizations'];

/** Providers reach so many members (docs/members.md). */
const MOST_PROVIDED = 20;

const RULE = { startWindowMinutes: 60, completionWindowMinutes: 10_080 };

export function commonOf({ service, region, timezone, repository, recipients, environments }: Answers): Common {
  const names = [ORGANIZATIONS, ...environments.map(({ name }) => name)];
  const fits = names.every((name) => `${service}-${name}-tfstate-${ACCOUNT_DIGITS}`.length <= LONGEST_BUCKET);
  return {
    service,
    region,
    timezone,
    state: { bucket: fits ? BUCKET : SHORT_BUCKET },
    bootstrap: { github: { repository } },
    notifications: { subscriptions: recipients.map(subscriptionOf) },
    ssmBackup: 'none',
  };
}

type Subscription = NonNullable<NonNullable<CommonInput['notifications']>['subscriptions']>[number];

/** An address with a secret in it is in a parameter of Systems Manager. */
function subscriptionOf(recipient: string): Subscription {
  if (recipient.startsWith('/')) return { protocol: 'https', endpointParameter: recipient };
  if (recipient.includes('://')) return { protocol: 'https', endpoint: recipient };
  return { protocol: 'email', endpoint: recipient };
}

/** Instances with the tag AWSBackup=EC2, as the shipped sample backs them up. */
export function environmentsOf({ environments, schedule, retentionDays }: Answers, common: Common): EnvironmentInput[] {
  return environments.map(({ name, accountId }) => ({
    ...common,
    name,
    accountId,
    backup: {
      vaults: [{ name: 'EC2' }],
      plans: [
        {
          name: 'EC2',
          rules: [{ name: 'EC2', vault: 'EC2', schedule, ...RULE, deleteAfterDays: retentionDays }],
          selections: [{ name: 'Tag-AWSBackup-EC2', tags: { AWSBackup: 'EC2' } }],
        },
      ],
    },
  }));
}

/**
 * The organization: one vault and role in every account, and one policy for everything with the tag Backup=On.
 * @param written the root and the common values as `organization.ts` has them
 */
export function organizationOf(
  { id, managementAccount, root }: OrganizationAnswers,
  { schedule, retentionDays }: Answers,
  written: { readonly root: Tree; readonly common: Common },
): OrganizationInput {
  const { service, region, timezone, state, bootstrap, notifications } = written.common;
  const [vault, role] = ['organization-backup', 'organization-backup-role'];
  const { accounts } = placesIn(root);
  const members = new Set(accounts.keys());
  members.delete(managementAccount);
  return {
    id,
    service,
    region,
    state,
    bootstrap,
    managementAccount: { id: managementAccount, name: accounts.get(managementAccount)?.value.name ?? 'management' },
    root: written.root as OrganizationInput['root'],
    baseline: {
      ...(members.size > MOST_PROVIDED ? { rollout: 'stack-set' } : {}),
      regions: [region],
      vaults: [{ name: vault }],
      role: { name: role },
    },
    policies: [
      {
        name: 'organization-backup',
        description: 'Backs up everything that is tagged Backup=On',
        attachTo: { root: true },
        plans: [
          {
            name: 'organization-backup',
            regions: [region],
            rules: [
              {
                name: 'backup',
                vault,
                schedule,
                timezone,
                ...RULE,
                deleteAfterDays: retentionDays,
              },
            ],
            selections: [{ name: 'tag-backup-on', role, tag: { key: 'Backup', values: ['On'] } }],
          },
        ],
      },
    ],
    globalSettings: { crossAccountBackup: true, multiPartyApproval: false, delegatedAdministrator: false },
    notifications,
  };
}
