import { waysOf } from '../flow';
import { refused, type DocumentRule } from './document-rule';

const NOT_AFTER_A_CANCEL: readonly string[] = [
  'aws:approve',
  'aws:copyImage',
  'aws:createImage',
  'aws:createStack',
  'aws:createTags',
  'aws:loop',
  'aws:pause',
  'aws:runInstances',
  'aws:sleep',
];

/**
 * A cancelled execution goes only to actions that are done within the two minutes that it has left.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
 */
export const cancelTargets: DocumentRule = ({ mainSteps }) =>
  waysOf({ mainSteps }).flatMap(({ from, to, reason, path }) => {
    const target = mainSteps.find(({ name }) => name === to);
    if (reason !== 'cancel' || target === undefined || !NOT_AFTER_A_CANCEL.includes(target.action)) return [];
    return [
      refused('cancel-target', 'aws', {
        path,
        found: to,
        message: `when it is cancelled, step ${from} goes to ${to}, but a cancelled execution cannot go to ${target.action}`,
        remedy: 'go to a step of another action',
      }),
    ];
  });
