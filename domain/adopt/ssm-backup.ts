import { statementsIn } from '../iam/serialize-statement';
import { textsIn } from '../json-object';
import type { EnvironmentNames } from '../names';
import { CronError } from '../schedule/cron-problem';
import { parseCron } from '../schedule/cron';
import { DAY, MINUTE } from '../schedule/duration';
import { timesOfDay } from '../schedule/scheduled-days';
import { ShiftError, shiftedEarlier } from '../schedule/shift';
import { BACKUP_DOCUMENT } from '../ssm-backup/document-name';
import { BACKUP_GROUP_TAG } from '../ssm-backup/tags';
import type { AdoptContext, AdoptedSettings, AdoptedSteps } from './adopted';
import { customStepsOf } from './custom-steps';
import type { AdoptableWindow, FoundAccount, FoundRegion, FoundSchedule } from './found';
import { type Exclusions, type Item, partKey, refusedItems } from './part';

interface Around {
  readonly account: FoundAccount;
  readonly context: AdoptContext;
  readonly names: EnvironmentNames;
  readonly excluded: Exclusions;
}

/**
 * The SSM backup of the environment's region, if its window starts the document of the stack for one group. Its other settings
 * are those of what belongs to it: of the document, the roles, the functions' logs and the check's schedule.
 */
export function mapSsmBackup(around: Around): {
  readonly ssmBackup: AdoptedSettings['ssmBackup'];
  readonly items: readonly Item[];
} {
  const { account, context, excluded } = around;
  const placed = Object.entries(account.regions).flatMap(([region, { windows }]) =>
    windows.map((window) => ({ region, window })),
  );
  const own = placed.filter(({ region, window }) => region === context.region && groupOf(window) !== undefined);
  const [only] = own.length === 1 ? own : [];
  const part = { kind: 'maintenance window', region: context.region, name: only?.window.name ?? '' } as const;
  const steps = only && stepsOf(around);
  const isTaken = only !== undefined && steps !== undefined && !excluded.has(partKey(part));
  return {
    ssmBackup: isTaken ? settingsOf(only.window, steps, around) : 'none',
    items: placed.flatMap(({ region, window }): Item[] => {
      const one = { kind: 'maintenance window', region, name: window.name } as const;
      if (window !== only?.window)
        return [{ ...one, state: 'outside', reason: descriptionOf(window), remedy: window.enabled ? KEEP : DISABLED }];
      if (!steps) return [{ ...one, state: 'outside', reason: OTHER_DOCUMENT, remedy: KEEP }];
      return isTaken ? [{ ...one, state: 'taken over' }] : refusedItems(one, excluded);
    }),
  };
}

const KEEP = 'keep it, or replace it by `ssmBackup` and then disable it: with both, instances are imaged twice';
const DISABLED = 'delete it if no one enables it again';
const OTHER_DOCUMENT = `its document ${BACKUP_DOCUMENT} is not one that the stack creates with any custom steps, or could not be read`;

/** The group of instances that a window backs up with the document of the stack. */
function groupOf({ enabled, targets, tasks }: AdoptableWindow): string | undefined {
  const [target, ...others] = targets;
  const [task, ...more] = tasks;
  const [[tag, values] = [], ...tags] = Object.entries(target?.tags ?? {});
  const isSimple = enabled && others.length === 0 && more.length === 0 && tags.length === 0 && values?.length === 1;
  return isSimple && task?.document === BACKUP_DOCUMENT && tag === BACKUP_GROUP_TAG ? values[0] : undefined;
}

function settingsOf(
  window: AdoptableWindow,
  steps: AdoptedSteps,
  { account, context, names }: Around,
): AdoptedSettings['ssmBackup'] {
  const { name, schedule, timezone, durationHours, cutoffHours } = window;
  const { logRetentionDays: kept = {}, schedules = {} } =
    account.regions[context.region] ?? ({} as Partial<FoundRegion>);
  const [logRetentionDays] = [names.pruneFunction, names.agentCheckFunction].flatMap(
    (one) => kept[`/aws/lambda/${one}`] ?? [],
  );
  const minutesBefore = minutesBeforeWindow(schedule, schedules[names.agentCheckSchedule]);
  return {
    window: { name, schedule, ...(timezone === undefined ? {} : { timezone }), durationHours, cutoffHours },
    group: groupOf(window) ?? '',
    agentCheck: minutesBefore === undefined ? {} : { minutesBefore },
    ...steps,
    automationPolicyArns: furtherPolicies(account, names),
    imageParameterArns: imageParameters(account, names),
    ...(logRetentionDays === undefined ? {} : { logRetentionDays }),
  };
}

function stepsOf({ account, context, names }: Around): AdoptedSteps | undefined {
  const document = account.regions[context.region]?.documents.find(({ name }) => name === BACKUP_DOCUMENT);
  const automationRoleArn = `arn:aws:iam::${account.accountId}:role/${names.automationRole}`;
  const built = { automationRoleArn, pruneFunctionName: names.pruneFunction };
  return document && customStepsOf(document.content, built, context);
}

/** How long before the window its check runs. Undefined if no such time gives the schedule of the check. */
function minutesBeforeWindow(window: string, check: FoundSchedule | undefined): number | undefined {
  if (!check) return undefined;
  const isBefore = (minutes: number): boolean => shiftOf(window, minutes) === check.expression;
  // For a window that opens several times a day, the schedule alone can have several meanings.
  const byAge = (check.maximumAgeSeconds ?? 0) * (1000 / MINUTE);
  if (byAge > 0 && isBefore(byAge)) return byAge;
  const [opens = 0] = timesOf(window);
  return timesOf(check.expression)
    .map((checked) => ((opens - checked + DAY) % DAY) / MINUTE)
    .toSorted((a, b) => a - b)
    .find((minutes) => minutes > 0 && isBefore(minutes));
}

const timesOf = (schedule: string): number[] => orNone(() => timesOfDay(parseCron(schedule))) ?? [];

const shiftOf = (schedule: string, minutes: number): string | undefined =>
  orNone(() => shiftedEarlier(schedule, minutes));

/** Others write schedules that the configuration cannot. */
function orNone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CronError || error instanceof ShiftError) return undefined;
    throw error;
  }
}

/** The policies of the automation's role, except for that of the stack. */
function furtherPolicies({ accountId, roles }: FoundAccount, names: EnvironmentNames): string[] {
  const role = roles.find(({ name }) => name === names.automationRole);
  const own = `arn:aws:iam::${accountId}:policy/${names.automationPolicy}`;
  return (role?.policyArns ?? []).filter((arn) => arn !== own).toSorted();
}

/** The parameters that the pruning can read. */
function imageParameters({ accountId, policies }: FoundAccount, names: EnvironmentNames): string[] {
  const policy = policies.find(({ arn }) => arn === `arn:aws:iam::${accountId}:policy/${names.prunePolicy}`);
  const statements = statementsIn(policy?.document ?? '') ?? [];
  return statements
    .filter(({ Action }) => [Action].flat().includes('ssm:GetParameters'))
    .flatMap(({ Resource }) => textsIn(Resource))
    .toSorted();
}

function descriptionOf({ enabled, schedule, timezone, tasks }: AdoptableWindow): string {
  const documents = tasks.map(({ document }) => document).join(', ');
  return `${enabled ? 'runs' : 'is disabled, and would run'} ${documents}, ${schedule}${timezone === undefined ? '' : ` ${timezone}`}`;
}
