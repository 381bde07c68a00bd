import { type App, type Block, fixtureApp, resource, reviewBetween } from '../fixture-app';

type Steps = Block;

/** The stack of the document: with fewer stacks, a review takes less time. */
const STACK = 'prod-ssm-backup';
const base: App = { [STACK]: fixtureApp()[STACK] };

/** The findings after a change to the backup document. */
function findingsAfter(change: (steps: Steps, content: Block) => void) {
  const head = structuredClone(base);
  const found = resource(head, STACK, 'aws_ssm_document');
  const content = JSON.parse(found['content']);
  change(Object.fromEntries(content.mainSteps.map((step: Block) => [step['name'], step])), content);
  found['content'] = JSON.stringify(content);
  return reviewBetween(base, head).findings;
}

const BROKEN = 'automation-promise-broken';

test.each<[string, (steps: Steps, content: Block) => void]>([
  ['leaves an instance stopped', ({ tag }) => void (tag['nextStep'] = 'waitForImage')],
  ['leaves an instance stopped', ({ start }) => void (start['inputs'].DesiredState = 'stopped')],
  ['leaves an instance stopped', ({ createImage }) => void (createImage['onFailure'] = 'Abort')],
  ['leaves an instance stopped', ({ createImage }) => void delete createImage['onCancel']],
  [
    'leaves an instance stopped',
    ({ decideStart }) => void (decideStart['inputs'].Choices[0].And[0].StringEquals = 'no'),
  ],
  ['stops an instance that it must not stop', ({ decideStop }) => void decideStop['inputs'].Choices[0].And.shift()],
  ['starts an instance that was stopped before', ({ decideStart }) => void decideStart['inputs'].Choices[0].And.pop()],
  [
    'images an instance that has not stopped',
    ({ decideStop }) => void (decideStop['inputs'].Choices = [{ Variable: 'a', StringEquals: 'b', NextStep: 'stop' }]),
  ],
  ['reboots a running instance', ({ createImage }) => void (createImage['inputs'].NoReboot = false)],
  ['prunes before the new image is available', ({ tag }) => void (tag['nextStep'] = 'prune')],
  ['prunes before the new image is available', ({ decideImage }) => void (decideImage['inputs'].Default = 'prune')],
  [
    'leaves an image or a snapshot without its tags',
    ({ createImage, tag }) => {
      delete createImage['inputs'].TagSpecifications;
      tag['inputs'].Tags.pop();
      tag['inputs'].Tags[1].Value = 'false';
    },
  ],
  [
    'reports success without a new image and pruning',
    ({ decidePruned }) => void (decidePruned['inputs'].Choices[0].Or = [{ Variable: 'a', StringEquals: 'b' }]),
  ],
  [
    'reports success without a new image and pruning',
    ({ refuseImage }) => void (refuseImage['inputs'].InstanceIds = ['{{ InstanceId }}']),
  ],
  ['reports success without a new image and pruning', ({ createImage }) => void delete createImage['isCritical']],
  [
    'accepts an instance with bad tags',
    ({ refuseTagEC2BackupGen }) => void (refuseTagEC2BackupGen['inputs'].InstanceIds = ['{{ InstanceId }}']),
  ],
  ['invokes other, which it did not before', ({ prune }) => void (prune['inputs'].FunctionName = 'other')],
  ['cannot be executed', ({ tag }) => void (tag['nextStep'] = 'nowhere')],
])('S7 reports a document that %s: %#', (wrong, change) => {
  const finding = findingsAfter(change).find(({ rule }) => rule === BROKEN);
  expect(finding).toMatchObject({ severity: 'high', path: 'content', stack: 'ssm-backup' });
  expect(JSON.stringify(finding?.after)).toContain(wrong);
});

test.each<[string, (steps: Steps, content: Block) => void]>([
  ['a longer timeout', ({ stop }) => void (stop['timeoutSeconds'] = 900)],
  ['more attempts', ({ createImage }) => void (createImage['maxAttempts'] = 2)],
  ['another description', (_, content) => void (content['description'] = 'Other')],
  ['a shorter pause', ({ sleepBeforeRestart }) => void (sleepBeforeRestart['inputs'].Duration = 'PT30M')],
  ['other steps first', (_, content) => void content['mainSteps'].push(content['mainSteps'].splice(4, 1)[0])],
])('S7 reports no broken promise for %s', (_, change) => {
  const findings = findingsAfter(change);
  expect(findings).not.toEqual([]);
  expect(findings.map(({ rule }) => rule)).not.toContain(BROKEN);
  expect(findings.map(({ severity }) => severity)).not.toContain('high');
});
