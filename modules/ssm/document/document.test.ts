import type { DocumentDefinition } from './definition';
import { automationDocument } from './document';
import type { FlowStep, Steps } from './flow';
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

/** Steps as an environment could write them: the flow would not let most of them be written. */
const inOrder = (mainSteps: readonly Step[]): Steps =>
  mainSteps.reduceRight<FlowStep[]>(
    (rest, one) => [{ step: one, followers: rest.slice(0, 1) }, ...rest],
    [],
  ) as unknown as Steps;

type Rest = Partial<Omit<DocumentDefinition, 'mainSteps'>>;

const definition = (mainSteps: readonly Step[], rest: Rest = {}) => ({
  description: 'test',
  assumeRole: 'arn:aws:iam::111111111111:role/test',
  parameters: { Given: { type: 'String' as const, description: 'something' } },
  steps: inOrder(mainSteps),
  ...rest,
});

/** What is refused: rule, place and message of each finding. */
function findingsOf(mainSteps: readonly Step[], rest: Rest = {}): string[] {
  try {
    automationDocument('test', definition(mainSteps, rest));
    return [];
  } catch (error) {
    const { findings } = error as { findings: { rule: string; path: string; message: string }[] };
    return findings.map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
  }
}

test('S7 a runbook is schema 0.3 and contains its steps unchanged', () => {
  const wait = sleep('wait', { isEnd: true });
  const { steps, ...rest } = definition([wait]);
  expect(automationDocument('test', { steps, ...rest })).toEqual({ schemaVersion: '0.3', ...rest, mainSteps: [wait] });
});

test('S7 a refusal names document, place, value and remedy of every problem', () => {
  const steps = [use('one', '{{ Givne }}'), sleep('two', { isEnd: true, timeoutSeconds: 0 })];
  expect(() => automationDocument('Mine', definition(steps))).toThrow(
    [
      'SSM document Mine is refused: 2 problems',
      '',
      '  mainSteps/two/timeoutSeconds = 0',
      '    A step of aws:sleep accepts whole seconds from 1 to 2592000.',
      '    → write 1 to 2592000',
      '',
      '  mainSteps/one/inputs/ResourceIds/0 = "Givne"',
      '    There is no parameter Givne. Did you mean Given?',
      '    → write Given',
      '',
      '  The paths of an execution are checked after these problems are fixed.',
    ].join('\n'),
  );
});

test('S7 refuses to list a step that no execution reaches, and to omit one that an execution reaches', () => {
  const [one, two] = inOrder([sleep('one', { nextStep: 'two' }), sleep('two', { isEnd: true })]) as [
    FlowStep,
    FlowStep,
  ];
  const build = (steps: Steps) => () => automationDocument('test', { ...definition([]), steps });
  expect(build([two, one])).toThrow('test lists steps that no execution reaches: one');
  expect(build([one])).toThrow('test goes to steps that it does not list: two');
});

describe('S7 names', () => {
  test.each(['ab', 'with space', 'a-b-c', 'x'.repeat(129), ''])('S7 refuses the step name %j', (name) => {
    expect(findingsOf([sleep(name, { isEnd: true })])).toEqual([
      'step-name-invalid mainSteps/0/name: the name of a step has 3 to 128 letters, digits and underscores',
    ]);
  });

  test.each(['abc', 'x'.repeat(128), 'Run_EC2Stop_1'])('S7 takes the step name %j', (name) => {
    expect(findingsOf([sleep(name, { isEnd: true })])).toEqual([]);
  });

  test('S7 refuses a second step of the same name', () => {
    expect(findingsOf([sleep('one', { nextStep: 'one' }), sleep('one', { isEnd: true })])).toContain(
      'step-name-not-unique mainSteps/one: more than one step is named one',
    );
  });

  test.each([
    ['two words', 'output-name-invalid'],
    ['', 'output-name-invalid'],
    ['x'.repeat(51), 'output-name-invalid'],
  ])('S7 refuses the output name %j', (Name, rule) => {
    const outputs = [{ Name, Selector: '$.Tags', Type: 'MapList' }];
    expect(findingsOf([read('one', { isEnd: true, outputs })])).toEqual([
      `${rule} mainSteps/one/outputs/0/Name: the name of an output has 1 to 50 letters, digits and underscores`,
    ]);
  });

  test('S7 refuses a second output of the same name', () => {
    const output = { Name: 'Value', Selector: '$.Tags', Type: 'MapList' };
    expect(findingsOf([read('one', { isEnd: true, outputs: [output, output] })])).toEqual([
      'output-name-not-unique mainSteps/one/outputs/1/Name: step one has an earlier output Value',
    ]);
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

  test('S7 refuses a step that waits without a timeout', () => {
    expect(findingsOf([wait({})])).toEqual([
      'timeout-missing mainSteps/wait/timeoutSeconds: step wait waits, but has no timeout',
    ]);
  });

  test.each([0, -1, 1.5, 2_592_001])('S7 refuses %d seconds', (timeoutSeconds) => {
    expect(findingsOf([wait({ timeoutSeconds })])).toEqual([
      'timeout-invalid mainSteps/wait/timeoutSeconds: a step of aws:changeInstanceState accepts whole seconds from 1 to 2592000',
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
      `attempts-invalid mainSteps/one/maxAttempts: step one cannot have ${maxAttempts} attempts`,
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
  ])('S7 accepts %s', (reference) => {
    expect(findingsOf([read('read', { nextStep: 'use' }), use('use', reference)])).toEqual([]);
  });

  test('S7 refuses an output of a step that failed', () => {
    const steps = [
      read('read', { nextStep: 'end', onFailure: 'step:use', isCritical: true }),
      use('use', '{{ read.Value }}'),
      sleep('end', { isEnd: true }),
    ];
    expect(findingsOf(steps)).toEqual([
      'reference-not-on-every-path mainSteps/use/inputs/ResourceIds/0: output read.Value does not exist on the path read (fails) → use',
    ]);
  });

  test('S7 refuses an output of a step that was cancelled', () => {
    const steps = [
      read('read', { nextStep: 'end', onCancel: 'step:last' }),
      read('last', { isEnd: true, inputs: { Service: 'ec2', Api: 'StartInstances', Id: '{{ read.Value }}' } }),
      sleep('end', { isEnd: true }),
    ];
    expect(findingsOf(steps)).toEqual([
      'reference-not-on-every-path mainSteps/last/inputs/Id: output read.Value does not exist on the path read (is cancelled) → last',
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
      'reference-not-on-every-path mainSteps/use/inputs/ResourceIds/0: output read.Value does not exist on the path decide → use',
    ]);
  });

  test('S7 accepts an output where every way leads over its step, failures behind it too', () => {
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
        'selector-not-documented mainSteps/one/outputs/0/Selector: Automation documents only these parts of JSONPath: $ with .name, ..name and [number]',
      ]);
    },
  );
});
