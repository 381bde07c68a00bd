import { Organizations } from '@aws-sdk/client-organizations';
import { loadConfiguration } from '#environments';
import { treeOf } from '../../../domain/organization/organization';
import { effectivePolicies } from '../../../domain/policy/organization-tree';
import type { LocalAws } from '../../aws/local-aws';
import { makeOrganization } from '../../aws/organization';
import { organizationText } from '../../aws/organization-text';
import { changedEnvironments } from '../../commands';
import { ACCOUNT, clientOptions, REGION, type Scenarios } from './scenario';

const MANAGEMENT = '999999999999';
const NOW = new Date('2026-11-21T00:00:00Z');

const ORGANIZATION_SETTINGS = `  baseline: { rollout: 'stack-set', regions: ['ap-northeast-1'], vaults: [{ name: 'Safe' }], role: { name: 'Backup' } },
  globalSettings: { crossAccountBackup: false, multiPartyApproval: false, delegatedAdministrator: false },
`;

/** In Organizations, and with a policy that is not attached, so that its targets are read. */
async function trustStackSets(aws: LocalAws): Promise<void> {
  const organizations = new Organizations(clientOptions(aws));
  const ServicePrincipal = 'member.org.stacksets.cloudformation.amazonaws.com';
  await organizations.enableAWSServiceAccess({ ServicePrincipal });
  const Statement = [{ Effect: 'Deny', Action: '*', Resource: '*' }];
  await organizations.createPolicy({
    Name: 'not-attached',
    Description: '',
    Type: 'SERVICE_CONTROL_POLICY',
    Content: JSON.stringify({ Version: '2012-10-17', Statement }),
  });
}

/** Commands about the organization. */
export const ORGANIZATION_SCENARIOS: Scenarios = {
  status: {
    account: MANAGEMENT,
    args: () => ['status'],
    make: () => Promise.resolve(),
    fill: ({ standIn }) => {
      standIn.state.jobs.push({
        region: REGION,
        job: { BackupJobId: 'done', AccountId: ACCOUNT, State: 'COMPLETED', CreationDate: Date.now() / 1000 - 60 },
      });
      return {};
    },
    code: 0,
  },
  preflight: {
    account: MANAGEMENT,
    args: () => ['preflight'],
    make: async (aws) => {
      const made = await makeOrganization(aws.standIn.url);
      await made.enableTrustedAccess();
      await made.enablePolicyType();
      await trustStackSets(aws);
      const { rootId } = made;
      return {
        rootId,
        environments: changedEnvironments({ 'organization.ts': () => organizationText(made, ORGANIZATION_SETTINGS) }),
      };
    },
    fill: ({ standIn }, { rootId, environments }: { rootId: string; environments: string }) => {
      standIn.state.optIn[REGION] = { EC2: true };
      standIn.state.organizationsAccess.add(MANAGEMENT);
      for (const [Name, Id] of [
        ['dev', ACCOUNT],
        ['stg', '222222222222'],
        ['prod', '333333333333'],
      ] as const)
        standIn.state.members.push({ Id, Name, Status: 'ACTIVE', ParentId: rootId });
      return { BACKUP_ENVIRONMENTS_DIR: environments };
    },
    code: 0,
  },
  'organization pull': {
    account: MANAGEMENT,
    args: () => ['organization', 'pull', '--out', 'tree.json'],
    make: async (aws) => {
      const made = await makeOrganization(aws.standIn.url);
      await made.makeUnit('Workloads', made.rootId);
      return changedEnvironments({ 'organization.ts': () => organizationText(made, ORGANIZATION_SETTINGS) });
    },
    // Another root than that of the fixtures would be refused.
    fill: (_aws, environments: string) => ({ BACKUP_ENVIRONMENTS_DIR: environments }),
    code: 0,
    writes: 'tree.json',
  },
  'organization pull --policies': {
    account: MANAGEMENT,
    args: () => ['organization', 'pull', '--policies', '--out', 'policies.json'],
    make: async (aws) => {
      const made = await makeOrganization(aws.standIn.url);
      await made.enablePolicyType();
      const pulled = organizationText(made, ORGANIZATION_SETTINGS.replace("'stack-set'", "'providers'"));
      return { ...made, environments: changedEnvironments({ 'organization.ts': () => pulled }) };
    },
    fill: async (aws, { rootId, environments }: { rootId: string; environments: string }) => {
      const organizations = new Organizations(clientOptions(aws));
      const { Policy } = await organizations.createPolicy({
        Name: 'nightly',
        Description: '',
        Type: 'BACKUP_POLICY',
        Content: '{"plans":{}}',
      });
      await organizations.attachPolicy({ PolicyId: Policy?.PolicySummary?.Id, TargetId: rootId });
      await organizations.putResourcePolicy({ Content: '{"Version":"2012-10-17","Statement":[]}' });
      return { BACKUP_ENVIRONMENTS_DIR: environments };
    },
    code: 0,
    writes: 'policies.json',
  },
  'policy verify': {
    account: MANAGEMENT,
    args: () => ['policy', 'verify', '--now', NOW.toISOString()],
    make: async () => {
      const { organization } = await loadConfiguration('environments', NOW);
      return organization === undefined ? [] : [...effectivePolicies(treeOf(organization), { now: NOW })];
    },
    fill: ({ standIn: { state } }, simulated) => {
      for (const { accountId, effectivePolicy } of simulated) {
        state.accounts.push(accountId);
        state.effectivePolicies[accountId] = structuredClone(effectivePolicy);
      }
      return {};
    },
    code: 0,
  },
};
