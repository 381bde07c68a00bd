import { BACKUP_DOCUMENT } from '../../ssm-backup/document-name';
import { brokenPromises } from '../../ssm-backup/broken-promises';
import type { Change } from '../changes/change';
import { asOne } from '../changes/judges';
import { high, type Judge, type Match, matchAt, medium, type Rule } from '../changes/rule';
import { runbookOf } from '../changes/runbook';
import { sortedSet, textAt, type Value } from '../changes/value';
import { type Concern, terraformType } from '../terraform-type';
import { GENERAL } from './general';

const RULES = {
  stepRemoved: high('automation-step-removed', {
    finds: 'a removed step of an automation',
    why: 'an instance may stay stopped, or its images may stay untagged or never be deleted',
    remedy: 'check that every path starts an instance that was stopped',
  }),
  failure: high('automation-failure-hidden', {
    finds: 'a step whose failure is no longer critical, or continues elsewhere',
    why: 'a failed execution may end as a success without notification; an instance may stay stopped',
    remedy: 'keep isCritical true, and the path from every failure to the start of the instance',
  }),
  promise: high('automation-promise-broken', {
    finds:
      'an automation that leaves an instance stopped, tags or prunes too late, or hides a failure, which it did not before',
    why: 'a simulated execution shows it: an instance may stay stopped, or a backup may be missing, without notification',
    remedy: 'keep the flow of the document in the situation that the finding shows',
  }),
  role: high('automation-role-other', {
    finds: 'an automation that runs as another role',
    why: 'it may have more permissions, or lack some that it needs',
    remedy: 'compare the permissions of both roles',
  }),
  code: high('automation-runs-code', {
    finds: 'a new step of an automation that runs a command, a script, a function or another automation',
    why: 'it runs on every instance that is backed up, or with the permissions of the automation',
    remedy: 'read what it runs, and who can change that',
  }),
  changed: medium('automation-changed', {
    finds: 'another automation document',
    why: 'the next window runs the new version',
    remedy: 'run it once for one instance',
  }),
  opened: high('automation-shared', {
    finds: 'a document with other permissions',
    why: 'other accounts may read and run it',
    remedy: 'do not share it',
  }),
  removed: high('automation-removed', {
    finds: 'a removed automation document',
    why: 'the window has nothing to run',
    remedy: 'keep the document',
  }),
};

const CODE = /^aws:(runCommand|executeScript|invokeLambdaFunction|executeAutomation|executeStateMachine|runInstances)$/;

function runsCode(step: Value | undefined): boolean {
  return CODE.test(textAt(step, ['action']) ?? '');
}

const ON_FAILURE: readonly (string | undefined)[] = ['onFailure', 'isCritical', 'onCancel'];

/** A step: what happens after a failure matters most. */
const step: Judge = ({ path, before, after }) => {
  if (path.length === 3 && after === undefined) return RULES.stepRemoved;
  if (path.length === 3) return before === undefined && runsCode(after) ? RULES.code : RULES.changed;
  return ON_FAILURE.includes(path[3]) ? RULES.failure : RULES.changed;
};

/** A removed or added step changes the order too. */
const order: Judge = (_difference, { differences }) =>
  differences.some(({ path }) => path.length === 3 && path[1] === 'mainSteps') ? [] : RULES.changed;

/** The first difference of the content also reports what the whole document no longer does. */
const simulated =
  (judge: Judge | Rule): Judge =>
  (difference, change, context) => {
    const judged = typeof judge === 'function' ? judge(difference, change, context) : judge;
    const own: readonly Match[] = 'name' in judged ? [matchAt(judged, difference)] : judged;
    const first = change.differences.find(({ path }) => path[0] === 'content');
    return first === difference ? [...promises(change), ...own] : own;
  };

function promises({ before, after }: Change): Match[] {
  const [old, current] = [before, after].map((document) => runbookOf(document?.['content']));
  if (old === undefined) return [];
  if (current === undefined) return [promiseBroken(['cannot be simulated: the content is not an automation in JSON'])];
  const broken = brokenPromises(old, current);
  return broken.length === 0 ? [] : [promiseBroken(broken)];
}

function promiseBroken(reasons: readonly string[]): Match {
  return { rule: RULES.promise, path: ['content'], before: undefined, after: sortedSet(reasons) };
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/documents.html */
export const DOCUMENTS: Concern = {
  title: 'Automation documents',
  rules: Object.values(RULES),
  types: [
    terraformType('aws_ssm_document', {
      importId: '{name}',
      arn: ({ account, region, name }) => `arn:aws:ssm:${region}:${account}:document/${name}`,
      permissionSet: 'systems-manager',
      names: () => [BACKUP_DOCUMENT],
      actions: {
        create: ['ssm:CreateDocument', 'ssm:AddTagsToResource'],
        read: ['ssm:DescribeDocument', 'ssm:DescribeDocumentPermission', 'ssm:GetDocument', 'ssm:ListTagsForResource'],
        update: ['ssm:RemoveTagsFromResource', 'ssm:UpdateDocument', 'ssm:UpdateDocumentDefaultVersion'],
        destroy: ['ssm:DeleteDocument'],
      },
      replacedBy: ['name'],
      removed: RULES.removed,
      changes: {
        name: GENERAL.replaced,
        // The provider plans an update, but AWS cannot change the type.
        document_type: RULES.changed,
        // AWS reads it from the content.
        description: GENERAL.noEffect,
        document_format: RULES.changed,
        version_name: RULES.changed,
        target_type: RULES.changed,
        'permissions/**': RULES.opened,
        'content/assumeRole': simulated(RULES.role),
        'content/description': simulated(GENERAL.noEffect),
        'content/mainSteps (order)': simulated(order),
        'content/mainSteps/*/inputs/*/**': simulated(asOne(5, () => RULES.changed)),
        'content/mainSteps/**': simulated(step),
        'content/**': simulated(RULES.changed),
      },
    }),
  ],
};
