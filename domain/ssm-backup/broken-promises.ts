import { AutomationExecution } from '../automation/interpreter';
import { runToEnd } from '../automation/run-to-end';
import type { Runbook } from '../automation/runbook';
import { INSTANCE, SimulatedInstance, type Situation } from './simulated-instance';

const TAGS = { Name: 'web1', EC2BackupGen: '3' };
const ALWAYS = 1000;
const INSTANCES: readonly Situation[] = [
  { name: 'an instance that must be stopped', state: 'running', tags: { ...TAGS, BackupEC2StopStart: 'true' } },
  { name: 'an instance that must keep running', state: 'running', tags: { ...TAGS, BackupEC2StopStart: 'false' } },
  { name: 'an instance that was stopped before', state: 'stopped', tags: { ...TAGS, BackupEC2StopStart: 'true' } },
];

const FAILING = [
  'DescribeTags',
  'DescribeInstances',
  'DescribeInstanceStatus',
  'StopInstances',
  'CreateImage',
  'DescribeSnapshots',
  'CreateTags',
  'DescribeImages',
];

type Event = Partial<Omit<Situation, 'state' | 'tags'>> & { readonly name: string };

const EVENTS: readonly Event[] = [
  { name: 'nothing fails' },
  ...FAILING.map((api) => ({ name: `${api} fails`, fault: { api, times: ALWAYS } })),
  ...[1, 2].map((times) => ({ name: `StartInstances fails ${times} times`, fault: { api: 'StartInstances', times } })),
  { name: 'the image fails', imageEnds: 'failed' },
  { name: 'the image never ends', imageEnds: 'pending' },
  { name: 'pruning fails', pruneFails: true },
];

const COMPLETE = { ...TAGS, BackupEC2StopStart: 'true' };

/** With these tags, a document must do nothing. */
const REFUSED: readonly Situation[] = [
  ...Object.keys(COMPLETE).map((missing) => ({
    name: `an instance without the tag ${missing}`,
    tags: Object.fromEntries(Object.entries(COMPLETE).filter(([key]) => key !== missing)),
  })),
  { name: 'an instance that keeps 0 generations', tags: { ...COMPLETE, EC2BackupGen: '0' } },
  { name: 'an instance that may be stopped perhaps', tags: { ...COMPLETE, BackupEC2StopStart: 'perhaps' } },
].map((instance) => ({ ...instance, state: 'running', isRefused: true }));

const SITUATIONS: readonly Situation[] = [
  ...INSTANCES.flatMap((instance) =>
    EVENTS.map((event): Situation => ({ ...instance, ...event, name: `${instance.name}, when ${event.name}` })),
  ),
  ...REFUSED,
];

/** A user cancels it during each step that either document runs. */
function cancellations(simulations: readonly Simulate[]): Situation[] {
  return INSTANCES.flatMap((instance) => {
    const moments = new Set(simulations.flatMap((simulate) => simulate(instance).moments));
    return [...moments].map((cancelledAt) => ({
      ...instance,
      cancelledAt,
      name: `${instance.name}, when a user cancels it after ${cancelledAt} seconds`,
    }));
  });
}

/**
 * The promises that a backup document keeps before a change and breaks after it, with the first situation that shows each: an
 * instance that was stopped is started again, images and snapshots are tagged, pruning comes last, and every failure fails the
 * execution.
 */
export function brokenPromises(before: Runbook, after: Runbook): string[] {
  const broken = new Map<string, string>();
  const [old, current] = [simulationOf(before), simulationOf(after)];
  for (const situation of [...SITUATIONS, ...cancellations([old, current])]) {
    for (const wrong of current(situation).wrongs) {
      if (!broken.has(wrong) && !old(situation).wrongs.includes(wrong)) broken.set(wrong, situation.name);
    }
  }
  const known = invokedBy(old);
  return [
    ...[...broken].map(([wrong, situation]) => `${wrong}: ${situation}`),
    ...invokedBy(current)
      .filter((name) => !known.includes(name))
      .map((name) => `invokes ${name}, which it did not before`),
  ];
}

function invokedBy(simulate: Simulate): string[] {
  return [...new Set(INSTANCES.flatMap((instance) => simulate(instance).invoked))];
}

interface Result {
  readonly wrongs: readonly string[];
  /** The middle of each step, in seconds. */
  readonly moments: readonly number[];
  readonly invoked: readonly string[];
}

type Simulate = (situation: Situation) => Result;

/** By document, then by the name of the situation. */
const results = new Map<string, Map<string, Result>>();

/** Simulates a document, in each situation once: several changes start from the same document. */
function simulationOf(document: Runbook): Simulate {
  const text = JSON.stringify(document);
  const known = results.get(text) ?? new Map<string, Result>();
  results.set(text, known);
  return (situation) => {
    const result = known.get(situation.name) ?? resultOf(executionOf(document, situation), situation);
    known.set(situation.name, result);
    return result;
  };
}

interface Ended {
  readonly execution: AutomationExecution;
  readonly instance: SimulatedInstance;
}

/** Undefined if a document cannot be executed. */
function executionOf(document: Runbook, situation: Situation): Ended | undefined {
  const { cancelledAt } = situation;
  const start = { parameters: { InstanceId: INSTANCE }, startsAt: new Date(0) };
  try {
    const execution = new AutomationExecution(document, {
      ...start,
      ...(cancelledAt !== undefined && { cancelledAt }),
    });
    const instance = new SimulatedInstance(situation, execution.clock);
    runToEnd(execution, (request) => instance.answer(request));
    return { execution, instance };
  } catch {
    return undefined;
  }
}

function resultOf(ended: Ended | undefined, situation: Situation): Result {
  if (ended === undefined) return { wrongs: ['cannot be executed'], moments: [], invoked: [] };
  return {
    wrongs: wrongsIn(ended, situation),
    moments: ended.execution.steps.map(({ startedAt, endedAt }) => (startedAt + endedAt) / 2),
    invoked: [...ended.instance.invoked],
  };
}

function wrongsIn({ execution, instance }: Ended, situation: Situation): string[] {
  const { state, fault, imageEnds, pruneFails, cancelledAt, isRefused } = situation;
  const isSuccess = execution.status === 'Success';
  const isWhole = instance.imageState === 'available' && instance.prunes > 0 && pruneFails !== true;
  const isCalm = [fault, imageEnds, pruneFails, cancelledAt, isRefused].every((event) => event === undefined);
  const wrongs: readonly (readonly [wrong: string, applies: boolean])[] = [
    ['leaves an instance stopped', state === 'running' && instance.finalState !== 'running'],
    ['leaves an image or a snapshot without its tags', instance.imagedAt !== undefined && !instance.isTagged],
    ['reports success without a new image and pruning', isSuccess && isRefused !== true && !isWhole],
    ['fails although nothing fails', isCalm && !isSuccess],
    ['accepts an instance with bad tags', isRefused === true && (isSuccess || instance.imagedAt !== undefined)],
  ];
  return [...instance.wrongs, ...wrongs.filter(([, applies]) => applies).map(([wrong]) => wrong)];
}
