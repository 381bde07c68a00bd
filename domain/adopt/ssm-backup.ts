import { BACKUP_DOCUMENT } from '../ssm-backup/document-name';
import { BACKUP_GROUP_TAG } from '../ssm-backup/tags';
import type { AdoptContext, AdoptedSettings } from './adopted';
import type { AdoptableWindow, FoundAccount } from './found';
import { type Exclusions, type Item, partKey, refusedItems } from './part';

/** The SSM backup of the environment's region, if its window starts the document of the stack for one group. */
export function mapSsmBackup(
  { regions }: FoundAccount,
  context: AdoptContext,
  excluded: Exclusions,
): { readonly ssmBackup: AdoptedSettings['ssmBackup']; readonly items: readonly Item[] } {
  const placed = Object.entries(regions).flatMap(([region, { windows }]) =>
    windows.map((window) => ({ region, window })),
  );
  const own = placed.filter(({ region, window }) => region === context.region && groupOf(window) !== undefined);
  const [only] = own.length === 1 ? own : [];
  const part = { kind: 'maintenance window', region: context.region, name: only?.window.name ?? '' } as const;
  const isTaken = only !== undefined && !excluded.has(partKey(part));
  return {
    ssmBackup: isTaken ? settingsOf(only.window) : 'none',
    items: placed.flatMap(({ region, window }): Item[] => {
      const one = { kind: 'maintenance window', region, name: window.name } as const;
      if (window !== only?.window)
        return [{ ...one, state: 'outside', reason: descriptionOf(window), remedy: window.enabled ? KEEP : DISABLED }];
      return isTaken ? [{ ...one, state: 'taken over' }] : refusedItems(one, excluded);
    }),
  };
}

const KEEP = 'keep it, or replace it by `ssmBackup` and then disable it: with both, instances are imaged twice';
const DISABLED = 'delete it if no one enables it again';

/** The group of instances that a window backs up with the document of the stack. */
function groupOf({ enabled, targets, tasks }: AdoptableWindow): string | undefined {
  const [target, ...others] = targets;
  const [task, ...more] = tasks;
  const [[tag, values] = [], ...tags] = Object.entries(target?.tags ?? {});
  const isSimple = enabled && others.length === 0 && more.length === 0 && tags.length === 0 && values?.length === 1;
  return isSimple && task?.document === BACKUP_DOCUMENT && tag === BACKUP_GROUP_TAG ? values[0] : undefined;
}

function settingsOf(window: AdoptableWindow): AdoptedSettings['ssmBackup'] {
  const { name, schedule, timezone, durationHours, cutoffHours } = window;
  return {
    window: { name, schedule, ...(timezone === undefined ? {} : { timezone }), durationHours, cutoffHours },
    group: groupOf(window) ?? '',
  };
}

function descriptionOf({ enabled, schedule, timezone, tasks }: AdoptableWindow): string {
  const documents = tasks.map(({ document }) => document).join(', ');
  return `${enabled ? 'runs' : 'is disabled, and would run'} ${documents}, ${schedule}${timezone === undefined ? '' : ` ${timezone}`}`;
}
