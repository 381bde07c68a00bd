import path from 'node:path';

import { baselineTags } from '../../domain/baseline/member-baseline';
import type { FoundOrganization } from '../../domain/organization/found-organization';
import { isPulledAddress, organizationImports } from '../../domain/organization/pull/import-ids';
import {
  type MappedOrganization,
  type PulledSettings,
  pulledSettings,
} from '../../domain/organization/pull/pulled-settings';
import type { Tree } from '../../domain/organization/tree';
import type { ImportedResource } from '../../domain/terraform/import-id';
import type { Organization } from '../../environments/organization/organization';
import type { Configuration } from '../../environments/parse';
import { POLICIES_FILE } from '../../environments/pulled-file';
import { isRefused, RefusedError } from '../../environments/refusal';
import { organizationFields } from '../../environments/schema/organization';
import { TREE_FILE } from '../../environments/tree-file';
import { readOrganizationTree } from '../../operations/organization-tree';
import { ORGANIZATIONS_REGION } from '../../operations/organization/backup-policies';
import {
  type OrganizationClients,
  readIdentity,
  readOrganization,
} from '../../operations/organization/read-organization';
import type { Progress } from '../../operations/progress';
import { assertAccountIn } from '../aws/assert-account';
import { environmentsFolder, loadConfiguration } from '../configuration';
import { RefusedInputError } from '../exit-code';
import { writeFileAtOnce } from '../write-file';
import { configurationWithoutPulled, configured, earlierSettings, requireFolder } from './before-pull';
import { previousTree } from './tree-file';

/** What a pull of the policies has written. */
export interface PulledPolicies extends MappedOrganization {
  readonly file: string;
  /** Undefined if the addresses are unknown, because there is no organization.ts. */
  readonly imports: { readonly file: string; readonly imports: readonly ImportedResource[] } | undefined;
  readonly found: FoundOrganization;
  readonly organization: Organization | undefined;
  /** What synth would refuse once organization.ts has the settings. */
  readonly refused: RefusedError | undefined;
}

/** The settings of the organization that a pull writes. */
const PULLED = [
  'policies',
  'globalSettings',
  'delegatedAdministrator',
  'otherDelegatedAdministrators',
  'optIn',
  'managed',
  'resourcePolicy',
] as const satisfies readonly (keyof PulledSettings)[];

/** The key of the stack in the file of imports. */
const STACK = 'organizations';

/**
 * Reads everything that the organization has in AWS apart from its tree, and writes it as settings, with the imports of the
 * resources: when AWS has answered everything.
 *
 * @throws {UsageError} when the folder of the file does not exist, or for credentials of another account than the management account
 * @throws {RefusedError | RefusedInputError} when organization.ts is refused without the settings, or is about another organization
 * @throws {AwsError}
 */
export async function pullPolicies(
  out: string | undefined,
  profile: string | undefined,
  progress: Progress,
): Promise<PulledPolicies> {
  const file = out ?? path.join(environmentsFolder(), POLICIES_FILE);
  requireFolder(file);
  const earlier = earlierSettings(file);
  const configuration = await configurationWithoutPulled();
  const before = (await configured())?.organization;
  const { organization } = configuration;
  const clients = await clientsOf(profile);

  const identity = await readIdentity(clients.organizations);
  refuseOther(identity.id, organization);
  const account = identity.managementAccountId;
  await assertAccountIn([{ account, role: 'management account' }], { profile, region: ORGANIZATIONS_REGION });
  const tree = await treeOf(organization, clients, progress);
  const found = { ...identity, ...(await readOrganization(clients, regionsOf(configuration), progress)) };

  const mapped = pulledSettings(found, {
    tree,
    policies: (before?.policies ?? earlier.policies ?? []).map(({ name }) => name),
    delegatedAdministrator: before?.delegatedAdministrator,
    manages: organization?.managed !== undefined,
    managementAccountId: identity.managementAccountId,
    stackTags: organization ? baselineTags(organization.service, organization.tags) : {},
    earlier,
  });
  const stack = organization && (await stackWith(organization, mapped.settings, configuration));
  const imports =
    stack && importsBeside(file, organizationImports(stack.resources, found, organization.region), configuration);
  // In this order: synth refuses imports of policies that are not there, but policies without imports would be created again.
  if (imports) writeFileAtOnce(imports.file, imports.text);
  writeFileAtOnce(file, jsonText(mapped.settings));
  return {
    ...mapped,
    file,
    imports,
    found,
    organization,
    refused: await refusedIn(mapped.settings, stack?.missing ?? []),
  };
}

async function clientsOf(profile: string | undefined): Promise<OrganizationClients> {
  const [{ OrganizationsClient }, { BackupClient }, { clientOptions }] = await Promise.all([
    import('@aws-sdk/client-organizations'),
    import('@aws-sdk/client-backup'),
    import('../aws/clients'),
  ]);
  return {
    organizations: new OrganizationsClient(clientOptions({ profile, region: ORGANIZATIONS_REGION })),
    backup: (region) => new BackupClient(clientOptions({ profile, region })),
  };
}

function refuseOther(id: string, organization: Organization | undefined): void {
  if (!organization || organization.id === id) return;
  throw new RefusedInputError(
    `The credentials belong to organization ${id}, but organization.ts has ${organization.id}.\n→ specify a profile of that organization with --profile, or correct id in organization.ts`,
  );
}

/** The tree of the repository: its paths are those that attachments name. Without one, that of AWS. */
function treeOf(
  organization: Organization | undefined,
  clients: OrganizationClients,
  progress: Progress,
): Tree | Promise<Tree> {
  if (organization) return organization.root;
  const pulled = previousTree(path.join(environmentsFolder(), TREE_FILE));
  return pulled ?? readOrganizationTree(clients.organizations, progress);
}

/** The regions in which the stack sets the opt-in of the management account. */
function regionsOf({ organization, environments }: Configuration): [string, ...string[]] {
  const [first, ...others] = organization?.baseline.regions ?? [];
  return [first ?? organization?.region ?? environments[0]?.region ?? ORGANIZATIONS_REGION, ...others];
}

async function stackWith(organization: Organization, settings: PulledSettings, { environments }: Configuration) {
  const read = PULLED.flatMap((key) => {
    const value = settings[key];
    const parsed = value === undefined ? undefined : organizationFields.shape[key].safeParse(value);
    // Whatever the schema refuses is reported when the settings are loaded.
    return parsed?.success ? [[key, parsed.data]] : [];
  });
  const { organizationResources } = await import('../../stacks/build-app');
  const changed = Object.fromEntries(read) as Partial<Organization>;
  return organizationResources({ ...organization, ...changed }, environments);
}

/** The file of imports, with what others wrote into it. */
function importsBeside(file: string, imports: readonly ImportedResource[], configuration: Configuration) {
  const existing = configuration.imports[STACK]?.value ?? {};
  const own = [...(existing[STACK] ?? []).filter(({ to }) => !isPulledAddress(to)), ...imports];
  const stacks = { ...existing, [STACK]: own.toSorted((a, b) => (a.to < b.to ? -1 : 1)) };
  return { file: path.join(path.dirname(file), 'organization.imports.json'), imports, text: jsonText(stacks) };
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The settings as synth would judge them. */
async function refusedIn(
  settings: PulledSettings,
  missing: Awaited<ReturnType<typeof stackWith>>['missing'],
): Promise<RefusedError | undefined> {
  const file = path.join(environmentsFolder(), 'organization.ts');
  try {
    await loadConfiguration(new Date(), settings);
  } catch (error) {
    if (isRefused(error)) return error;
    throw error;
  }
  return missing.length === 0 ? undefined : new RefusedError([{ file, findings: missing, unchecked: false }]);
}
