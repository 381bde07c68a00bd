import type { Template } from '../../domain/baseline/template';
import { memberTemplate, templateText } from '../../domain/baseline/template';
import { regionOrder } from '../../domain/baseline/member-baseline';
import { stackSetName } from '../../domain/baseline/names';
import { accountsOf, type MemberAccount } from '../../domain/organization/organization';
import { textOf } from '../../domain/terraform/changes/value';
import type { Comparison } from '../../domain/verify/comparison';
import { sample as sampleOf } from '../../domain/verify/sample';
import type { Organization } from '../../environments/organization/organization';
import { AwsError } from '../../operations/aws-error';
import { describeStackSet } from '../../operations/members/stack-set';
import { membersStatus } from '../../operations/members/status';
import type { Progress } from '../../operations/progress';
import { verifyMember } from '../../operations/verify/verify-member';
import { compareInstances, compareStackSet } from '../../operations/verify/verify-stack-set';
import { templateDifferences } from '../../review/model/template-differences';
import { membersBaseline, stackSetTags } from '../../stacks/build-app';
import type { AwsOptions } from '../aws/options';
import { listenForCancellation } from '../cancellation';
import { configuredOrganization } from '../configuration';
import { InterruptedError, RefusedInputError } from '../exit-code';
import { type MembersClients, membersClients } from '../members/clients';
import { progressOnStderr } from '../progress';
import { type AccountComparison, organizationText } from './organization-text';
import { memberClients } from './member-clients';

/** How many accounts, if not chosen. */
const SAMPLE = 5;

/** The options of `verify --organization`. */
export interface OrganizationVerification extends Pick<AwsOptions, 'profile'> {
  readonly sample?: number;
  readonly allAccounts?: true;
  /** An account ID: those up to it are left out. */
  readonly after?: string;
  /** @default - memberRole of the organization */
  readonly role?: string;
  readonly json?: true;
}

/**
 * Compares the StackSet of the members, its instances, and the baselines of a sample of accounts or of all, with AWS (M11).
 * An answer that cannot be read is never a match. An interruption prints what was compared, and how to continue.
 *
 * @throws {AwsError} when a comparison could not be made
 * @throws {RefusedInputError} when a setting differs
 * @throws {InterruptedError}
 */
export async function verifyOrganization(options: OrganizationVerification): Promise<void> {
  const { profile, json } = options;
  const organization = await configuredOrganization(new Date());
  const clients = await membersClients(organization, profile);
  const template = memberTemplate(membersBaseline(organization));
  const { progress, done } = progressOnStderr();
  const { first, dispose } = listenForCancellation();
  const all = accountsOf(organization).filter(({ id }) => id !== organization.managementAccount.id);
  const chosen = chosenAccounts(all, options);
  const compare = async () => {
    const central = await compareCentral(clients, { organization, template }, progress);
    const accounts: AccountComparison[] = [];
    let verified = 0;
    for (const account of chosen) {
      if (first.aborted) break;
      progress(`comparing ${account.name} (${account.id}), ${verified + 1} of ${chosen.length}`);
      const found = await compareAccount(account, { ...options, organization, template });
      accounts.push(...found.map((one) => ({ account: account.id, name: account.name, ...one })));
      verified += 1;
    }
    return { central, accounts, verified };
  };
  const { central, accounts, verified } = await compare().finally(() => {
    done();
    dispose();
  });
  const comparisons = [...central, ...accounts];
  const last = chosen[verified - 1]?.id ?? options.after;
  const different = comparisons.filter(({ state }) => state === 'different').length;
  const unknown = comparisons.filter(({ state }) => state === 'unknown').length;
  const about = { verified, chosen: chosen.length, members: all.length };
  console.log(
    json
      ? JSON.stringify({ ...about, last: last ?? null, different, comparisons }, null, 2)
      : organizationText({ ...about, central, accounts }),
  );
  if (verified < chosen.length) throw new InterruptedError(`\n→ to continue: ${commandAfter(options, last)}`);
  if (unknown > 0) throw new AwsError(`\n${unknown} of ${comparisons.length} comparisons could not be made`);
  if (different > 0) throw new RefusedInputError(`\n${different} of ${comparisons.length} settings differ`);
}

/** In the order of their IDs, so that an interrupted comparison can continue. */
function chosenAccounts(
  all: readonly MemberAccount[],
  { sample = SAMPLE, allAccounts, after = '' }: OrganizationVerification,
): MemberAccount[] {
  return sampleOf(all, allAccounts ? all.length : sample).filter(({ id }) => id > after);
}

function commandAfter(
  { profile, sample, allAccounts, role }: OrganizationVerification,
  after: string | undefined,
): string {
  const given = { sample, after, role, profile };
  const values = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${value}`]));
  return ['npx backupctl verify --organization', ...(allAccounts ? ['--all-accounts'] : []), ...values].join(' ');
}

interface Expected {
  readonly organization: Organization;
  readonly template: Template;
}

/** The StackSet and its instances; nothing, if Terraform manages the members. */
async function compareCentral(
  { organizations, stackSet }: MembersClients,
  { organization, template }: Expected,
  progress: Progress,
): Promise<Comparison[]> {
  if (stackSet === undefined) return [];
  progress(`reading the StackSet ${stackSet.name}`);
  const { region, service } = organization;
  const found = await describeStackSet(stackSet);
  const configured = {
    name: stackSetName(service),
    region,
    tags: stackSetTags(organization),
    differences: (deployed: string) =>
      templateDifferences(templateText(template), deployed).map(({ path, before, after }) => ({
        path,
        expected: before === undefined ? 'none' : textOf(before),
        found: after === undefined ? 'none' : textOf(after),
      })),
  };
  const compared = compareStackSet(configured, found);
  if (!found) return compared;
  return [
    ...compared,
    ...compareInstances(region, await membersStatus(organizations, stackSet, organization, progress)),
  ];
}

async function compareAccount(
  { id }: MemberAccount,
  { organization, template, profile, role }: Expected & OrganizationVerification,
): Promise<Comparison[]> {
  const { region, memberRole } = organization;
  const roleArn = `arn:aws:iam::${id}:role/${role ?? memberRole}`;
  try {
    const clients = await memberClients({ profile, region }, roleArn);
    return await verifyMember(clients, { accountId: id, template, regions: regionOrder(organization) });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return [{ region, subject: 'account', setting: '-', expected: '-', found: error.message, state: 'unknown' }];
  }
}
