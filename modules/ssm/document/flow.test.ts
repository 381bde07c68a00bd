import { aside, complete, endUnless, followersOf, lastStep, sequence, step, unless, when, type Steps } from './flow';

const SLEEP = { action: 'aws:sleep', inputs: { Duration: 'PT1M' } } as const;
const CALL = { action: 'aws:executeAwsApi', inputs: { Service: 'ec2', Api: 'DescribeTags' } } as const;
const WAIT = { action: 'aws:changeInstanceState', inputs: { InstanceIds: ['i-1'], DesiredState: 'stopped' } } as const;
const CONDITION = { Variable: '{{ Given }}', StringEquals: 'a' };

const end = lastStep('end', CALL);
const recover = lastStep('recover', CALL);

const written = (steps: Steps) => steps.map((one) => one.step);

test('S7 each step continues with the next one, and the last one ends the execution', () => {
  expect(written(complete(sequence(step('one', CALL), step('two', SLEEP)), end))).toEqual([
    { name: 'one', ...CALL, nextStep: 'two' },
    { name: 'two', ...SLEEP, nextStep: 'end' },
    { name: 'end', ...CALL, isEnd: true },
  ]);
});

test('S7 a sequence without steps changes nothing', () => {
  expect(written(complete(sequence(step('one', CALL), sequence(), aside(recover)), end))).toMatchObject([
    { name: 'one', nextStep: 'end' },
    { name: 'recover' },
    { name: 'end' },
  ]);
});

test('S7 a step that continues after its failure is critical: the execution still ends as Failed', () => {
  const reactions = { onFailure: recover, onCancel: recover };
  expect(written(complete(step('one', CALL, reactions), end))[0]).toEqual({
    name: 'one',
    ...CALL,
    nextStep: 'end',
    onFailure: 'step:recover',
    onCancel: 'step:recover',
    isCritical: true,
  });
  expect(written(complete(step('one', CALL, { onFailure: 'next' }), end))[0]).toMatchObject({
    onFailure: 'step:end',
    isCritical: true,
  });
});

test('S7 a conditional part runs or is skipped', () => {
  expect(written(complete(when('decide', CONDITION, step('one', CALL), { onFailure: recover }), end))).toEqual([
    {
      name: 'decide',
      action: 'aws:branch',
      inputs: { Choices: [{ ...CONDITION, NextStep: 'one' }], Default: 'end' },
      onFailure: 'step:recover',
      isCritical: true,
    },
    { name: 'one', ...CALL, nextStep: 'end' },
    { name: 'end', ...CALL, isEnd: true },
  ]);
});

test('S7 a branch continues, goes elsewhere, or ends the execution', () => {
  expect(written(complete(unless('decide', CONDITION, recover), end))[0]).toEqual({
    name: 'decide',
    action: 'aws:branch',
    inputs: { Choices: [{ ...CONDITION, NextStep: 'end' }], Default: 'recover' },
  });
  expect(endUnless('decide', CONDITION, recover).step).toEqual({
    name: 'decide',
    action: 'aws:branch',
    inputs: { Choices: [{ ...CONDITION, NextStep: 'recover' }] },
    isEnd: true,
  });
});

test('S7 finds every step that an execution can run, after failures and cancellations too', () => {
  const cancelled = lastStep('cancelled', CALL);
  const [first] = complete(
    sequence(step('one', CALL, { onFailure: recover }), step('two', CALL, { onCancel: cancelled })),
    end,
  );
  const names = [...followersOf(first)].map((one) => one.step.name);
  expect(names.toSorted()).toEqual(['cancelled', 'end', 'one', 'recover', 'two']);
});

/** What cannot be written. `tsc` reads it. */
export function typeTests(): void {
  // @ts-expect-error a step that ends the execution ends it when it fails, too
  lastStep('one', CALL, { onFailure: recover });
  // @ts-expect-error a cancelled execution cannot sleep
  step('one', CALL, { onCancel: lastStep<'aws:sleep'>('sleep', SLEEP) });
  // @ts-expect-error a step that waits states how long
  step('one', WAIT);
  // @ts-expect-error a step goes to steps, not to names
  step('one', CALL, { onFailure: 'step:recover' });
  // @ts-expect-error the flow determines what follows a step
  step('one', { ...CALL, nextStep: 'end' });
  // @ts-expect-error a failure that continues is always critical
  step('one', { ...CALL, isCritical: false });
}
