import path from 'node:path';

import type { Construct } from 'constructs';

import type { Environment, SsmBackup } from '../../environments/schema';
import { EnvironmentStack } from '../../modules/core/environment-stack';
import { AGENT_CHECK_FUNCTION, AGENT_CHECK_QUEUE, PRUNE_FUNCTION } from '../../modules/core/naming';
import { ErrorAlarm } from '../../modules/lambda/error-alarm';
import { NodeFunction } from '../../modules/lambda/node-function';
import { AgentCheck } from '../../modules/ssm/agent-check';
import { Automation } from '../../modules/ssm/automation';
import { BACKUP_DOCUMENT } from '../../domain/ssm-backup/document-name';
import { BackupWindow } from '../../modules/ssm/backup-window';
import { FailureRule } from '../../modules/ssm/failure-rule';
import { ssmBackupRolesContract } from '../iam/contract';
import { notificationsContract } from '../notifications/contract';
import { ssmBackupContract } from './contract';

/** Backups to the minute by Systems Manager, in the environment's own region (S1, S7–S10). */
export class SsmBackupStack extends EnvironmentStack {
  /** @param lambdas the folder with the zips of the functions */
  constructor(scope: Construct, environment: Environment, configured: SsmBackup, lambdas: string) {
    super(scope, ssmBackupContract.stack, environment);
    const { accountId, region } = environment;
    const { window, group, agentCheck, before, after, logRetentionDays } = configured;
    const roles = this.consume(ssmBackupRolesContract);
    const topicArn = this.consume(notificationsContract).topicArns(region);

    new NodeFunction(this, 'prune', {
      name: PRUNE_FUNCTION,
      description: 'Deletes the generations of an instance that are too many',
      zip: path.join(lambdas, 'prune-images.zip'),
      roleArn: roles.pruneRoleArn,
      logRetentionDays,
    });
    const { documentName } = new Automation(this, 'automation', {
      automationRoleArn: roles.automationRoleArn,
      pruneFunctionName: PRUNE_FUNCTION,
      before,
      after,
    });
    new BackupWindow(this, 'window', { ...window, group, documentName, roleArn: roles.windowRoleArn });
    new FailureRule(this, 'failures', {
      name: 'evtbg-rule-backup',
      environment: environment.name,
      accountId,
      region,
      documentName: BACKUP_DOCUMENT,
      topicArn,
    });

    const check = new NodeFunction(this, 'agent-check', {
      name: AGENT_CHECK_FUNCTION,
      description: 'Tells which instances of the group have lost their SSM agent',
      zip: path.join(lambdas, 'check-ssm-agents.zip'),
      roleArn: roles.agentCheckRoleArn,
      variables: { SNS_TOPIC_ARN: topicArn, BACKUP_GROUP: group },
      logRetentionDays,
      // EventBridge Scheduler does not wait for it: a check that fails would be told three times.
      retries: 0,
    });
    new AgentCheck(this, 'agent-check-schedule', {
      name: 'evtbg-rule-ssmagentcheck',
      queueName: AGENT_CHECK_QUEUE,
      schedule: window.schedule,
      timezone: window.timezone,
      ...agentCheck,
      functionArn: check.arn,
      roleArn: roles.schedulerRoleArn,
      topicArn,
    });
    new ErrorAlarm(this, 'errors', {
      name: 'lmd-ssm-backup-errors',
      description: `${PRUNE_FUNCTION} or ${AGENT_CHECK_FUNCTION} failed: their logs say why`,
      functions: { prune: PRUNE_FUNCTION, check: AGENT_CHECK_FUNCTION },
      topicArn,
    });
    this.publish(ssmBackupContract, { documentName });
  }
}
