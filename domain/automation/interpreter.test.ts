import { choose } from './choose';
import { AutomationExecution } from './interpreter';
import { AwsFault } from './request';
import { resolve } from './resolve';
import { runToEnd } from './run-to-end';
import { select } from './select';

/** The answer of the examples on AWS's page about selectors, shortened. */
const answer = {
  Reservations: [
    {
      Instances: [
        {
          ImageId: 'ami-1',
          BlockDeviceMappings: [{ Ebs: { VolumeId: 'vol-0', DeleteOnTermination: true } }],
          State: { Code: 16 },
        },
      ],
    },
    { Instances: [{ BlockDeviceMappings: [{ Ebs: { VolumeId: 'vol-1' } }], State: { Code: 80 } }] },
  ],
};

test.each([
  ['$.Reservations[0].Instances[0].ImageId', 'ami-1'],
  ['$.Reservations[0].Instances[0].BlockDeviceMappings[0].Ebs.DeleteOnTermination', true],
  ['$.Reservations[0].Instances[0].State.Code', 16],
  ['$.Reservations..BlockDeviceMappings..VolumeId', ['vol-0', 'vol-1']],
  ['$.Reservations..Instances..State', [{ Code: 16 }, { Code: 80 }]],
  ['$.Reservations[2].Instances[0].ImageId', undefined],
  ['$.Reservations..Nothing', []],
])('S7 the interpreter selects %s as AWS shows it', (selector, selected) => {
  expect(select(selector, answer)).toEqual(selected);
});

test('S7 the interpreter refuses a selector that is not documented', () => {
  expect(() => select('$.Reservations[?(@.a)]', answer)).toThrow('uses more of JSONPath than Automation documents');
});

test('S7 the interpreter keeps the type of a reference, lays lists out and fills texts', () => {
  const known = (name: string) => ({ list: ['a', 'b'], number: 3, text: 't' })[name];
  expect(
    resolve({ ids: ['x', '{{ list }}'], whole: '{{list}}', n: '{{ number }}', text: '{{ text }}-{{ number }}' }, known),
  ).toEqual({
    ids: ['x', 'a', 'b'],
    whole: ['a', 'b'],
    n: 3,
    text: 't-3',
  });
  expect(() => resolve('{{ gone }}', known)).toThrow('{{ gone }} is not there');
});

test.each([
  [{ Variable: 'Windows', StringEquals: 'Windows' }, true],
  [{ Variable: 'Windows', StringEquals: 'windows' }, false],
  [{ Variable: 'Windows', EqualsIgnoreCase: 'windows' }, true],
  [{ Variable: 'Windows', StartsWith: 'Win' }, true],
  [{ Variable: 'Windows', EndsWith: 'dow' }, false],
  [{ Variable: 'Windows', Contains: 'dow' }, true],
  [{ Variable: 3, NumericEquals: 3 }, true],
  [{ Variable: 3, NumericGreater: 3 }, false],
  [{ Variable: 3, NumericGreaterOrEquals: 3 }, true],
  [{ Variable: 3, NumericLesser: 3 }, false],
  [{ Variable: 3, NumericLesserOrEquals: 3 }, true],
  [{ Variable: true, BooleanEquals: true }, true],
  [
    {
      And: [
        { Variable: 'a', StringEquals: 'a' },
        { Variable: 'b', StringEquals: 'c' },
      ],
    },
    false,
  ],
  [
    {
      Or: [
        { Variable: 'a', StringEquals: 'a' },
        { Variable: 'b', StringEquals: 'c' },
      ],
    },
    true,
  ],
  [{ Not: { Variable: 'a', StringEquals: 'a' } }, false],
])('S7 the interpreter decides a branch by %j: %s', (condition, isTrue) => {
  expect(choose({ Choices: [{ ...condition, NextStep: 'there' }], Default: 'here' })).toBe(isTrue ? 'there' : 'here');
});

describe('S7 the interpreter and the properties that all actions share', () => {
  /** Runs steps whose API calls fail as often as it is said; a step sleeps when it is no call. */
  const run = (mainSteps: readonly object[], faults = 0, cancelledAt?: number) => {
    let calls = 0;
    const call = () => {
      calls += 1;
      if (calls <= faults) throw new AwsFault('InternalError');
      return { Value: 'v' };
    };
    const execution = new AutomationExecution(JSON.parse(JSON.stringify({ schemaVersion: '0.3', mainSteps })), {
      parameters: {},
      startsAt: new Date('2026-11-21T03:30:00Z'),
      cancelledAt,
    });
    runToEnd(execution, call);
    const { status, steps } = execution;
    return { status, steps: steps.map((one) => `${one.name} ${one.status}`), calls };
  };

  const step = (name: string, rest: object = {}) => ({
    name,
    action: 'aws:executeAwsApi',
    inputs: { Service: 'ec2', Api: 'X' },
    ...rest,
  });

  test('S7 steps follow each other, unless they say otherwise', () => {
    expect(
      run([step('one', { nextStep: 'three' }), step('two'), step('three', { isEnd: true }), step('four')]).steps,
    ).toEqual(['one Success', 'three Success']);
    expect(run([step('one'), step('two')]).steps).toEqual(['one Success', 'two Success']);
  });

  test('S7 a failure aborts, unless it is said otherwise', () => {
    expect(run([step('one'), step('two')], 1)).toEqual({ status: 'Failed', steps: ['one Failed'], calls: 1 });
  });

  test.each([
    [undefined, 'Success'],
    [false, 'Success'],
    [true, 'Failed'],
  ])('S7 a failure that is gone on from, where isCritical is %s: %s', (isCritical, status) => {
    const continued = run([step('one', { onFailure: 'Continue', isCritical }), step('two')], 1);
    expect(continued).toEqual({ status, steps: ['one Failed', 'two Success'], calls: 2 });
    const jumps = run([step('one', { onFailure: 'step:three', isCritical }), step('two'), step('three')], 1);
    expect(jumps).toEqual({ status, steps: ['one Failed', 'three Success'], calls: 2 });
  });

  test('S7 a step that ends the execution ends it when it fails, too', () => {
    expect(run([step('one', { isEnd: true, onFailure: 'Continue', isCritical: true }), step('two')], 1).steps).toEqual([
      'one Failed',
    ]);
  });

  test('S7 a step has failed only after its last attempt', () => {
    expect(run([step('one', { maxAttempts: 3 })], 2)).toEqual({ status: 'Success', steps: ['one Success'], calls: 3 });
    expect(run([step('one', { maxAttempts: 3 })], 3)).toEqual({ status: 'Failed', steps: ['one Failed'], calls: 3 });
  });

  test('S7 an execution whose step takes too long is timed out', () => {
    const wait = { PropertySelector: '$.Value', DesiredValues: ['never'] };
    const waits = {
      action: 'aws:waitForAwsResourceProperty',
      timeoutSeconds: 100,
      inputs: { Service: 'ec2', Api: 'X', ...wait },
    };
    expect(run([step('one', waits), step('two')])).toMatchObject({ status: 'TimedOut', steps: ['one TimedOut'] });
  });

  test('S7 outputs are there for later steps, unless their step failed', () => {
    const gives = step('one', {
      outputs: [{ Name: 'Out', Selector: '$.Value', Type: 'String' }],
      onFailure: 'Continue',
      isCritical: true,
    });
    const takes = step('two', { inputs: { Service: 'ec2', Api: 'X', Id: '{{ one.Out }}' } });
    expect(run([gives, takes]).steps).toEqual(['one Success', 'two Success']);
    expect(run([gives, takes], 1).steps).toEqual(['one Failed', 'two Failed']);
  });

  const sleep = (name: string, Duration: string, rest: object = {}) =>
    step(name, { action: 'aws:sleep', inputs: { Duration }, ...rest });

  test('S7 a cancelled execution goes where its step says, and is cancelled whatever follows', () => {
    const steps = [sleep('one', 'PT1H', { onCancel: 'step:last' }), step('two'), step('last', { isEnd: true })];
    expect(run(steps, 0, 60)).toMatchObject({ status: 'Cancelled', steps: ['one Cancelled', 'last Success'] });
    expect(run(steps, 1, 60)).toMatchObject({ status: 'Cancelled', steps: ['one Cancelled', 'last Failed'] });
    expect(run([sleep('one', 'PT1H'), step('two')], 0, 60)).toMatchObject({
      status: 'Cancelled',
      steps: ['one Cancelled'],
    });
  });

  test('S7 a cancelled execution has two minutes', () => {
    const steps = (second: string) => [
      sleep('one', 'PT1H', { onCancel: 'step:two' }),
      sleep('two', second),
      step('last', { isEnd: true }),
    ];
    expect(run(steps('PT100S'), 0, 60).steps).toEqual(['one Cancelled', 'two Success', 'last Success']);
    expect(run(steps('PT121S'), 0, 60).steps).toEqual(['one Cancelled']);
  });
});
