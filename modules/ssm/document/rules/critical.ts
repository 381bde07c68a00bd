import { refused, type DocumentRule } from './document-rule';

/**
 * A failure that does not end the execution still makes it fail, so that somebody is told (S7, S9).
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
 */
export const critical: DocumentRule = ({ mainSteps }) =>
  mainSteps
    .filter(({ onFailure, isCritical }) => onFailure !== undefined && onFailure !== 'Abort' && isCritical !== true)
    .map(({ name, isCritical }) =>
      refused('step-not-critical', 'backupctl', {
        path: `mainSteps/${name}/isCritical`,
        ...(isCritical === undefined ? {} : { found: isCritical }),
        message: `the execution goes on after a failure of step ${name}, and would end as if nothing had failed`,
        remedy: 'write isCritical: true',
      }),
    );
