import { NEVER_BACKED_UP, neverBackedUp } from '../../domain/backup/never-backed-up';
import { isKnownResource, reachableTypes } from '../../domain/backup/resource-types';
import { excludesEverything, resourceExcluded } from '../../domain/backup/selection-resources';
import type { Finding } from '../../domain/finding';
import type { Environment, Plan, Selection } from '../schema';
import { optedInTypes } from './lookups';

/** Resources that do not exist, that the plan cannot select, or that are all excluded. */
export function selectionByResources(
  selection: Selection,
  plan: Plan,
  environment: Environment,
  path: string,
): Finding[] {
  const unusable = [
    ...(['resources', 'notResources'] as const).flatMap((list) =>
      selection[list].flatMap((arn) => resourceNotUsable(arn, plan, environment, `${path}.${list}`)),
    ),
    ...resourceExcluded(selection, `${path}.resources`),
  ];
  const isReported = unusable.some(({ severity, rule }) => severity === 'error' || rule === NEVER_BACKED_UP);
  if (isReported || excludesEverything(selection)) return unusable;
  if (reachableTypes(selection, optedInTypes(environment, plan.region)).length > 0) return unusable;
  return [
    ...unusable,
    {
      rule: 'selection-of-nothing',
      severity: 'error',
      source: 'backupctl',
      path: `${path}.resources`,
      message: `nothing can be selected: every resource type that ${plan.region} has opted in is excluded`,
      remedy: 'exclude less, or opt the type in by regionSettings',
    },
  ];
}

/** A plan can select the resource types that AWS Backup supports, in its own region and account. */
function resourceNotUsable(arn: string, { region }: Plan, { accountId }: Environment, path: string): Finding[] {
  const refuse = (message: string, remedy: string): Finding[] => [
    { rule: 'resource-not-usable', severity: 'error', source: 'backupctl', path, message, remedy },
  ];
  const never = neverBackedUp(arn, path);
  if (!isKnownResource(arn) && never.length === 0) {
    return refuse(
      `${JSON.stringify(arn)} matches no resource that AWS Backup supports`,
      'write an ARN, or a pattern such as arn:aws:ec2:*:*:instance/*',
    );
  }
  const [, , , arnRegion = '', arnAccount = ''] = arn.split(':');
  if (/^[a-z0-9-]+$/.test(arnRegion) && arnRegion !== region) {
    return refuse(
      `"${arn}" is in ${arnRegion}, but the plan is in ${region}`,
      `move it into a plan with region: '${arnRegion}'`,
    );
  }
  if (/^\d+$/.test(arnAccount) && arnAccount !== accountId) {
    return refuse(
      `"${arn}" is in account ${arnAccount}, but the plan is in ${accountId}`,
      `name resources of account ${accountId}, or put * in its place`,
    );
  }
  return never;
}
