import { CreateImageCommand, CreateTagsCommand, DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';

import type { MotoClient } from '../operation';

// It is about versions of the SDK which this repository does not install.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** One step of a document, in the order in which it runs. */
export interface Step {
  readonly name: string;
  readonly action: string;
  readonly seconds: number;
  /** Why it fails. */
  readonly fails?: string;
  /** Whether the steps behind it run although it fails, as where its failure is routed to them. */
  readonly goesOn?: true;
  /** Makes an image of the instance. */
  readonly makesImage?: true;
}

/** An automation that was started. */
export interface Execution {
  readonly id: string;
  readonly region: string;
  readonly token: string | undefined;
  readonly document: string;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly startedAt: Date;
  readonly steps: readonly Step[];
  /** By step: each makes one. */
  readonly images: Map<string, Promise<string>>;
}

interface StepCourse extends Step {
  readonly status: 'Pending' | 'InProgress' | 'Success' | 'Failed';
  readonly startedAt: number;
  readonly endedAt: number;
}

/** How far an execution is. */
interface Course {
  readonly status: 'InProgress' | 'Success' | 'Failed';
  readonly steps: readonly StepCourse[];
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-statuses.html */
export function courseOf({ startedAt, steps }: Execution, now: Date): Course {
  let reached = startedAt.getTime() / 1000;
  let aborted = false;
  const course = steps.map((step): StepCourse => {
    const start = reached;
    const end = start + step.seconds;
    const status = aborted || now.getTime() / 1000 < start ? 'Pending' : statusOf(step, end, now);
    reached = end;
    aborted ||= status === 'Failed' && step.goesOn !== true;
    return { ...step, status, startedAt: start, endedAt: end };
  });
  const isOver = aborted || course.every(({ status }) => status === 'Success' || status === 'Failed');
  const hasFailed = course.some(({ status }) => status === 'Failed');
  return { status: isOver ? (hasFailed ? 'Failed' : 'Success') : 'InProgress', steps: course };
}

function statusOf({ fails }: Step, end: number, now: Date): StepCourse['status'] {
  if (now.getTime() / 1000 < end) return 'InProgress';
  return fails === undefined ? 'Success' : 'Failed';
}

/** An entry of a list: what the automation was given is not in it. */
export function metadataOf({ id, document, startedAt }: Execution, { status, steps }: Course) {
  const failed = steps.find((step) => step.status === 'Failed');
  return {
    AutomationExecutionId: id,
    DocumentName: document,
    DocumentVersion: '1',
    AutomationExecutionStatus: status,
    ExecutionStartTime: startedAt.getTime() / 1000,
    Mode: 'Auto',
    Targets: [],
    CurrentStepName: steps.find((step) => step.status === 'InProgress')?.name,
    FailureMessage:
      status === 'Failed' ? `Step fails when it is Execute/Cancelling action. ${failed?.fails}` : undefined,
  };
}

/** An execution as GetAutomationExecution tells it. What has made an image by now makes it in moto. */
export async function told(execution: Execution, course: Course, moto: MotoClient) {
  const steps = await Promise.all(
    course.steps.map(async (step) => ({
      StepName: step.name,
      Action: step.action,
      StepStatus: step.status,
      StepExecutionId: `${execution.id}-${step.name}`,
      ...(step.status === 'Pending' ? {} : { ExecutionStartTime: step.startedAt }),
      ...(step.status === 'Success' || step.status === 'Failed' ? { ExecutionEndTime: step.endedAt } : {}),
      ...(step.status === 'Failed' ? { FailureMessage: step.fails } : {}),
      ...(step.status === 'Success' && step.makesImage
        ? { Outputs: { ImageId: [await imageOf(execution, step, moto)] } }
        : {}),
    })),
  );
  return { ...metadataOf(execution, course), Parameters: execution.parameters, StepExecutions: steps };
}

function imageOf(execution: Execution, { name, endedAt }: StepCourse, moto: MotoClient): Promise<string> {
  const known = execution.images.get(name);
  if (known) return known;
  const made = makeImage(execution.parameters['InstanceId']?.[0] ?? '', new Date(endedAt * 1000), moto);
  execution.images.set(name, made);
  return made;
}

async function makeImage(InstanceId: string, at: Date, moto: MotoClient): Promise<string> {
  const client = new EC2Client(moto);
  const { Reservations } = await client.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId] }));
  const server = Reservations?.[0]?.Instances?.[0]?.Tags?.find(({ Key }) => Key === 'Name')?.Value ?? '';
  const time = at.toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '.');
  const image = await client.send(new CreateImageCommand({ InstanceId, Name: `${server}-${time}-${InstanceId}` }));
  const ImageId = image.ImageId ?? '';
  await client.send(
    new CreateTagsCommand({
      Resources: [ImageId],
      Tags: [
        { Key: 'Name', Value: server },
        { Key: 'AutoBackup', Value: 'true' },
        { Key: 'SourceInstance', Value: InstanceId },
      ],
    }),
  );
  return ImageId;
}
