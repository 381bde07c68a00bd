import path from 'node:path';

import type { Construct } from 'constructs';

import type { Environment, SsmBackup } from '../../environments/schema';
import { EnvironmentStack } from '../../modules/core/environment-stack';
import { byFunction, constructId, namedFunction, namedFunctions } from '../../modules/core/functions';
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

/** Backups to the minute with Systems Manager, in the environment's own region (S1, S7–S10). */
export class SsmBackupStack extends EnvironmentStack {
  /** @param lambdas the folder with the zips of the functions */
  constructor(scope: Construct, environment: Environment, configured: SsmBackup, lambdas: string) {
    super(scope, ssmBackupContract.stack, environment);
    const { accountId, names, region } = environment;
    const { window, group, agentCheck, before, after, logRetentionDays } = configured;
    const roles = this.consume(ssmBackupRolesContract);
    const topicArn = this.consume(notificationsContract).topicArns(region);

    const values = { SNS_TOPIC_ARN: topicArn, BACKUP_GROUP: group };
    const functions = byFunction((id) => {
      const { folder, variables, ...record } = namedFunction(names, id);
      return new NodeFunction(this, constructId(id), {
        ...record,
        zip: path.join(lambdas, `${folder}.zip`),
        roleArn: roles[`${id}RoleArn`],
        variables: Object.fromEntries(variables.map((variable) => [variable, values[variable]])),
        logRetentionDays,
      });
    });
    const { documentName } = new Automation(this, 'automation', {
      automationRoleArn: roles.automationRoleArn,
      pruneFunctionName: names.pruneFunction,
      before,
      after,
    });
    new BackupWindow(this, 'window', { ...window, group, documentName, roleArn: roles.windowRoleArn });
    new FailureRule(this, 'failures', {
      name: names.failureRule,
      environment: environment.name,
      accountId,
      region,
      documentName: BACKUP_DOCUMENT,
      topicArn,
    });

    new AgentCheck(this, 'agent-check-schedule', {
      name: names.agentCheckSchedule,
      queueName: names.agentCheckQueue,
      schedule: window.schedule,
      timezone: window.timezone,
      ...agentCheck,
      functionArn: functions.agentCheck.arn,
      roleArn: roles.schedulerRoleArn,
      topicArn,
    });
    new ErrorAlarm(this, 'errors', {
      name: names.errorAlarm,
      description: `${namedFunctions(names)
        .map(({ name }) => name)
        .join(' or ')} failed: their logs say why`,
      functions: Object.fromEntries(namedFunctions(names).map(({ metricId, name }) => [metricId, name])),
      topicArn,
    });
    this.publish(ssmBackupContract, { documentName });
  }
}
