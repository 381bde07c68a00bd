import { automationDocument, type DocumentDefinition } from './document';
import type { Step } from '../../../domain/automation/step';

const sleep = (name: string, rest: object): Step =>
  ({ name, action: 'aws:sleep', inputs: { Duration: 'PT1M' }, ...rest }) as unknown as Step;

const read = (name: string, rest: object): Step =>
  ({
    name,
    action: 'aws:executeAwsApi',
    inputs: { Service: 'ec2', Api: 'DescribeTags' },
    outputs: [{ Name: 'Value', Selector: '$.Tags[0].Value', Type: 'String' }],
    ...rest,
  }) as unknown as Step;

const use = (name: string, reference: string): Step => ({
  name,
  action: 'aws:createTags',
  inputs: { ResourceIds: [reference], Tags: [] },
  isEnd: true,
});

const branch = (name: string, choice: string, rest: object): Step =>
  ({
    name,
    action: 'aws:branch',
    inputs: { Choices: [{ Variable: '{{ Given }}', StringEquals: 'a', NextStep: choice }] },
    ...rest,
  }) as unknown as Step;

const definition = (mainSteps: readonly Step[], rest: Partial<DocumentDefinition> = {}): DocumentDefinition => ({
  description: 'test',
  assumeRole: 'arn:aws:iam::111111111111:role/test',
  parameters: { Given: { type: 'String', description: 'something' } },
  mainSteps,
  ...rest,
});

/** What is refused: rule, place and message of each finding. */
function findingsOf(mainSteps: readonly Step[], rest: Partial<DocumentDefinition> = {}): string[] {
  try {
    automationDocument('test', definition(mainSteps, rest));
    return [];
  } catch (error) {
    const { findings } = error as { findings: { rule: string; path: string; message: string }[] };
    return findings.map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
  }
}

test('S7 a runbook is schema 0.3 and as it was written', () => {
  const written = definition([sleep('wait', { isEnd: true })]);
  expect(automationDocument('test', written)).toEqual({ schemaVersion: '0.3', ...written });
});

test('S7 a refusal names document, place, value and remedy of every problem', () => {
  const steps = [sleep('one', { nextStep: 'tow' }), sleep('two', { isEnd: true, timeoutSeconds: 0 })];
  expect(() => automationDocument('Mine', definition(steps))).toThrow(
    [
      'SSM document Mine is refused: 2 problems',
      '',
      '  mainSteps/one/nextStep = "tow"',
      '    Step one goes to tow, but there is no such step. Did you mean two?',
      '    → write two',
      '',
      '  mainSteps/two/timeoutSeconds = 0',
      '    A step of aws:sleep takes whole seconds from 1 to 2592000.',
      '    → write 1 to 2592000',
      '',
      '  Which ways an execution can go is checked when they are right.',
    ].join('\n'),
  );
});

describe('S7 names', () => {
  test.each(['ab', 'with space', 'a-b-c', 'x'.repeat(129), ''])('S7 refuses the step name %j', (name) => {
    expect(findingsOf([sleep(name, { isEnd: true })])).toEqual([
      'step-name-invalid mainSteps/0/name: a step has a name of 3 to 128 letters, digits and underscores',
    ]);
  });

  test.each(['abc', 'x'.repeat(128), 'Run_EC2Stop_1'])('S7 takes the step name %j', (name) => {
    expect(findingsOf([sleep(name, { isEnd: true })])).toEqual([]);
  });

  test('S7 refuses a second step of the same name', () => {
    expect(findingsOf([sleep('one', { nextStep: 'one' }), sleep('one', { isEnd: true })])).toContain(
      'step-name-not-unique mainSteps/one: more than one step is called one',
    );
  });

  test.each([
    ['two words', 'output-name-invalid'],
    ['', 'output-name-invalid'],
    ['x'.repeat(51), 'output-name-invalid'],
  ])('S7 refuses the output name %j', (Name, rule) => {
    const outputs = [{ Name, Selector: '$.Tags', Type: 'MapList' }];
    expect(findingsOf([read('one', { isEnd: true, outputs })])).toEqual([
      `${rule} mainSteps/one/outputs/0/Name: an output has a name of 1 to 50 letters, digits and underscores`,
    ]);
  });

  test('S7 refuses a second output of the same name', () => {
    const output = { Name: 'Value', Selector: '$.Tags', Type: 'MapList' };
    expect(findingsOf([read('one', { isEnd: true, outputs: [output, output] })])).toEqual([
      'output-name-not-unique mainSteps/one/outputs/1/Name: step one has another output Value before it',
    ]);
  });
});

describe('S7 targets', () => {
  test.each([
    ['nextStep', sleep('one', { nextStep: 'elsewhere' })],
    ['onFailure', sleep('one', { nextStep: 'two', onFailure: 'step:elsewhere', isCritical: true })],
    ['onCancel', sleep('one', { nextStep: 'two', onCancel: 'step:elsewhere' })],
    ['inputs/Choices/0/NextStep', branch('one', 'elsewhere', { isEnd: true })],
    ['inputs/Default', { ...branch('one', 'two', {}), inputs: { Choices: [], Default: 'elsewhere' } } as Step],
  ])('S7 refuses %s to a step that does not exist', (place, step) => {
    expect(findingsOf([step, sleep('two', { isEnd: true })])).toContain(
      `step-unknown mainSteps/one/${place}: step one goes to elsewhere, but there is no such step`,
    );
  });

  test('S7 refuses to sleep after a cancel, as AWS does', () => {
    expect(
      findingsOf([sleep('one', { nextStep: 'two', onCancel: 'step:two' }), sleep('two', { isEnd: true })]),
    ).toEqual([
      'cancel-target mainSteps/one/onCancel: when it is cancelled, step one goes to two, but a cancelled execution cannot go to aws:sleep',
    ]);
  });

  test('S7 refuses a step that no execution comes to', () => {
    expect(findingsOf([sleep('one', { isEnd: true }), sleep('two', { isEnd: true })])).toEqual([
      'step-unreachable mainSteps/two: no execution ever comes to step two',
    ]);
  });

  test('S7 refuses circles, each once, with the way round', () => {
    const steps = [
      sleep('one', { nextStep: 'two' }),
      sleep('two', { nextStep: 'three' }),
      sleep('three', { nextStep: 'one' }),
    ];
    expect(findingsOf(steps)).toEqual([
      'step-circle mainSteps/one: an execution can go round for ever: one → two → three → one',
    ]);
  });

  test('S7 refuses a circle over a failure too', () => {
    const steps = [
      read('try', { isEnd: undefined, nextStep: 'end', onFailure: 'step:wait', isCritical: true }),
      sleep('wait', { nextStep: 'try' }),
      sleep('end', { isEnd: true }),
    ];
    expect(findingsOf(steps)).toEqual([
      'step-circle mainSteps/try: an execution can go round for ever: try → wait → try',
    ]);
  });
});

describe('S7 ends', () => {
  test.each([
    [sleep('one', {}), 'step one does not say what follows it'],
    [sleep('one', { isEnd: true, nextStep: 'two' }), 'step one says both nextStep and isEnd'],
    [branch('one', 'two', {}), 'step one does not say what follows it'],
    [
      { ...branch('one', 'two', { isEnd: true }), inputs: { Choices: [], Default: 'two' } } as Step,
      'step one says both Default and isEnd',
    ],
  ])('S7 refuses a step of which it is unclear what follows (%#)', (step, message) => {
    expect(findingsOf([step, sleep('two', { isEnd: true })])).toContain(`step-end-unclear mainSteps/one: ${message}`);
  });

  test('S7 refuses a last step that goes on from a failure', () => {
    const steps = [
      sleep('one', { isEnd: true, onFailure: 'step:two', isCritical: true }),
      sleep('two', { isEnd: true }),
    ];
    expect(findingsOf(steps)).toEqual([
      'step-end-contrary mainSteps/one/onFailure: step one ends the execution, failed or not, yet goes on from a failure',
    ]);
  });

  test.each([
    ['step:two', undefined],
    ['step:two', false],
    ['Continue', undefined],
    ['Continue', false],
  ])('S7 refuses onFailure %s where isCritical is %s', (onFailure, isCritical) => {
    expect(
      findingsOf([sleep('one', { nextStep: 'two', onFailure, isCritical }), sleep('two', { isEnd: true })]),
    ).toEqual([
      'step-not-critical mainSteps/one/isCritical: the execution goes on after a failure of step one, and would end as if nothing had failed',
    ]);
  });

  test.each(['step:two', 'Continue'])('S7 takes onFailure %s of a critical step', (onFailure) => {
    const steps = [sleep('one', { nextStep: 'two', onFailure, isCritical: true }), sleep('two', { isEnd: true })];
    expect(findingsOf(steps)).toEqual([]);
  });
});

describe('S7 times', () => {
  const wait = (rest: object): Step =>
    ({
      name: 'wait',
      action: 'aws:changeInstanceState',
      inputs: { InstanceIds: ['i-1'], DesiredState: 'stopped' },
      isEnd: true,
      ...rest,
    }) as unknown as Step;

  test('S7 refuses a step that waits without saying for how long', () => {
    expect(findingsOf([wait({})])).toEqual([
      'timeout-missing mainSteps/wait/timeoutSeconds: step wait waits, but does not say for how long',
    ]);
  });

  test.each([0, -1, 1.5, 2_592_001])('S7 refuses %d seconds', (timeoutSeconds) => {
    expect(findingsOf([wait({ timeoutSeconds })])).toEqual([
      'timeout-invalid mainSteps/wait/timeoutSeconds: a step of aws:changeInstanceState takes whole seconds from 1 to 2592000',
    ]);
  });

  test.each([
    [25, 0],
    [26, 1],
  ])('S7 an API call may take %d seconds: %d findings', (timeoutSeconds, count) => {
    expect(findingsOf([read('one', { isEnd: true, timeoutSeconds })])).toHaveLength(count);
  });

  test.each([0, 1.5])('S7 refuses %d attempts', (maxAttempts) => {
    expect(findingsOf([sleep('one', { isEnd: true, maxAttempts })])).toEqual([
      `attempts-invalid mainSteps/one/maxAttempts: step one cannot be tried ${maxAttempts} times`,
    ]);
  });

  test.each([
    ['PT604799S', 0],
    ['P6DT23H59M59S', 0],
    ['PT60M', 0],
    ['P7D', 1],
    ['PT0S', 1],
    ['PT', 1],
    ['60 minutes', 1],
  ])('S7 a sleep of %s: %d findings', (Duration, count) => {
    expect(findingsOf([sleep('one', { isEnd: true, inputs: { Duration } })])).toHaveLength(count);
  });
});

describe('S7 references', () => {
  test.each([
    ['{{ Givne }}', 'there is no parameter Givne. Did you mean Given?'],
    ['{{ global:DATETIME }}', 'Automation has no variable global:DATETIME. Did you mean global:DATE_TIME?'],
    ['{{ raed.Value }}', 'there is no step raed. Did you mean read?'],
    ['{{ read.Vlaue }}', 'step read has no output Vlaue. Did you mean Value?'],
    ['{{ read.Payload }}', 'step read has no output Payload'],
  ])('S7 refuses %s', (reference, message) => {
    const steps = [read('read', { nextStep: 'use' }), use('use', `before ${reference} after`)];
    expect(findingsOf(steps)).toEqual([`reference-unknown mainSteps/use/inputs/ResourceIds/0: ${message}`]);
  });

  test.each([
    '{{ Given }}',
    '{{read.Value}}',
    '{{ global:DATE_TIME }}',
    '{{ automation:EXECUTION_ID }}',
    '{{ ssm:a.b }}',
  ])('S7 takes %s', (reference) => {
    expect(findingsOf([read('read', { nextStep: 'use' }), use('use', reference)])).toEqual([]);
  });

  test('S7 refuses an output of a step that failed', () => {
    const steps = [
      read('read', { nextStep: 'end', onFailure: 'step:use', isCritical: true }),
      use('use', '{{ read.Value }}'),
      sleep('end', { isEnd: true }),
    ];
    expect(findingsOf(steps)).toEqual([
      'reference-not-on-every-path mainSteps/use/inputs/ResourceIds/0: output read.Value is not there when an execution goes read (fails) → use',
    ]);
  });

  test('S7 refuses an output of a step that was cancelled', () => {
    const steps = [
      read('read', { nextStep: 'end', onCancel: 'step:last' }),
      read('last', { isEnd: true, inputs: { Service: 'ec2', Api: 'StartInstances', Id: '{{ read.Value }}' } }),
      sleep('end', { isEnd: true }),
    ];
    expect(findingsOf(steps)).toEqual([
      'reference-not-on-every-path mainSteps/last/inputs/Id: output read.Value is not there when an execution goes read (is cancelled) → last',
    ]);
  });

  test('S7 refuses an output of a step that a branch goes round', () => {
    const steps = [
      branch('decide', 'read', {
        inputs: { Choices: [{ Variable: '{{ Given }}', StringEquals: 'a', NextStep: 'read' }], Default: 'use' },
      }),
      read('read', { nextStep: 'use' }),
      use('use', '{{ read.Value }}'),
    ];
    expect(findingsOf(steps)).toEqual([
      'reference-not-on-every-path mainSteps/use/inputs/ResourceIds/0: output read.Value is not there when an execution goes decide → use',
    ]);
  });

  test('S7 takes an output where every way leads over its step, failures behind it too', () => {
    const steps = [
      read('read', { nextStep: 'try' }),
      sleep('try', { nextStep: 'use', onFailure: 'step:useAfterFailure', isCritical: true }),
      use('use', '{{ read.Value }}'),
      use('useAfterFailure', '{{ read.Value }}'),
    ];
    expect(findingsOf(steps)).toEqual([]);
  });

  test('S7 refuses an output of the execution that no step declares', () => {
    expect(findingsOf([read('read', { isEnd: true })], { outputs: ['read.Value', 'read.Other'] })).toEqual([
      'reference-unknown outputs/1: step read has no output Other',
    ]);
  });

  test.each(["$.Tags[?(@.Key == 'Name')].Value", 'Tags', '$.Tags[*]', '$'])(
    'S7 refuses the selector %s',
    (Selector) => {
      const outputs = [{ Name: 'Value', Selector, Type: 'String' }];
      expect(findingsOf([read('one', { isEnd: true, outputs })])).toEqual([
        'selector-not-documented mainSteps/one/outputs/0/Selector: Automation documents no more of JSONPath than $ with .name, ..name and [number]',
      ]);
    },
  );
});
