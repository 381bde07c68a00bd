import type { BackupClient, BackupPlan, BackupPlansListMember } from '@aws-sdk/client-backup';

import type { AdoptablePlan, AdoptableSelection } from '../../domain/adopt/found';
import { isRefusal } from '../aws-error';
import { sdkErrorOf } from '../sdk-error';
import { listedPlans, listedSelections, planOf, readPlan, readSelection } from '../verify/found-plans';
import type { OrDenied, Reading } from './reading';
import { tagsOfBackup } from './vaults';

/** The plans of a region with their selections. A plan whose rules may not be read is left out. */
export async function readPlans(backup: BackupClient, reading: Reading): Promise<AdoptablePlan[]> {
  const listed = (await reading.orDenied('plans', () => listedPlans(backup))) ?? [];
  const sorted = listed.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const plans = await reading.parts('plans', sorted, idOf, (plan, orDenied) => readOne(backup, plan, orDenied));
  return plans.filter((plan) => plan !== null);
}

/** By name. Two plans can have the same one. */
function sortKey(plan: BackupPlansListMember): string {
  return `${plan.BackupPlanName} ${idOf(plan)}`;
}

function idOf({ BackupPlanId = '' }: BackupPlansListMember): string {
  return BackupPlanId;
}

async function readOne(
  backup: BackupClient,
  listed: BackupPlansListMember,
  orDenied: OrDenied,
): Promise<AdoptablePlan | null> {
  const { BackupPlanId: id = '', BackupPlanName: name = '', BackupPlanArn } = listed;
  const orRefused = isOfService(id) ? orNothing : <T>(_: T, read: () => Promise<T>) => read();
  const unreadable: BackupPlan = { BackupPlanName: name, Rules: [] };
  const plan = await orDenied(`plan ${name}`, () => orRefused(unreadable, () => readPlan(backup, id)));
  if (!plan) return null;
  const unread = new Set<AdoptablePlan['unread'][number]>();
  const missing = (): void => void unread.add('selections');
  const ids = await orDenied(
    `selections of plan ${name}`,
    () => orRefused([], () => listedSelections(backup, id)),
    missing,
  );
  const selections: AdoptableSelection[] = [];
  for (const { SelectionId = '', SelectionName } of ids ?? []) {
    const read = (): Promise<Omit<AdoptableSelection, 'id'>> =>
      readSelection(backup, { BackupPlanId: id, SelectionId });
    const selection = await orDenied(`selection ${SelectionName} of plan ${name}`, read, missing);
    if (selection) selections.push({ id: SelectionId, ...selection });
  }
  const tags = await orDenied(
    `tags of plan ${name}`,
    () => orRefused({}, () => tagsOfBackup(backup, BackupPlanArn)),
    () => void unread.add('tags'),
  );
  return {
    id,
    name,
    ...planOf(plan),
    unsupported: unsupportedIn(plan),
    selections: selections.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    tags: tags ?? {},
    unread: [...unread],
  };
}

/** A plan of an organization policy (`orgs/…`), or of an AWS service (`aws/…`). */
function isOfService(id: string): boolean {
  return id.includes('/');
}

/** AWS may refuse to describe a plan that the account cannot change. */
async function orNothing<T>(nothing: T, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const cause = sdkErrorOf(error);
    if (cause instanceof Error && isRefusal(cause)) return nothing;
    throw error;
  }
}

/** What a configuration cannot express. */
function unsupportedIn({ Rules = [], AdvancedBackupSettings = [], ScanSettings = [] }: BackupPlan): string[] {
  const options = AdvancedBackupSettings.flatMap(({ ResourceType = '', BackupOptions = {} }) =>
    Object.entries(BackupOptions)
      .filter(([option]) => !(ResourceType === 'EC2' && option === 'WindowsVSS'))
      .map(([option, value]) => `${ResourceType}: ${option}=${value}`),
  );
  const ofRules = Rules.flatMap(
    ({ RuleName = '', IndexActions = [], ScanActions = [], Lifecycle, CopyActions = [] }) => [
      ...(IndexActions.length > 0 ? [`rule ${RuleName}: index actions`] : []),
      ...(ScanActions.length > 0 ? [`rule ${RuleName}: scan actions`] : []),
      ...([Lifecycle, ...CopyActions.map((copy) => copy.Lifecycle)].some((one) => one?.DeleteAfterEvent !== undefined)
        ? [`rule ${RuleName}: deletion after an event`]
        : []),
    ],
  );
  return [...options, ...ofRules, ...(ScanSettings.length > 0 ? ['scan settings'] : [])];
}
