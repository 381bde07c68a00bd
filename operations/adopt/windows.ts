import {
  GetDocumentCommand,
  type MaintenanceWindowIdentity,
  type MaintenanceWindowTask,
  paginateDescribeMaintenanceWindowTargets,
  paginateDescribeMaintenanceWindowTasks,
  type SSMClient,
} from '@aws-sdk/client-ssm';

import type { AdoptableWindow, FoundDocument } from '../../domain/adopt/found';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { isNamed } from '../sdk-error';
import { required } from '../unreadable-response';
import { listedWindows } from '../verify/found-windows';
import type { OrDenied, Reading } from './reading';

/** Documents of AWS that create images. Those that build images from images are no backups. */
const IMAGING = new Set(['AWS-CreateImage', 'AWSEC2-CreateVssSnapshot']);

/** How a document of the account creates an image: a step, an API call, the AWS CLI, a script, or another document. */
const CREATES_IMAGE = /create[-_]?image|New-EC2Image|CreateVssSnapshot/i;

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
    tasksOf(ssm, window, orDenied),
  );
  const named = [...new Set([...tasks.flat().map(({ document }) => document), ...alsoDocuments])].toSorted();
  const read = named.filter((name) => !name.startsWith('AWS'));
  const documents = await reading.parts(
    'documents',
    read,
    (name) => name,
    (name, orDenied) => documentOf(ssm, name, orDenied),
  );
  const imaging = new Set([...IMAGING, ...documents.filter(createsImage).map(({ name }) => name)]);
  const all = sorted.map((window, index) => ({ window, tasks: tasks[index] ?? [] }));
  const windows = await reading.parts(
    'maintenance windows',
    all.filter((one) => one.tasks.some(({ document }) => imaging.has(document))),
    ({ window }) => idOf(window),
    (one, orDenied) => windowOf(ssm, one, orDenied),
  );
  const run = new Set([...windows.flatMap((one) => one.tasks.map(({ document }) => document)), ...alsoDocuments]);
  return { windows, documents: documents.filter((one) => one.content !== '' && run.has(one.name)) };
}

function idOf({ WindowId = '' }: MaintenanceWindowIdentity): string {
  return WindowId;
}

function createsImage({ content }: FoundDocument): boolean {
  return CREATES_IMAGE.test(content);
}

type Task = AdoptableWindow['tasks'][number];

/** The tasks that run documents. */
async function tasksOf(ssm: SSMClient, window: MaintenanceWindowIdentity, orDenied: OrDenied): Promise<Task[]> {
  const WindowId = idOf(window);
  const tasks = await orDenied(`tasks of maintenance window ${window.Name}`, () =>
    withAwsErrors('ssm:DescribeMaintenanceWindowTasks', () =>
      everyPage(paginateDescribeMaintenanceWindowTasks({ client: ssm }, { WindowId }), 'Tasks'),
    ),
  );
  return (tasks ?? [])
    .filter(({ Type }) => Type === 'AUTOMATION' || Type === 'RUN_COMMAND')
    .map(taskOf)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** A document of this account is named, or has an ARN. A shared one keeps its ARN. */
function taskOf({ WindowTaskId = '', Name = '', TaskArn = '' }: MaintenanceWindowTask): Task {
  return { id: WindowTaskId, name: Name, document: TaskArn.replace(/^arn:[^:]+:ssm:[^:]*::document\//, '') };
}

/**
 * A document, without content when it does not exist, or may not be read.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetDocument.html
 */
async function documentOf(ssm: SSMClient, name: string, orDenied: OrDenied): Promise<FoundDocument> {
  const content = await orDenied(`document ${name}`, () =>
    withAwsErrors('ssm:GetDocument', async () => {
      const command = new GetDocumentCommand({ Name: name, DocumentFormat: 'JSON' });
      return required(await ssm.send(command), 'Content');
    }).catch((error: unknown) => {
      if (isNamed(error, ['InvalidDocument'])) return '';
      throw error;
    }),
  );
  return { name, content: content ?? '' };
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
