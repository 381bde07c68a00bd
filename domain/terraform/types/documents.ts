import { BACKUP_DOCUMENT } from '../../ssm-backup/document-name';
import { high, type Judge, medium } from '../changes/rule';
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

const ON_FAILURE: readonly (string | undefined)[] = ['onFailure', 'isCritical', 'onCancel'];

/** A step: what happens after a failure matters most. */
const step: Judge = ({ path, after }) => {
  if (path.length === 3) return after === undefined ? RULES.stepRemoved : RULES.changed;
  return ON_FAILURE.includes(path[3]) ? RULES.failure : RULES.changed;
};

/** A removed or added step changes the order too. */
const order: Judge = (_difference, { differences }) =>
  differences.some(({ path }) => path.length === 3 && path[1] === 'mainSteps') ? [] : RULES.changed;

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/documents.html */
export const DOCUMENTS: Concern = {
  title: 'Automation documents',
  rules: Object.values(RULES),
  types: [
    terraformType('aws_ssm_document', {
      arn: ({ account, region, name }) => `arn:aws:ssm:${region}:${account}:document/${name}`,
      permissionSet: 'services',
      names: () => [BACKUP_DOCUMENT],
      actions: {
        create: ['ssm:CreateDocument', 'ssm:AddTagsToResource'],
        read: ['ssm:DescribeDocument', 'ssm:GetDocument', 'ssm:ListTagsForResource'],
        update: ['ssm:RemoveTagsFromResource', 'ssm:UpdateDocument', 'ssm:UpdateDocumentDefaultVersion'],
        destroy: ['ssm:DeleteDocument'],
      },
      replacedBy: ['name', 'document_type'],
      removed: RULES.removed,
      changes: {
        name: GENERAL.replaced,
        document_type: GENERAL.replaced,
        document_format: RULES.changed,
        version_name: RULES.changed,
        target_type: RULES.changed,
        'permissions/**': RULES.opened,
        'content/description': GENERAL.noEffect,
        'content/mainSteps (order)': order,
        'content/mainSteps/**': step,
        'content/**': RULES.changed,
      },
    }),
  ],
};
