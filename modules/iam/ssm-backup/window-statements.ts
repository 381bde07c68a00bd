import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import type { EnvironmentNames } from '../../../domain/names';
import { arnOf, iamArn, type Place } from '../../core/naming';
import { BACKUP_DOCUMENT } from '../../../domain/ssm-backup/document-name';

interface WindowProps extends Place {
  readonly names: Pick<EnvironmentNames, 'automationRole'>;
}

/**
 * The permissions that a window needs to start the automation for each instance of the group (S2, docs/adr/0012).
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/configuring-maintenance-window-permissions-console.html
 */
export function windowStatements({ names, ...place }: WindowProps): DataAwsIamPolicyDocumentStatement[] {
  const executions = arnOf('ssm', place, 'automation-execution/*');
  return [
    {
      sid: 'StartTheBackup',
      actions: ['ssm:StartAutomationExecution'],
      resources: [
        arnOf('ssm', place, `automation-definition/${BACKUP_DOCUMENT}:*`),
        arnOf('ssm', place, `document/${BACKUP_DOCUMENT}`),
        // An execution that is being started has no ID yet.
        executions,
      ],
    },
    { sid: 'FollowIt', actions: ['ssm:GetAutomationExecution'], resources: [executions] },
    {
      sid: 'FindTheGroup',
      actions: ['tag:GetResources'],
      // The tagging API supports no resources.
      resources: ['*'],
    },
    {
      sid: 'PassTheAutomationRole',
      actions: ['iam:PassRole'],
      resources: [iamArn(place.accountId, `role/${names.automationRole}`)],
      condition: [{ test: 'StringEquals', variable: 'iam:PassedToService', values: ['ssm.amazonaws.com'] }],
    },
  ];
}
