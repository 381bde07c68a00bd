import {
  type MaintenanceWindowIdentity,
  type MaintenanceWindowTask,
  paginateDescribeMaintenanceWindowTargets,
  paginateDescribeMaintenanceWindowTasks,
  type SSMClient,
} from '@aws-sdk/client-ssm';

import type { AdoptableWindow, FoundDocument } from '../../domain/adopt/found';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { listedWindows } from '../verify/found-windows';
import { documentName, imagingDocuments, readDocuments } from './documents';
import type { OrDenied, Reading } from './reading';

interface FoundWindows {
  readonly windows: AdoptableWindow[];
  /** Documents of the account that these windows run. */
  readonly documents: FoundDocument[];
}

/**
 * The maintenance windows of a region that create images, with the documents of the account that they run. What a function or
 * a state machine does is unknown.
 *
 * @param alsoDocuments documents that are read even if no window runs them
 */
export async function readWindows(
  ssm: SSMClient,
  reading: Reading,
  alsoDocuments: readonly string[],
): Promise<FoundWindows> {
  const listed = (await reading.orDenied('maintenance windows', () => listedWindows(ssm))) ?? [];
  const sorted = listed.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const tasks = await reading.parts('tasks of maintenance windows', sorted, idOf, (window, orDenied) =>
    tasksOf({ ssm, accountId: reading.accountId }, window, orDenied),
  );
  const run = [...tasks.flat().map(({ document }) => document), ...alsoDocuments];
  const documents = await readDocuments(ssm, reading, run);
  const imaging = imagingDocuments(documents, reading.accountId);
  const all = sorted.map((window, index) => ({ window, tasks: tasks[index] ?? [] }));
  const windows = await reading.parts(
    'maintenance windows',
    all.filter((one) => one.tasks.some(({ document }) => imaging.has(document))),
    ({ window }) => idOf(window),
    (one, orDenied) => windowOf(ssm, one, orDenied),
  );
  const used = new Set([...windows.flatMap((one) => one.tasks.map(({ document }) => document)), ...alsoDocuments]);
  return { windows, documents: documents.filter((one) => one.content !== '' && used.has(one.name)) };
}

function idOf({ WindowId = '' }: MaintenanceWindowIdentity): string {
  return WindowId;
}

type Task = AdoptableWindow['tasks'][number];

/** The tasks that run documents. */
async function tasksOf(
  { ssm, accountId }: { readonly ssm: SSMClient; readonly accountId: string },
  window: MaintenanceWindowIdentity,
  orDenied: OrDenied,
): Promise<Task[]> {
  const WindowId = idOf(window);
  const tasks = await orDenied(`tasks of maintenance window ${window.Name}`, () =>
    withAwsErrors('ssm:DescribeMaintenanceWindowTasks', () =>
      everyPage(paginateDescribeMaintenanceWindowTasks({ client: ssm }, { WindowId }), 'Tasks'),
    ),
  );
  return (tasks ?? [])
    .filter(({ Type }) => Type === 'AUTOMATION' || Type === 'RUN_COMMAND')
    .map((task) => taskOf(task, accountId))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function taskOf({ WindowTaskId = '', Name = '', TaskArn = '' }: MaintenanceWindowTask, accountId: string): Task {
  return { id: WindowTaskId, name: Name, document: documentName(TaskArn, accountId) };
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeMaintenanceWindowTargets.html */
async function windowOf(
  ssm: SSMClient,
  { window, tasks }: { readonly window: MaintenanceWindowIdentity; readonly tasks: readonly Task[] },
  orDenied: OrDenied,
): Promise<AdoptableWindow> {
  const WindowId = idOf(window);
  const unread: AdoptableWindow['unread'][number][] = [];
  const targets = await orDenied(
    `targets of maintenance window ${window.Name}`,
    () =>
      withAwsErrors('ssm:DescribeMaintenanceWindowTargets', () =>
        everyPage(paginateDescribeMaintenanceWindowTargets({ client: ssm }, { WindowId }), 'Targets'),
      ),
    () => void unread.push('targets'),
  );
  const { Name = '', Enabled = false, Schedule = '', ScheduleTimezone, Duration = 0, Cutoff = 0 } = window;
  return {
    id: WindowId,
    name: Name,
    enabled: Enabled,
    schedule: Schedule,
    timezone: ScheduleTimezone,
    durationHours: Duration,
    cutoffHours: Cutoff,
    targets: (targets ?? [])
      .map(({ WindowTargetId = '', Targets = [] }) => ({
        id: WindowTargetId,
        tags: Object.fromEntries(Targets.map(({ Key = '', Values = [] }) => [Key.replace(/^tag:/, ''), Values])),
      }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    tasks,
    unread,
  };
}
